/** Examples are files of the page, loaded like files that are dropped. */
import { plainSettings } from '../input/settings.ts';
import type { PairSlots } from '../pair/pair-slots.ts';
import type { Slot } from '../slot/slot.ts';
import { announce } from '../slot/announcer.ts';
import type { ExampleData, PairExample } from './example-list.ts';

const weatherColumns: readonly string[] = ['date', 'precipitation', 'temp_max', 'temp_min', 'wind', 'weather'];

/** Both sides of an example; of a table the columns but those left out. */
export async function loadPair({ a, b }: PairExample, slots: PairSlots, leaveOut: readonly string[] = []): Promise<void> {
  await Promise.all([loadExample(a, slots.a, leaveOut), loadExample(b, slots.b, leaveOut)]);
}

/** One dataset of an example. */
export async function loadExample({ file, name }: ExampleData, slot: Slot, leaveOut: readonly string[] = []): Promise<void> {
  const response = await fetch(file).catch(() => undefined);
  if (response?.ok !== true) {
    announce(`${name} could not be loaded`);
    return;
  }
  const base = name.slice(name.lastIndexOf('/') + 1);
  const settings = leaveOut.length === 0 ? plainSettings : { ...plainSettings, columns: weatherColumns.filter((column) => !leaveOut.includes(column)) };
  await slot.load({ files: [{ name: base, blob: await response.blob() }] }, settings);
}
