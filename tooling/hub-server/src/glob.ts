/** Globs of rules and LFS patterns: `*` and `?` within a segment, `**` across segments. */

/** The expression that a whole path must match. */
export function globExpression(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/?|\*|\?)/u).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.replaceAll(/[$()+.[\\\]^{|}]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 'su');
}
