import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { notebookStyle } from './notebook-style.ts';
import { problemList, problemStyle } from './problem-list.ts';
import { CellKeys, type CellKey } from '../keys/cell-key.ts';
import { ArrangeIntent, CommandIntent, InsertCellIntent, type ToggleSourceIntent } from '../state/events.ts';
import { newCellName, NEW_CELL_KINDS } from './new-cell.ts';
import { icon } from '../look/icons.ts';
import type { Workspace } from '../state/workspace.ts';
import {
  cellsOf,
  findCell,
  type Cell,
  type DatasetCell,
  type MatrixCell,
  type Notebook,
  type Problem,
  type PromptCell,
} from '../../core/notebook.ts';
import './assert-cell.ts';
import './cell-frame.ts';
import './cell-menu.ts';
import type { CellMenuElement } from './cell-menu.ts';
import '../charts/chart-cell.ts';
import './dataset-cell.ts';
import './matrix-cell.ts';
import './note-cell.ts';
import './persona-cell.ts';
import './prompt-cell.ts';
import '../results/results-view.ts';

/** The cells of the open notebook, in order, each with the element of its kind. */
@localized()
@customElement('gamut-notebook')
export class NotebookViewElement extends LitElement {
  static override styles = [baseStyle, problemStyle, notebookStyle];

  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) notebook!: Notebook;
  /** Changes whenever anything that is shown may have. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) selected: { matrix: string; trialId: string } | null = null;

  @state() private at = 0;
  @state() private folded: ReadonlySet<number> = new Set();
  /** Cells whose source is shown in place of their form. */
  @state() private sources: ReadonlySet<number> = new Set();
  #keys = new CellKeys();

  constructor() {
    super();
    this.addEventListener('gamut-toggle-source', this.#onToggleSource);
  }

  /** Puts the focus on a cell as a whole: command mode. */
  focusCell(index: number): void {
    this.at = Math.max(0, Math.min(index, this.notebook.cells.length - 1));
    void this.updateComplete.then(() => {
      const item = this.renderRoot.querySelector<HTMLElement>(`li[data-cell="${this.at}"]`);
      item?.focus({ preventScroll: true });
      item?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Keys on a cell as a whole. In a field they are text and do not come here. */
  #onKeyDown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape' && target instanceof HTMLElement && !(target instanceof HTMLLIElement)) {
      const item = (event.composedPath() as HTMLElement[]).find(
        (one) => one instanceof HTMLLIElement && one.dataset['cell'],
      );
      if (item) this.focusCell(Number(item.dataset['cell']));
      return;
    }
    if (!(target instanceof HTMLLIElement)) return;
    const key = this.current ? this.#keys.read(event) : null;
    if (!key) return;
    event.preventDefault();
    this.obey(key);
  }

  /** The cell that has the focus or had it last; null in an empty notebook. */
  get current(): Cell | null {
    return this.notebook.cells[this.at] ?? null;
  }

  /** Does what a key on the current cell asks for. */
  obey(key: CellKey): void {
    const cell = this.current;
    if (!cell) return;
    switch (key) {
      case 'next':
        return this.focusCell(cell.index + 1);
      case 'previous':
        return this.focusCell(cell.index - 1);
      case 'edit':
        return this.#enter(cell);
      case 'insert-above':
        return this.#menu(cell.index - 1, cell);
      case 'insert-below':
        return this.#menu(cell.index, cell);
      case 'fold':
        return this.#fold(cell.index);
      case 'up':
      case 'down':
      case 'delete':
        this.dispatchEvent(new ArrangeIntent(cell, key));
        return;
      case 'undo':
      case 'redo':
        this.dispatchEvent(new CommandIntent(key));
        return;
      default:
        key satisfies never;
    }
  }

  /** Opens the menu at what can be put in after a cell; before the first one there is none, so its own is opened. */
  #menu(index: number, cell: Cell): void {
    const at = index < 0 ? cell.index : index;
    this.renderRoot.querySelector<CellMenuElement>(`li[data-cell="${at}"] > gamut-cell-menu`)?.show('insert');
  }

  #fold(index: number): void {
    const folded = new Set(this.folded);
    if (!folded.delete(index)) folded.add(index);
    this.folded = folded;
  }

  /** Edit mode: the focus goes to the first field of the cell. */
  #enter(cell: Cell): void {
    const item = this.renderRoot.querySelector(`li[data-cell="${cell.index}"]`);
    const field = item ? findField(item) : null;
    field?.focus();
  }

  /** Brings a cell into view. */
  goTo(index: number): void {
    const item = this.renderRoot.querySelector(`li[data-cell="${index}"]`);
    item?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  /** Brings a matrix's results into view, if they are not. */
  showResults(matrix: string): void {
    const item = this.renderRoot.querySelector(`li[data-results="${CSS.escape(matrix)}"]`);
    if (!item) return;
    const { top } = item.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.6) item.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  #datasetOf(prompt: PromptCell): DatasetCell | null {
    const matrix = cellsOf(this.notebook, 'matrix').find(
      (one) => one.prompts.includes(prompt.id) && one.data !== null,
    );
    return matrix?.data ? findCell(this.notebook, 'dataset', matrix.data) : null;
  }

  #results(matrixId: string, view: Extract<Cell, { kind: 'view' }> | null): TemplateResult {
    const { workspace, notebook } = this;
    const matrix = findCell(notebook, 'matrix', matrixId);
    const results = workspace.results(matrixId);
    if (!matrix || !results) return html`${nothing}`;
    return html`<gamut-results
      .results=${results}
      .live=${workspace.live}
      .notebook=${notebook}
      .matrix=${matrix}
      .view=${view}
      .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
      .selected=${this.selected?.matrix === matrixId ? this.selected.trialId : null}
    ></gamut-results>`;
  }

  /** Whether a model's server has an endpoint that counts tokens. */
  #canCount(model: string): boolean {
    const provider = this.workspace.providers.find(({ id }) => model.startsWith(`${id}/`));
    return provider?.ready === true && (provider.kind === 'anthropic' || provider.id === 'sandbox');
  }

  /** What only the server could tell of a matrix: that its models do with it what they do. */
  #planProblems(cell: MatrixCell): Problem[] {
    const known = new Set(this.notebook.problems.map(({ message }) => message.en));
    const told = this.workspace.results(cell.id)?.plan?.problems ?? [];
    return told.filter((one) => one.cell === cell.index && !known.has(one.message.en));
  }

  /** A cell as it stands in the file. One template for the broken and the whole, so that the field stays while it is typed
   * in. */
  #source(cell: Cell, problems: Problem[]): TemplateResult {
    const isBroken = cell.kind === 'other';
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${isBroken ? cell.language || msg('text') : newCellName(cell.kind)}
      icon=${isBroken && cell.broken ? 'warning' : 'code'}
      cellId=${isBroken ? '' : 'id' in cell ? cell.id : 'of' in cell ? cell.of : ''}
      .hasForm=${!isBroken}
      .isSource=${true}
      .problems=${problems}
    ></gamut-cell-frame>`;
  }

  #onToggleSource = ({ cell, isSource }: ToggleSourceIntent): void => {
    if (this.sources.has(cell.index) === isSource) return;
    const sources = new Set(this.sources);
    if (isSource) sources.add(cell.index);
    else sources.delete(cell.index);
    this.sources = sources;
  };

  #cell(written: Cell): TemplateResult {
    const { workspace, notebook } = this;
    const cell = toEditable(written);
    const problems = notebook.problems.filter((problem) => problem.cell === cell.index);
    const krwPerUsd = workspace.settings?.krwPerUsd?.rate ?? null;
    if (cell.kind === 'other' || this.sources.has(cell.index)) return this.#source(cell, problems);
    switch (cell.kind) {
      case 'note':
        return html`<gamut-note-cell .cell=${cell}></gamut-note-cell>`;
      case 'persona': {
        const usedBy = cellsOf(notebook, 'matrix').filter((matrix) =>
          matrix.personas.includes(cell.id),
        ).length;
        return html`<gamut-persona-cell
          .cell=${cell}
          .problems=${problems}
          .usedBy=${usedBy}
        ></gamut-persona-cell>`;
      }
      case 'prompt':
        return html`<gamut-prompt-cell
          .cell=${cell}
          .problems=${problems}
          .data=${this.#datasetOf(cell)}
        ></gamut-prompt-cell>`;
      case 'dataset':
        return html`<gamut-dataset-cell .cell=${cell} .problems=${problems}></gamut-dataset-cell>`;
      case 'matrix':
        return html`<gamut-matrix-cell
          .cell=${cell}
          .notebook=${notebook}
          .problems=${[...problems, ...this.#planProblems(cell)]}
          .isBlocked=${this.#fileProblems().some(({ severity }) => severity === 'error')}
          .plan=${workspace.results(cell.id)?.plan ?? null}
          .run=${workspace.live.runOf(workspace.open?.name ?? '', cell.id)}
          .knownModels=${workspace.providers.flatMap(({ id, models }) => models.map((model) => `${id}/${model}`))}
          .krwPerUsd=${krwPerUsd}
          .krwRate=${workspace.settings?.krwPerUsd ?? null}
          .countable=${cell.models.filter((id) => this.#canCount(id))}
        ></gamut-matrix-cell>`;
      case 'assert':
        return html`<gamut-assert-cell .cell=${cell} .problems=${problems}></gamut-assert-cell>`;
      case 'view':
        return this.#results(cell.of, cell);
      case 'chart': {
        const matrix = findCell(notebook, 'matrix', cell.of);
        const results = matrix ? workspace.results(matrix.id) : null;
        if (!matrix || !results) return html`${nothing}`;
        return html`<gamut-chart
          .results=${results}
          .live=${workspace.live}
          .notebook=${notebook}
          .matrix=${matrix}
          .cell=${cell}
          .krwPerUsd=${krwPerUsd}
        ></gamut-chart>`;
      }
      default:
        cell satisfies never;
        return html`${nothing}`;
    }
  }

  #item(cell: Cell): TemplateResult {
    const problems = this.notebook.problems.filter((problem) => problem.cell === cell.index);
    const isWide = cell.kind === 'view' || cell.kind === 'chart';
    const isBlank = cell.kind === 'note' && cell.body.trim() === '';
    const style = `${this.folded.has(cell.index) ? 'folded ' : ''}${
      isBlank ? 'blank' : isWide ? 'wide' : cell.kind === 'note' ? 'note' : 'narrow'
    }`;
    const hasView = cellsOf(this.notebook, 'view').some(
      (view) => cell.kind === 'matrix' && view.of === cell.id,
    );
    return html`<li
        class=${style}
        data-cell=${cell.index}
        data-kind=${cell.kind}
        data-results=${cell.kind === 'view' ? cell.of : nothing}
        tabindex=${cell.index === this.at ? 0 : -1}
        aria-label=${this.#name(cell)}
        @focusin=${() => (this.at = cell.index)}
      >
        ${
          this.folded.has(cell.index)
            ? html`<button class="fold" @click=${() => this.#fold(cell.index)}>${this.#name(cell)} …</button>`
            : nothing
        }
        ${hasFrame(cell) ? nothing : problemList(problems)} ${this.#cell(cell)}
        <gamut-cell-menu
          .cell=${cell}
          .name=${this.#name(cell)}
          .isFirst=${cell.index === 0}
          .isLast=${cell.index === this.notebook.cells.length - 1}
        ></gamut-cell-menu>
      </li>
      ${
        cell.kind === 'matrix' && !hasView
          ? html`<li class="wide" data-results=${cell.id}>${this.#results(cell.id, null)}</li>`
          : nothing
      }`;
  }

  /** What is wrong before the first cell: in the front matter. */
  #fileProblems(): Problem[] {
    return this.notebook.problems.filter((problem) => problem.cell === null);
  }

  #name(cell: Cell): string {
    const id = 'id' in cell ? cell.id : 'of' in cell ? cell.of : '';
    const kind = cell.kind === 'other' ? cell.language || msg('text') : newCellName(cell.kind);
    return id ? `${kind} ${id}` : kind;
  }

  override render() {
    const { cells } = this.notebook;
    return html`<div class="file">${problemList(this.#fileProblems())}</div>
    <ol @keydown=${this.#onKeyDown}>
      ${cells.map((cell) => this.#item(cell))}
    </ol>
      <div class="add" role="group" aria-label=${msg('Add a cell at the end')}>
        ${NEW_CELL_KINDS.map(
          (kind) =>
            html`<button
              class="btn quiet"
              @click=${() => this.dispatchEvent(new InsertCellIntent(cells.length, kind))}
            >
              ${icon('plus')}${newCellName(kind)}
            </button>`,
        )}
      </div>`;
  }
}

/** Whether a cell's element shows its problems itself. */
function hasFrame({ kind }: Cell): boolean {
  return kind !== 'note' && kind !== 'view' && kind !== 'chart';
}

/** A persona or prompt that cannot be used as it stands (empty, or a template that breaks off while it is typed) is edited
 * in its own form all the same. */
function toEditable(cell: Cell): Cell {
  if (cell.kind !== 'other' || !cell.broken) return cell;
  const { language, broken: _, kind: __, ...source } = cell;
  const id = source.info['id'] ?? '';
  const name = source.info['name'] ?? id;
  if (language === 'persona') return { ...source, kind: 'persona', id, name, text: source.body };
  if (language === 'prompt') return { ...source, kind: 'prompt', id, name, turns: [], variables: [] };
  return cell;
}

/** The first field or button inside an element, through the shadow roots. */
function findField(root: ParentNode): HTMLElement | null {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === 'gamut-cell-menu') continue;
    if (element.matches('textarea, input, select, [role=grid], button:not([tabindex="-1"])'))
      return element as HTMLElement;
    const inner = element.shadowRoot ? findField(element.shadowRoot) : null;
    if (inner) return inner;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notebook': NotebookViewElement;
  }
}
