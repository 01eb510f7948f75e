/** The check of pages: relative links, anchors, and code that is quoted from files. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface Page {
  /** Path inside the repository. */
  readonly path: string;
  readonly text: string;
}

/** Everything wrong with the Markdown pages of the repository at `root`, one line each. */
export function findPageProblems(root: string): string[] {
  const paths = globSync(['*.md', '{docs,vectors}/**/*.md', '{packages,apps,tooling}/*/*.md', '.changeset/*.md'], { cwd: root }).sort();
  return paths.map((path): Page => ({ path, text: readFileSync(join(root, path), 'utf8') })).flatMap((page) => [...checkLinks(root, page), ...checkCode(root, page)]);
}

function checkLinks(root: string, { path, text }: Page): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
  return targets.flatMap((target) => {
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? join(root, path) : join(root, dirname(path), file);
    if (!existsSync(found)) return [`${path}: the link ${target} leads nowhere`];
    if (anchor === undefined || statSync(found).isDirectory()) return [];
    return anchorsOf(readFileSync(found, 'utf8')).includes(anchor) ? [] : [`${path}: ${relative(root, found)} has no heading #${anchor}`];
  });
}

/** Anchors of headings, as hosts of Markdown make them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

/** A block that begins with `file=PATH` stands in that file, word for word. */
function checkCode(root: string, { path, text }: Page): string[] {
  return [...text.matchAll(/^```\w* file=(\S+)\n([\s\S]*?)^```$/gm)].flatMap(([, file, code]) => {
    if (!existsSync(join(root, file!))) return [`${path}: quotes ${file}, which does not exist`];
    return readFileSync(join(root, file!), 'utf8').includes(code!) ? [] : [`${path}: the code quoted from ${file} is not in it: ${code!.split('\n')[0]}`];
  });
}
