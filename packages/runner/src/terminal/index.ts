/** Text for terminals: tables, colours, numbers with units, a progress line. */
export { lineWidth, paragraph, rule, type TableColumn, tableLine } from './layout.ts';
export { type Palette, paletteFor, plainPalette } from './palette.ts';
export { ProgressLine } from './progress-line.ts';
export { describeProgress, formatByteLength, formatDuration } from './progress-text.ts';
