/** Draws the page, then gets it ready to work without a network. */
import { render } from 'preact';
import { registerOffline } from './offline/register.ts';
import { App } from './page/app.tsx';
import { applyTheme } from './page/theme-button.tsx';

applyTheme();
render(<App />, document.getElementById('app')!);
registerOffline();
