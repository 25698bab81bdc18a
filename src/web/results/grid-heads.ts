import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { msg } from '@lit/localize';
import type { Notebook } from '../../core/notebook.ts';
import { toCanonicalJson } from '../../core/trial.ts';
import { axisLabel, levelLabel, variantLine } from './axis-label.ts';
import type { ColumnSummary } from './column-summary.ts';
import { levelData } from './level-hint.ts';
import type { Pivot, PivotRow } from '../../core/pivot.ts';

/** About how wide a card is before it is laid out, CSS pixels. What it is in the end is reckoned in card-grid-style.ts. */
export const CARD_WIDTH = 280;

/** What the lines of a card grid have in common. */
export interface GridShape {
  pivot: Pivot;
  notebook: Notebook;
  /** The columns that are in the page, `end` exclusive. */
  sight: { start: number; end: number };
}

/** Whether there is a first column of row heads: not where everything stands in one row. */
export function hasRowHeads({ rows }: Pivot): boolean {
  return rows.some((row) => Object.keys(row.levels).length > 0);
}

/** The CSS columns of every line of the grid. */
export function gridTemplate(pivot: Pivot): string {
  return `${hasRowHeads(pivot) ? 'var(--first) ' : ''}repeat(${pivot.cols.length}, minmax(var(--card-width), 1fr))`;
}

/** What the width of the columns is reckoned from, as CSS variables of the sheet. */
export function columnVars(pivot: Pivot): Record<string, string> {
  return { '--columns': String(pivot.cols.length), '--heads': hasRowHeads(pivot) ? 'var(--first)' : '0px' };
}

/** The 1-based place of a column among the grid's. */
export function columnPlace(pivot: Pivot, col: number): number {
  return col + (hasRowHeads(pivot) ? 2 : 1);
}

/** A column in a few words, seen from another: only what tells it from that one. */
export function columnLabel({ pivot, notebook }: GridShape, col: number, from: number): string {
  const levels = pivot.cols[col]?.levels ?? {};
  const others = pivot.cols[from]?.levels ?? {};
  const names = Object.keys(levels).filter(
    (name) => toCanonicalJson(levels[name] ?? null) !== toCanonicalJson(others[name] ?? null),
  );
  return variantLine(notebook, levels, names);
}

/** The names of parts speak for themselves, bare numbers do not. */
function speaks(name: string): boolean {
  return ['persona', 'model', 'prompt', 'row'].includes(name);
}

/** The head of a row: its first level, the others below. */
export function rowHead(
  { pivot, notebook }: GridShape,
  { levels }: PivotRow,
): TemplateResult | typeof nothing {
  if (!hasRowHeads(pivot)) return nothing;
  return html`<div class="first" role="rowheader" aria-colindex="1">
    ${Object.keys(levels).map((name, place) => {
      const level = levels[name] ?? null;
      const label = levelLabel(notebook, name, level);
      const axis = speaks(name) ? nothing : html`<span class="axis">${breakable(axisLabel(name))} </span>`;
      return place === 0
        ? html`<b data-level=${levelData(name, level)}>${axis}${label}</b>`
        : html`<span class="meta" data-level=${levelData(name, level)}>${axis}${label}</span>`;
    })}
  </div>`;
}

function columnHead(shape: GridShape, col: number): TemplateResult {
  const { pivot, notebook } = shape;
  const levels = pivot.cols[col]?.levels ?? {};
  const names = Object.keys(levels);
  const place = columnPlace(pivot, col);
  return html`<div
    class="head"
    role="columnheader"
    aria-colindex=${place}
    style=${styleMap({ 'grid-column': String(place) })}
  >
    ${names.length === 0 ? msg('response') : nothing}
    ${names.map((name) => {
      const axis = speaks(name) ? nothing : html`<span class="meta">${axisLabel(name)} </span>`;
      const level = levels[name] ?? null;
      return html`<span data-level=${levelData(name, level)}>${axis}${levelLabel(notebook, name, level)}</span>`;
    })}
  </div>`;
}

function columnsInPage<T>({ pivot, sight }: GridShape, toPart: (col: number) => T): T[] {
  const end = Math.min(sight.end, pivot.cols.length);
  return Array.from({ length: Math.max(0, end - sight.start) }, (_, index) => toPart(sight.start + index));
}

/** A name of an axis with more letters takes a wider column of row heads. */
const SHORT_NAME = 12;

/** A name that may go on in the next line after what parts its words. */
function breakable(name: string): unknown[] {
  return name.split(/(?<=[_.])/).flatMap((part, place) => (place === 0 ? [part] : [html`<wbr />`, part]));
}

/** The line of column heads. */
export function gridHeads(shape: GridShape): TemplateResult {
  const { pivot } = shape;
  const axes = Object.keys(pivot.rows[0]?.levels ?? {});
  const names = axes.map(axisLabel);
  const isNamed = axes.some((name) => !speaks(name) && name.length > SHORT_NAME);
  return html`<div
    class="line heads"
    role="row"
    aria-rowindex="1"
    style=${styleMap({ 'grid-template-columns': gridTemplate(pivot) })}
  >
    ${
      hasRowHeads(pivot)
        ? html`<div
            class=${isNamed ? 'first corner named' : 'first corner'}
            role="columnheader"
            aria-colindex="1"
            title=${names.join(' · ')}
          >
            ${names.map((name, place) => [place === 0 ? nothing : ' · ', breakable(name)])}
          </div>`
        : nothing
    }
    ${columnsInPage(shape, (col) => columnHead(shape, col))}
  </div>`;
}

/** The line of column summaries; nothing before there is any answer. */
export function gridFoots(
  shape: GridShape,
  summaries: ColumnSummary[],
  krwPerUsd: number | null,
): TemplateResult | typeof nothing {
  const { pivot } = shape;
  if (summaries.every((summary) => summary.n === 0)) return nothing;
  return html`<div
    class="line foots"
    role="row"
    aria-rowindex=${pivot.rows.length + 2}
    style=${styleMap({ 'grid-template-columns': gridTemplate(pivot) })}
  >
    ${
      hasRowHeads(pivot)
        ? html`<div class="first" role="rowheader" aria-colindex="1">${msg('summary')}</div>`
        : nothing
    }
    ${columnsInPage(shape, (col) => {
      const place = columnPlace(pivot, col);
      return html`<div
        role="gridcell"
        aria-colindex=${place}
        style=${styleMap({ 'grid-column': String(place) })}
      >
        <gamut-column-summary .summary=${summaries[col] ?? null} .krwPerUsd=${krwPerUsd}></gamut-column-summary>
      </div>`;
    })}
  </div>`;
}
