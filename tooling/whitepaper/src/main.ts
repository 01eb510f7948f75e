/** `pnpm whitepaper`: fills the whitepaper's numbers and figures from committed results, and makes HTML and PDF of it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { readPaper, writePaper } from './paper.ts';
import { outputFolder } from './paths.ts';
import { printPdf } from './pdf.ts';
import { renderPage } from './render/page.ts';

const exit = { done: 0, usage: 2, impossible: 3 } as const;
const help = `Fills docs/whitepaper/ from the committed results, and makes HTML and PDF of it.

  pnpm whitepaper [options]

  --write   fills the text and its figures, and makes nothing else
  --html    makes no PDF, for which a Chromium is needed
  --help    print this

Exit codes: 0 done, 2 unknown argument, 3 it could not be carried out.
`;

process.exitCode = await run();

async function run(): Promise<number> {
  let wanted: { readonly write?: boolean; readonly html?: boolean; readonly help?: boolean };
  try {
    wanted = parseArgs({ options: { write: { type: 'boolean' }, html: { type: 'boolean' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return exit.usage;
  }
  if (wanted.help === true) {
    process.stdout.write(help);
    return exit.done;
  }
  try {
    await writePaper();
    if (wanted.write === true) return exit.done;
    await mkdir(outputFolder, { recursive: true });
    const html = await renderPage(await readPaper());
    await write('whitepaper.html', html);
    if (wanted.html !== true) await write('whitepaper.pdf', await printPdf(html));
    return exit.done;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exit.impossible;
  }
}

async function write(name: string, contents: string | Uint8Array): Promise<void> {
  const file = join(outputFolder, name);
  await writeFile(file, contents);
  process.stdout.write(`  ${relative(process.cwd(), file)}\n`);
}
