/** Which columns are compared and as what: set, and the side is read again. */
import { formatType } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Settings } from '../input/settings.ts';

interface FieldsFormProps {
  /** What it is of: `dataset A`. */
  readonly label: string;
  readonly fields: readonly SchemaField[];
  readonly settings: Settings;
  readonly onApply: (settings: Settings) => void;
}

const casts: readonly (readonly [cast: string, words: string])[] = [
  ['', 'as it is'],
  ['integer', 'whole numbers'],
  ['number', 'numbers'],
  ['float64', 'numbers (float64)'],
  ['float32', 'numbers (float32)'],
  ['decimal', 'decimal numbers'],
  ['bool', 'true or false'],
  ['date', 'dates'],
  ['timestamp', 'dates with time'],
  ['time', 'times of day'],
  ['uuid', 'UUIDs'],
  ['bytes:hex', 'bytes (hex)'],
  ['bytes:base64', 'bytes (base64)'],
];
/** More are set with the command. */
const shownFieldCount = 200;

/** The fields with their types, a tick and a cast each; and texts that stand for nothing. */
export function FieldsForm({ label, fields, settings, onApply }: FieldsFormProps): VNode {
  const kept = useSignal<ReadonlySet<string>>(new Set(settings.columns ?? fields.map(({ name }) => name)));
  const cast = useSignal<Settings['casts']>(settings.casts);
  const nulls = useSignal(settings.nullTokens.join(', '));
  const nameOf = (name: string): string => settings.rename[name] ?? name;
  const toggle = (name: string): void => {
    const next = new Set(kept.value);
    if (!next.delete(name)) next.add(name);
    kept.value = next;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const columns = fields.filter(({ name }) => kept.value.has(name)).map(({ name }) => name);
    const { columns: _, ...others } = settings;
    onApply({
      ...others,
      ...(columns.length < fields.length && { columns }),
      casts: Object.fromEntries(Object.entries(cast.value).filter(([, to]) => to !== '')),
      nullTokens: nulls.value === '' ? [] : nulls.value.split(',').map((token) => token.trim()),
    });
  };
  return (
    <form class="fields" onSubmit={submit}>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={`Fields of ${label}`}>
        <table>
          <thead><tr><th scope="col">Compare</th><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Read as</th></tr></thead>
          <tbody>
            {fields.slice(0, shownFieldCount).map(({ name, type }) => (
              <tr key={name}>
                <td><input type="checkbox" aria-label={`Compare ${name} of ${label}`} checked={kept.value.has(name)} onChange={() => toggle(name)} /></td>
                <td class="field-name">{name}{settings.rename[name] === undefined ? '' : ` → ${settings.rename[name]}`}</td>
                <td><code>{formatType(type)}</code></td>
                <td>
                  <select aria-label={`Read ${name} of ${label} as`} value={cast.value[nameOf(name)] ?? ''} onChange={({ currentTarget }) => { cast.value = { ...cast.value, [nameOf(name)]: currentTarget.value }; }}>
                    {castsFor(cast.value[nameOf(name)]).map(([to, words]) => <option key={to} value={to}>{words}</option>)}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fields.length > shownFieldCount && <p class="note">The first {shownFieldCount} of {fields.length} fields; the command sets the others.</p>}
      <label class="null-tokens">Texts that mean “nothing”, between commas <input type="text" placeholder="NA, null, -" value={nulls.value} onInput={({ currentTarget }) => { nulls.value = currentTarget.value; }} /></label>
      <div class="buttons"><button type="submit" class="primary" disabled={kept.value.size === 0}>Read again</button></div>
    </form>
  );
}

/** A cast that a comparison suggested may be none of the list. */
function castsFor(current: string | undefined): typeof casts {
  return current === undefined || casts.some(([to]) => to === current) ? casts : [...casts, [current, current]];
}
