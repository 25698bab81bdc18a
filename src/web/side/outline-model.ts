import type { Cell, Notebook, Problem } from '../../core/notebook.ts';
import type { Standing } from '../../core/standing.ts';

/** A line of the outline: a cell, or a heading within a note. */
export interface OutlineEntry {
  /** Of the cell. */
  cell: Cell;
  /** Which of the note's headings it is; null for a cell as a whole. */
  heading: number | null;
  /** Text of the heading; empty for a cell, which is named by its kind and id. */
  title: string;
  /** How deep it stands under headings, from 0. */
  depth: number;
  /** The worst that is wrong with the cell; null for nothing, and on all but its first line. */
  problem: 'error' | 'warning' | null;
}

/** A heading of a note. */
export interface Heading {
  /** From 1, the uppermost. */
  level: number;
  title: string;
}

/** The headings of a note's Markdown, in order: `#` to `######` and underlined ones, but not in code or comments. */
export function headingsOf(markdown: string): Heading[] {
  const text = markdown.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '');
  const headings: Heading[] = [];
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const written = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line);
    if (written) {
      headings.push({ level: written[1]?.length ?? 1, title: toPlain(written[2] ?? '') });
      continue;
    }
    const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(line)?.[1];
    const above = lines[index - 1]?.trim() ?? '';
    // A line of dashes under a list item or a heading is a rule.
    if (
      underline &&
      above !== '' &&
      !/^(?:[#>|*+-]|\d+[.)])/.test(above) &&
      (lines[index - 2] ?? '').trim() === ''
    )
      headings.push({ level: underline.startsWith('=') ? 1 : 2, title: toPlain(above) });
  }
  return headings.filter(({ title }) => title !== '');
}

/** What of Markdown is for the eye alone is taken out. */
function toPlain(title: string): string {
  return title
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<!\\)(\*\*|__|\*|`|~~)(.+?)(?<!\\)\1/g, '$2')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
}

/** Makes the outline of a notebook, as often as it is edited, looking only into notes that are others: its headings nested as they
 * are written, its cells under them; notes without a heading are left out unless something is wrong with them. */
export class Outliner {
  #headings: ReadonlyMap<string, Heading[]> = new Map();
  #last: { notebook: Notebook; entries: OutlineEntry[] } | null = null;

  /** The outline of a notebook. */
  of(notebook: Notebook): OutlineEntry[] {
    if (this.#last?.notebook === notebook) return this.#last.entries;
    const entries: OutlineEntry[] = [];
    const known = this.#headings;
    const headingsNow = new Map<string, Heading[]>();
    const problemsOf = Map.groupBy(notebook.problems, ({ cell }) => cell);
    // Levels of the headings that stand open, outermost first.
    let open: number[] = [];
    for (const cell of notebook.cells) {
      const problem = worstOf(problemsOf.get(cell.index) ?? []);
      const headings = cell.kind === 'note' ? (known.get(cell.body) ?? headingsOf(cell.body)) : [];
      if (cell.kind === 'note') headingsNow.set(cell.body, headings);
      for (const [at, { level, title }] of headings.entries()) {
        open = open.filter((one) => one < level);
        entries.push({ cell, heading: at, title, depth: open.length, problem: at === 0 ? problem : null });
        open.push(level);
      }
      if (headings.length === 0 && (cell.kind !== 'note' || problem))
        entries.push({ cell, heading: null, title: '', depth: open.length, problem });
    }
    this.#headings = headingsNow;
    this.#last = { notebook, entries };
    return entries;
  }
}

function worstOf(problems: readonly Problem[]): OutlineEntry['problem'] {
  if (problems.length === 0) return null;
  return problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
}

/** How the trials of a matrix stand, in figures. */
export interface MatrixFigures {
  done: number;
  total: number;
  failed: number;
  stale: number;
  running: number;
}

/** Counts how trials stand; `running` are those that a run makes now. */
export function countFigures(trials: readonly { standing: Standing }[], running: number): MatrixFigures {
  const figures = { done: 0, total: 0, failed: 0, stale: 0, running };
  for (const { standing } of trials) {
    if (standing !== 'skipped') figures.total += 1;
    if (standing === 'done') figures.done += 1;
    else if (standing === 'stale') figures.stale += 1;
    else if (standing === 'error') figures.failed += 1;
  }
  return figures;
}

/** The entry at which a reader is who has come to a cell: the last one of that cell or, where it has none, before it. */
export function entryAt(entries: readonly OutlineEntry[], index: number): OutlineEntry | null {
  let found: OutlineEntry | null = null;
  for (const entry of entries) {
    if (entry.cell.index > index) break;
    if (!found || entry.cell.index > found.cell.index) found = entry;
  }
  return found ?? entries[0] ?? null;
}
