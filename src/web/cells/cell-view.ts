import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { IconName } from '../look/icons.ts';
import type { Workspace } from '../state/workspace.ts';
import {
  findCell,
  type AssertCell,
  type Cell,
  type DatasetCell,
  type MatrixCell,
  type Notebook,
  type OtherCell,
  type Problem,
  type PromptCell,
  type ViewCell,
} from '../../core/notebook.ts';
import type { TrialRow } from '../../core/result-api.ts';
import { seenFrom } from '../../core/seen-from.ts';
import { loadChartNear, loadChecksNear, loadDatasetNear } from './load-near.ts';
import { newCellName, writtenKindName } from './new-cell.ts';
import './cell-frame.ts';
import './matrix-cell.ts';
import './note-cell.ts';
import './persona-cell.ts';
import type { StaleResults } from './persona-cell.ts';
import './prompt-cell.ts';
import { checkCounts } from '../results/check-counts.ts';
import { checksFor } from '../results/check-results.ts';
import '../results/results-view.ts';

/** What the element of a cell is given besides the cell. */
export interface CellContext {
  workspace: Workspace;
  notebook: Notebook;
  /** The trial that the inspector shows. */
  selected: { matrix: string; trialId: string } | null;
  /** What is wrong before the first cell. */
  fileProblems: readonly Problem[];
  /** The matrices of the notebook, and its datasets by their ids. */
  matrices: readonly MatrixCell[];
  datasets: ReadonlyMap<string, DatasetCell>;
  /** Names of the variables that its prompts ask for. */
  asked: readonly string[];
}

/** The name of a cell for people: its kind and its id. */
export function cellTitle(cell: Cell): string {
  const id = 'id' in cell ? cell.id : 'of' in cell ? cell.of : '';
  const kind = cell.kind === 'other' ? writtenKindName(cell.language) : newCellName(cell.kind);
  return id ? `${kind} ${id}` : kind;
}

/** Whether a cell's element shows its problems itself. */
export function hasFrame({ kind }: Cell): boolean {
  return kind !== 'note' && kind !== 'view' && kind !== 'chart';
}

/** A cell as it stands in the file. One template for the broken and the whole, so that the field stays while it is typed
 * in. */
export function sourceView(cell: Cell, problems: readonly Problem[]): TemplateResult {
  const isBroken = cell.kind === 'other';
  const iconName: IconName = isBroken && cell.broken ? 'warning' : 'code';
  return html`<gamut-cell-frame
    .cell=${cell}
    kind=${isBroken ? writtenKindName(cell.language) : newCellName(cell.kind)}
    icon=${iconName}
    cellId=${isBroken ? brokenId(cell) : 'id' in cell ? cell.id : 'of' in cell ? cell.of : ''}
    .hasForm=${!isBroken}
    .isSource=${true}
    .problems=${problems}
  ></gamut-cell-frame>`;
}

/** What a cell that cannot be read is called in the file, or what it is of; '' for what is no cell. */
function brokenId({ broken, info }: OtherCell): string {
  return broken ? (info['id'] ?? info['for'] ?? info['of'] ?? '') : '';
}

/** The results of a matrix, as a view cell (or, without one, the page) has them shown. */
export function resultsView(matrixId: string, view: ViewCell | null, context: CellContext): TemplateResult {
  const { workspace, notebook, selected } = context;
  const matrix = findCell(notebook, 'matrix', matrixId);
  const results = workspace.results(matrixId);
  if (!matrix || !results) return html`${nothing}`;
  return html`<gamut-results
    .results=${results}
    .live=${workspace.live}
    .notebook=${seenFrom(notebook, matrix)}
    .matrix=${matrix}
    .view=${view}
    .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
    .selected=${selected?.matrix === matrixId ? selected.trialId : null}
  ></gamut-results>`;
}

/** What a cell's element is given besides what the cell and its problems say, as values that are told apart by `===`: where all
 * are the same, it need not be rendered anew. null for cells that show what they hear of elsewhere. */
export function givenTo(cell: Cell, context: CellContext): unknown[] | null {
  switch (cell.kind) {
    case 'persona': {
      const stale = staleOf(cell.id, context);
      return [usersOf(cell.id, context).join('\n'), stale?.results, stale?.count, stale?.recordId];
    }
    case 'prompt':
      return [datasetOf(cell, context)];
    case 'dataset':
      return [isUnused(cell, context), takerOf(context), context.asked.join('\n')];
    case 'assert':
      return [otherChecks(cell, context).join(' '), passedOf(cell, context), checkDataOf(cell, context)];
    case 'note':
    case 'other':
      return [];
    case 'matrix':
    case 'view':
    case 'chart':
      return null;
    default:
      cell satisfies never;
      return null;
  }
}

/** A cell as the element of its kind shows it. */
export function cellView(cell: Cell, problems: Problem[], context: CellContext): TemplateResult {
  const { workspace, notebook } = context;
  switch (cell.kind) {
    case 'note':
      return html`<gamut-note-cell .cell=${cell}></gamut-note-cell>`;
    case 'persona':
      return html`<gamut-persona-cell
        .cell=${cell}
        .problems=${problems}
        .usedBy=${usersOf(cell.id, context)}
        .stale=${staleOf(cell.id, context)}
      ></gamut-persona-cell>`;
    case 'prompt':
      return html`<gamut-prompt-cell
        .cell=${cell}
        .problems=${problems}
        .data=${datasetOf(cell, context)}
      ></gamut-prompt-cell>`;
    case 'dataset':
      return html`<gamut-dataset-cell
        ${ref(loadDatasetNear)}
        .cell=${cell}
        .problems=${problems}
        .isUnused=${isUnused(cell, context)}
        .taker=${takerOf(context)}
        .variables=${context.asked}
      ></gamut-dataset-cell>`;
    case 'matrix':
      return matrixView(cell, problems, context);
    case 'assert':
      return html`<gamut-assert-cell
        ${ref(loadChecksNear)}
        .cell=${cell}
        .problems=${problems}
        .others=${otherChecks(cell, context)}
        .passed=${passedOf(cell, context)}
        .data=${checkDataOf(cell, context)}
      ></gamut-assert-cell>`;
    case 'view':
      return resultsView(cell.of, cell, context);
    case 'chart': {
      const matrix = findCell(notebook, 'matrix', cell.of);
      const results = matrix ? workspace.results(matrix.id) : null;
      if (!matrix || !results) return html`${nothing}`;
      return html`<gamut-chart
        ${ref(loadChartNear)}
        .results=${results}
        .notebook=${seenFrom(notebook, matrix)}
        .matrix=${matrix}
        .cell=${cell}
        .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
      ></gamut-chart>`;
    }
    case 'other':
      return sourceView(cell, problems);
    default:
      cell satisfies never;
      return html`${nothing}`;
  }
}

function matrixView(cell: MatrixCell, problems: Problem[], context: CellContext): TemplateResult {
  const { workspace, notebook, fileProblems } = context;
  return html`<gamut-matrix-cell
    .cell=${cell}
    .notebook=${notebook}
    .problems=${[...problems, ...planProblems(cell, context)]}
    .isBlocked=${fileProblems.some(({ severity }) => severity === 'error')}
    .isAway=${workspace.lostAt !== null}
    .plan=${workspace.results(cell.id)?.plan ?? null}
    .run=${workspace.live.runOf(workspace.open?.name ?? '', cell.id)}
    .knownModels=${workspace.providers.flatMap(({ id, models }) => models.map((model) => `${id}/${model}`))}
    .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
    .krwRate=${workspace.settings?.krwPerUsd ?? null}
    .countable=${cell.models.filter((id) => canCount(id, workspace))}
    .budgetUsd=${workspace.open ? workspace.budgets.of(workspace.open.name, cell.id) : null}
  ></gamut-matrix-cell>`;
}

/** The dataset that a matrix renders a prompt with. */
function datasetOf(prompt: PromptCell, { datasets, matrices }: CellContext): DatasetCell | null {
  const matrix = matrices.find((one) => one.prompts.includes(prompt.id) && one.data !== null);
  return (matrix?.data && datasets.get(matrix.data)) || null;
}

/** Ids of the checks that other cells have for the matrix of one. */
function otherChecks({ of, index }: AssertCell, { notebook }: CellContext): string[] {
  const others = notebook.cells.filter((cell) => cell.index !== index);
  return checksFor({ cells: others }, of).map(({ id }) => id);
}

/** The dataset whose columns the checks of a cell can ask for: null for a matrix without one, undefined where that cannot be told. */
function checkDataOf(
  { of }: AssertCell,
  { matrices, datasets }: CellContext,
): DatasetCell | null | undefined {
  const matrix = matrices.find(({ id }) => id === of);
  if (!matrix) return undefined;
  return matrix.data === null ? null : datasets.get(matrix.data);
}

/** How the checks of a cell go with the answers of their matrix; null where there are none. */
function passedOf({ of }: AssertCell, context: CellContext): ReturnType<typeof checkCounts> {
  const results = context.matrices.some(({ id }) => id === of) ? context.workspace.results(of) : null;
  return results && checkCounts(results);
}

/** Whether there are matrices, and none of them takes a dataset's rows. */
function isUnused({ id }: DatasetCell, { matrices }: CellContext): boolean {
  return matrices.length > 0 && matrices.every(({ data }) => data !== id);
}

/** A matrix that could take a dataset's rows. */
function takerOf({ matrices }: CellContext): MatrixCell | null {
  return matrices.find(({ data }) => data === null) ?? null;
}

/** Ids of the matrices that use a persona. */
function usersOf(persona: string, { matrices }: CellContext): string[] {
  return matrices.filter(({ personas }) => personas.includes(persona)).map(({ id }) => id);
}

/** The results of a persona that are stale; null for none. */
function staleOf(persona: string, context: CellContext): StaleResults | null {
  let first: StaleResults | null = null;
  let all = 0;
  for (const id of usersOf(persona, context)) {
    const results = context.workspace.results(id);
    const found = results && staleIn(results.trials).get(persona);
    if (!found) continue;
    all += found.count;
    first ??= { ...found, results };
  }
  return first && { ...first, count: all };
}

const stales = new WeakMap<readonly TrialRow[], Map<string, { count: number; recordId: number }>>();

/** Of the trials of a matrix, how many of each persona have a stale result, and the first record of those. */
function staleIn(trials: readonly TrialRow[]): ReadonlyMap<string, { count: number; recordId: number }> {
  const known = stales.get(trials);
  if (known) return known;
  const found = new Map<string, { count: number; recordId: number }>();
  for (const { standing, variant, recordId } of trials) {
    if (standing !== 'stale' || recordId === null) continue;
    const persona = String(variant['persona']);
    const one = found.get(persona);
    if (one) one.count += 1;
    else found.set(persona, { count: 1, recordId });
  }
  stales.set(trials, found);
  return found;
}

/** Whether a model's server has an endpoint that counts tokens. */
function canCount(model: string, { providers }: Workspace): boolean {
  const provider = providers.find(({ id }) => model.startsWith(`${id}/`));
  return provider?.ready === true && (provider.kind === 'anthropic' || provider.id === 'sandbox');
}

/** What only the server could tell of a matrix: that its models do with it what they do. */
function planProblems(cell: MatrixCell, { workspace, notebook }: CellContext): Problem[] {
  const known = new Set(notebook.problems.map(({ message }) => message.en));
  const told = workspace.results(cell.id)?.plan?.problems ?? [];
  return told.filter((one) => one.cell === cell.index && !known.has(one.message.en));
}
