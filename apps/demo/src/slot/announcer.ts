/** What a screen reader is told: one polite message at a time. */
import { type Signal, signal } from '@preact/signals';

/** The message that the page's live region shows. */
export const announcement: Signal<string> = signal('');

/** Tells it. */
export function announce(message: string): void {
  announcement.value = message;
}
