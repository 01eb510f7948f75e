/** How far a run is. */
import { formatCount } from '@datasig/core';
import type { Progress } from '@datasig/runner/web';
import type { VNode } from 'preact';
import { formatBytes, formatTime } from '../page/text.ts';

interface ProgressViewProps {
  readonly name: string;
  readonly progress: Progress | undefined;
  readonly onCancel: () => void;
}

/** A bar with records, bytes, rate and time left, and a button to stop. */
export function ProgressView({ name, progress, onCancel }: ProgressViewProps): VNode {
  const total = progress?.totalByteLength;
  const share = progress === undefined || total === undefined || total === 0 ? undefined : Math.min(progress.byteLength / total, 1);
  return (
    <div class="reading">
      <p class="reading-name">Reading <strong>{name}</strong></p>
      {share === undefined ? <progress aria-label={`Reading ${name}`} /> : <progress aria-label={`Reading ${name}`} max={1} value={share} />}
      <dl class="figures">
        <div><dt>records</dt><dd>{progress === undefined ? '…' : formatCount(progress.recordCount)}</dd></div>
        <div><dt>read</dt><dd>{progress === undefined ? '…' : `${formatBytes(progress.byteLength)}${total === undefined ? '' : ` of ${formatBytes(total)}`}`}</dd></div>
        <div><dt>speed</dt><dd>{progress === undefined ? '…' : `${formatBytes(progress.bytesPerSecond)}/s`}</dd></div>
        <div><dt>time left</dt><dd>{progress?.remainingMs === undefined ? '…' : formatTime(progress.remainingMs)}</dd></div>
      </dl>
      <button type="button" onClick={onCancel}>Cancel</button>
    </div>
  );
}
