/** Another try after a failure: the format, and how files are put together. */
import type { DatasetFormat } from '@datasig/formats/dataset';
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { plainSettings, type Settings } from '../input/settings.ts';

const formats: readonly (readonly [format: DatasetFormat, words: string])[] = [
  ['csv', 'CSV'], ['tsv', 'TSV'], ['jsonl', 'JSON Lines'], ['json', 'JSON'], ['parquet', 'Parquet'], ['arrow', 'Arrow'], ['text', 'text, a line a record'],
  ['arff', 'ARFF'], ['tar', 'tar'], ['tfrecord', 'TFRecord'], ['images', 'images'], ['audio', 'audio'], ['cifar10', 'CIFAR-10'], ['cifar100', 'CIFAR-100'],
];

interface FormatFormProps {
  /** `dataset A`. */
  readonly label: string;
  readonly settings: Settings;
  readonly onApply: (settings: Settings) => void;
}

/** Reads the same files again, as the user says. */
export function FormatForm({ label, settings, onApply }: FormatFormProps): VNode {
  const format = useSignal<string>(settings.format ?? '');
  const submit = (event: Event): void => {
    event.preventDefault();
    const { format: _, ...others } = settings;
    onApply({ ...others, ...(format.value !== '' && { format: format.value as DatasetFormat }) });
  };
  return (
    <form class="format" onSubmit={submit}>
      <label>Read as{' '}
        <select aria-label={`Format of ${label}`} value={format.value} onChange={({ currentTarget }) => { format.value = currentTarget.value; }}>
          <option value="">what the name says</option>
          {formats.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
      </label>
      <div class="buttons">
        <button type="submit">Try again</button>
        {settings !== plainSettings && <button type="button" onClick={() => onApply(plainSettings)}>Read it as it is</button>}
      </div>
    </form>
  );
}
