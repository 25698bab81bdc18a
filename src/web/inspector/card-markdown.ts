/** What a result says of itself, ready for a person. */
export interface CardWords {
  /** What was varied: axis and level. */
  levels: { axis: string; level: string }[];
  /** The answer, exactly. */
  text: string;
  /** Tokens, cost, time and the like, each a short text. */
  figures: string[];
}

/** A result as Markdown: what was varied, the text in a fence (exact whatever it holds), the figures. */
export function toCardMarkdown({ levels, text, figures }: CardWords): string {
  const head = levels.map(({ axis, level }) => `**${escape(axis)}** ${escape(level)}`).join(' · ');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const lines = [`${fence}text`, text.replace(/\n$/, ''), fence];
  const foot = figures.map(escape).join(' · ');
  return `${[head, lines.join('\n'), foot].filter((part) => part !== '').join('\n\n')}\n`;
}

function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replaceAll('\n', ' ');
}
