import type { DatasetCell, PromptCell } from '../notebook.ts';
import { turnsOf } from '../turns-body.ts';
import { directionOf, escapeHtml, escapeSeen, markup, type Markup } from './markup.ts';
import type { ReportVoice } from './report-card.ts';
import { toTable } from './report-table.ts';

/** Rows of a dataset that are seen at once; those after them are unfolded. */
const ROWS_SEEN = 20;
/** Rows of a dataset in a report: more would be a page that nobody can open. */
const MOST_ROWS = 1000;

/** A text that was sent. */
export function toQuote(text: string): Markup {
  return markup`<div class="text quote"${directionOf(text)}>${escapeSeen(text)}</div>`;
}

/** What a prompt asks: its text, or its turns, each with who speaks. */
export function toAsked({ body }: Pick<PromptCell, 'body'>, { words }: ReportVoice): Markup {
  const turns = turnsOf(body);
  if (!turns) return toQuote(body.trimEnd());
  const lines = turns.map(
    ({ role, content }) =>
      markup`<div><dt>${escapeHtml(words.roles[role])}</dt><dd>${toQuote(content.trimEnd())}</dd></div>`,
  );
  return markup`<dl class="turns">${lines}</dl>`;
}

/** All rows of a dataset, the later ones of a long one folded; how many are left out of one that is too long for a page. */
export function toDataRows(
  { columns, rows }: Pick<DatasetCell, 'columns' | 'rows'>,
  { words, count }: ReportVoice,
): Markup {
  // The results say of which row they are by its id, written or not.
  const isNamed = columns.includes('id');
  const head = isNamed ? columns : [words.row, ...columns];
  const texts = rows.slice(0, MOST_ROWS).map(({ id, vars }) => {
    const values = columns.map((name) => vars[name] ?? '');
    return isNamed ? values : [id, ...values];
  });
  const table = (from: number, to?: number): Markup => toTable(head, texts.slice(from, to));
  const folded = texts.length - ROWS_SEEN;
  const left = rows.length - texts.length;
  const rest =
    folded > 0
      ? markup`<details class="rest"><summary>${escapeHtml(words.moreRows(count(folded)))}</summary>${table(ROWS_SEEN)}</details>`
      : null;
  const leftOut = left > 0 ? markup`<p class="meta">${escapeHtml(words.rowsLeftOut(count(left)))}</p>` : null;
  return markup`${table(0, ROWS_SEEN)}${rest}${leftOut}`;
}
