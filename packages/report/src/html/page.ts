/** The frame of a report: one file that needs nothing, runs nothing and asks for nothing. */
import { version } from '@datasig/core';
import { hideCredentials } from '../text/credentials.ts';
import { toPrintable } from '../text/printable.ts';
import { html, Markup } from './markup.ts';
import { styles } from './styles.ts';

/** The page around a report. */
export interface PageContents {
  readonly title: string;
  readonly body: Markup;
  /** The command that makes the report again. */
  readonly command?: string;
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** What tells a report from other pages; the command replaces no others. */
const generator = 'Datasig report';

/** Writes the page. */
export function writePage({ title, body, command }: PageContents): string {
  const again = command === undefined ? null : html`<section><h2>Make this report again</h2><pre><code>${toPrintable(hideCredentials(command))}</code></pre></section>`;
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="${generator}">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<main>
${body}
${again}
</main>
<footer>Made by Datasig ${version} from fingerprints alone. This page holds no records, runs no script and loads nothing.</footer>
</body>
</html>
`.text}`;
}
