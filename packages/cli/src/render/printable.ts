/** Names and messages made safe for a terminal. */
export { toPrintable, toShortPrintable } from '@datasig/report/describe';
