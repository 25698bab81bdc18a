import { html, nothing } from 'lit';
import type { Axis, Layout, MatrixCell, Notebook } from '../../core/notebook.ts';
import type { TrialRow } from '../../core/result-api.ts';
import type { ViewState } from '../../core/view-state.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import { part, type Part } from '../state/load-part.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { checksFor } from './check-results.ts';
import type { AnswerPins } from './result-events.ts';
import { tokenNote } from './token-note.ts';
import './pivot-view.ts';

/** Layouts that come when they are first shown. */
const PARTS: Partial<Record<Layout, Part>> = {
  list: part(() => import('./list-view.ts')),
  diff: part(() => import('../compare/diff-view.ts')),
  blind: part(() => import('../blind/blind-view.ts')),
};

/** Whether what shows a layout is here. */
export function isLayoutHere(layout: Layout): boolean {
  return PARTS[layout]?.isHere ?? true;
}

/** Has what shows a layout come. */
export async function needLayout(layout: Layout): Promise<void> {
  await PARTS[layout]?.need();
}

/** What a layout shows, and how. */
export interface LaidOut {
  /** The one whose code is here; `state` may want another. */
  layout: Layout;
  state: ViewState;
  results: MatrixResults;
  /** What the filter keeps. */
  shown: readonly TrialRow[];
  axes: readonly Axis[];
  live: LiveRuns;
  notebook: Notebook;
  matrix: MatrixCell;
  pins: AnswerPins;
  showsTokens: boolean;
  krwPerUsd: number | null;
  selected: string | null;
  /** Whether the inspector goes through the answers as they stand here. */
  isFollowed: boolean;
}

/** The trials of a matrix in a layout. */
export function resultLayout(of: LaidOut) {
  const { state, layout, results, shown, axes, notebook, matrix } = of;
  switch (layout) {
    case 'diff':
      return html`<gamut-diff-view
        .results=${results}
        .trials=${shown}
        .axes=${axes}
        .notebook=${notebook}
        .baseline=${state.baseline}
      ></gamut-diff-view>`;
    case 'blind':
      return html`<gamut-blind
        .results=${results}
        .trials=${shown}
        .axes=${axes}
        .notebook=${notebook}
      ></gamut-blind>`;
    case 'list':
      return html`<gamut-list
        .results=${results}
        .trials=${shown}
        .axes=${axes}
        .live=${of.live}
        .notebook=${notebook}
        .hasChecks=${checksFor(notebook, matrix.id).length > 0}
        .sort=${state.sort}
        .columns=${state.columns}
        .krwPerUsd=${of.krwPerUsd}
        .selected=${of.selected}
        .isFollowed=${of.isFollowed}
      ></gamut-list>`;
    case 'pivot':
    case 'grid':
      return html`<gamut-pivot
        .layout=${layout}
        .results=${results}
        .trials=${results.trials}
        .kept=${shown}
        .axes=${axes}
        .live=${of.live}
        .notebook=${notebook}
        .wish=${state}
        .sort=${state.sort}
        .hasChecks=${checksFor(notebook, matrix.id).length > 0}
        .hasAside=${of.showsTokens}
        .show=${state.filter.show}
        .pins=${of.pins}
        .showsTokens=${of.showsTokens}
        .krwPerUsd=${of.krwPerUsd}
        .selected=${of.selected}
        .isFollowed=${of.isFollowed}
        >${
          of.showsTokens ? tokenNote(results.trials, { isAsked: 'top_logprobs' in matrix.params }) : nothing
        }</gamut-pivot
      >`;
    default:
      layout satisfies never;
      return nothing;
  }
}
