import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { msg } from '@lit/localize';
import type { PivotRow, PivotSlot } from '../../core/pivot.ts';
import type { GridPlace } from '../keys/grid-move.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { columnLabel, columnPlace, gridTemplate, rowHead, type GridShape } from './grid-heads.ts';
import type { Turn } from './in-turn.ts';
import { sameAsEarlier } from './pivot-model.ts';
import type { AnswerPins } from './result-events.ts';
import { freshText } from './result-figures.ts';

/** What the rows of a card grid have in common. */
export interface GridRowContext extends GridShape {
  results: MatrixResults;
  live: LiveRuns;
  pins: AnswerPins;
  showsTokens: boolean;
  krwPerUsd: number | null;
  /** Whether every trial is laid out: then an empty place is one that the matrix excludes. */
  isWhole: boolean;
  /** The trial in the inspector. */
  selected: string | null;
  /** Who says when a card is made; null makes all at once. */
  turns: Pick<Turn, 'turns' | 'most'> | null;
  /** The one place that the Tab key comes to. */
  stop: GridPlace;
}

/** The one text that all repeats of a place have; null where they differ or are not all done. */
function textOf(slot: PivotSlot | null, results: MatrixResults): string | null {
  if (!slot) return null;
  const texts = new Set(slot.trialIds.map((id) => freshText(results.row(id))));
  const [text] = texts;
  return texts.size === 1 ? (text ?? null) : null;
}

function gridCell(
  context: GridRowContext,
  row: PivotRow,
  at: GridPlace,
  sameAs: number | null,
): TemplateResult {
  const { results, live, pins, showsTokens, krwPerUsd, isWhole, selected, stop, turns } = context;
  const slot = row.slots[at.col] ?? null;
  const isStop = stop.row === at.row && stop.col === at.col;
  const trials = slot?.trialIds.flatMap((id) => results.row(id) ?? []) ?? [];
  const isSelected = selected !== null && (slot?.trialIds.includes(selected) ?? false);
  const column = columnPlace(context.pivot, at.col);
  return html`<div
    class=${classMap({ cell: true, selected: isSelected, edge: at.col === 0 })}
    role="gridcell"
    aria-colindex=${column}
    aria-selected=${isSelected ? 'true' : nothing}
    tabindex=${isStop ? 0 : -1}
    data-row=${at.row}
    data-col=${at.col}
    style=${styleMap({ 'grid-column': String(column) })}
  >
    ${
      trials.length === 0
        ? html`<span class=${isWhole ? 'excluded' : 'sr-only'}
            >${isWhole ? msg('excluded') : msg('not shown')}</span
          >`
        : html`<gamut-card
            .turn=${turns && { ...turns, ...at }}
            .results=${results}
            .live=${live}
            .trials=${trials}
            .pins=${pins}
            .showsTokens=${showsTokens}
            .krwPerUsd=${krwPerUsd}
            .sameAs=${
              sameAs === null
                ? null
                : {
                    name: columnLabel(context, sameAs, at.col),
                    trialIds: row.slots[sameAs]?.trialIds ?? [],
                  }
            }
            .selected=${isSelected ? selected : null}
            .isActive=${isStop}
          ></gamut-card>`
    }
  </div>`;
}

/** A row of a card grid: its head and the cards of the columns that are in sight. */
export function gridRow(context: GridRowContext, row: PivotRow, index: number): TemplateResult {
  const { pivot, sight, results } = context;
  const same = sameAsEarlier(row.slots.map((slot) => textOf(slot, results)));
  const shown = row.slots.map((_, col) => col).slice(sight.start, sight.end);
  return html`<div
    class=${classMap({ line: true, row: true, last: index === pivot.rows.length - 1 })}
    role="row"
    aria-rowindex=${index + 2}
    style=${styleMap({ 'grid-template-columns': gridTemplate(pivot) })}
  >
    ${rowHead(context, row)}
    ${repeat(
      shown,
      (col) => col,
      (col) => gridCell(context, row, { row: index, col }, same[col] ?? null),
    )}
  </div>`;
}
