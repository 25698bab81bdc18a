import { directionOf, escapeHtml, escapeSeen, markup, type Markup } from './markup.ts';

/** A table of texts. */
export function toTable(head: string[], rows: string[][]): Markup {
  const heads = head.map((name) => markup`<th scope="col">${escapeHtml(name)}</th>`);
  const lines = rows.map(
    (row) => markup`<tr>${row.map((cell) => markup`<td${directionOf(cell)}>${escapeSeen(cell)}</td>`)}</tr>`,
  );
  return markup`<div class="scroll"><table class="data"><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
