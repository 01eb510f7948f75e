/** Light, dark, or as the system is. */
import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';

type Theme = 'system' | 'light' | 'dark';

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const theme: Signal<Theme> = signal(stored());

function stored(): Theme {
  try {
    const value = localStorage.getItem('datasig-theme');
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Sets what was chosen before; called before the page is drawn. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme.value;
}

/** Changes it. A browser that stores nothing forgets it. */
export function ThemeButton(): VNode {
  const change = (): void => {
    theme.value = next[theme.value];
    applyTheme();
    try {
      localStorage.setItem('datasig-theme', theme.value);
    } catch {
      // Nothing depends on it.
    }
  };
  return <button type="button" class="quiet small" onClick={change}>Colours: {theme.value === 'system' ? 'auto' : theme.value}</button>;
}
