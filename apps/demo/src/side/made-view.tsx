/** A dataset that was fingerprinted: what it is, its fields, its file. */
import type { VNode } from 'preact';
import { formatAmount, formatBytes, formatTime } from '../page/text.ts';
import { download } from '../page/download.ts';
import { commandLine, optionsOf } from '../input/command-line.ts';
import type { Settings } from '../input/settings.ts';
import type { Made } from '../slot/slot.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { FieldsForm } from './fields-form.tsx';

interface MadeViewProps {
  /** `dataset A`. */
  readonly label: string;
  readonly made: Made;
  readonly onApply: (settings: Settings) => void;
}

/** Facts, the fingerprint to keep, and how it is made. */
export function MadeView({ label, made, onApply }: MadeViewProps): VNode {
  const { fingerprint, warnings, statistics, origin, fields } = made;
  const { dataset, records, identity, schema } = fingerprint;
  const uid = identity?.uid;
  return (
    <div class="made">
      <h3 class="made-name" title={origin.argument}>{origin.argument}</h3>
      <p class="made-facts">
        <strong>{records.isCountUnknown === true ? 'records not counted' : formatAmount(records.count, 'record')}</strong>
        {` · ${formatAmount(schema.length, 'field')}`}
        {statistics !== undefined && ` · read ${formatBytes(statistics.byteLength)} in ${formatTime(statistics.elapsedMs)}`}
        {origin.kind === 'fingerprint' && ' · a fingerprint file'}
      </p>
      {uid !== undefined && <p class="uid"><span class="quiet-text">Identity</span> <code data-testid={`uid ${label}`}>{uid}</code> <CopyButton text={uid} label={`identity of ${label}`} /></p>}
      {warnings.map((warning) => <p class="note" key={warning}>{warning}</p>)}
      {origin.kind === 'data' && dataset.transforms.length + dataset.nullTokens.length > 0 && <p class="note">Prepared: <code>{commandLine(optionsOf(origin.settings))}</code></p>}
      {origin.kind === 'data' && (
        <details class="fields-details">
          <summary>Fields and types</summary>
          <p class="quiet-text">A record counts as the same only if all fields that are compared are. Leave out those that do not matter, such as a row number, or read text as numbers or dates.</p>
          <FieldsForm key={JSON.stringify(origin.settings)} label={label} fields={fields} settings={origin.settings} onApply={onApply} />
        </details>
      )}
    </div>
  );
}

/** Saves the fingerprint file: the bytes that the command writes. */
export function SaveFingerprint({ label, made: { fingerprint, text } }: Pick<MadeViewProps, 'label' | 'made'>): VNode {
  return <button type="button" onClick={() => download(`${fingerprint.dataset.name}.datasig.json`, text, 'application/json')}>Save fingerprint<Hidden> of {label}</Hidden> <span class="quiet-text">{formatBytes(text.length)}</span></button>;
}
