import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import type { Pasted } from '../../core/dataset-paste.ts';
import { columnsWords, rowsWords } from '../look/count-words.ts';

/** What the foot of a table shows and does. */
export interface TableFoot {
  isOwn: boolean;
  /** Rows that are selected; 0 for none. */
  selected: number;
  news: string;
  addRow: () => void;
  addColumn: () => void;
  insertRow: () => void;
  deleteRows: () => void;
}

/** The line under a table: what can be done with its rows, and what the last deed did. */
export function tableFoot(foot: TableFoot): TemplateResult {
  const { isOwn, selected, news } = foot;
  return html`<div class="foot">
    ${
      isOwn
        ? html`<button class="btn quiet" @click=${foot.addRow}>${icon('plus')}${msg('Row')}</button>
            <button class="btn quiet" @click=${foot.addColumn}>${icon('plus')}${msg('Column')}</button>
            <button class="btn quiet" ?disabled=${selected === 0} @click=${foot.insertRow}>
              ${msg('Insert row above')}
            </button>
            <button class="btn quiet" ?disabled=${selected === 0} @click=${foot.deleteRows}>
              ${selected > 1 ? msg(str`Delete ${formatCount(selected)} rows`) : msg('Delete row')}
            </button>`
        : nothing
    }
    <slot></slot>
    <span class="meta num" role="status">${news}</span>
    ${news ? nothing : html`<span class="meta hint">${isOwn ? msg('Enter edits, Tab goes on, Esc leaves') : msg('Arrows move, Esc leaves')}</span>`}
  </div>`;
}

/** What pasting has done, in words. */
export function pasteWords(pasted: Pasted): string {
  const { rows, columns, newRows, newColumns, hadHeader } = pasted;
  const parts = [msg(str`Pasted ${rowsWords(rows)} × ${columnsWords(columns)}`)];
  if (newRows) parts.push(newRows === 1 ? msg('1 new row') : msg(str`${formatCount(newRows)} new rows`));
  if (newColumns.length) parts.push(msg(str`new columns: ${newColumns.join(', ')}`));
  if (hadHeader) parts.push(msg('the first line named the columns'));
  const anew = renumberWords(pasted);
  if (anew) parts.push(anew);
  return parts.join(' · ');
}

/** Which new rows got another id than they came with; empty where none did. */
export function renumberWords({ renumbered }: Pasted): string {
  if (renumbered.length === 0) return '';
  const pairs = renumbered.slice(0, 3).map(({ from, to }) => `${from} → ${to}`);
  const list = `${pairs.join(', ')}${renumbered.length > 3 ? ', …' : ''}`;
  return renumbered.length === 1
    ? msg(str`1 id was taken and was numbered anew: ${list}`)
    : msg(str`${formatCount(renumbered.length)} ids were taken and were numbered anew: ${list}`);
}
