import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { scrollBehavior } from '../look/motion.ts';
import { keepInSight } from '../look/keep-in-sight.ts';
import { LateCells, likelyHeight } from './late-cells.ts';
import { notebookStyle } from './notebook-style.ts';
import { problemList, problemStyle } from './problem-list.ts';
import { CellKeys, type CellKey } from '../keys/cell-key.ts';
import {
  ArrangeIntent,
  CommandIntent,
  InsertCellIntent,
  PasteCellsIntent,
  type ToggleSourceIntent,
} from '../state/events.ts';
import { newCellName, NEW_CELL_KINDS } from './new-cell.ts';
import { icon } from '../look/icons.ts';
import { currentLocale } from '../look/locale.ts';
import type { Workspace } from '../state/workspace.ts';
import { cellText } from '../../core/cell-text.ts';
import { part } from '../state/load-part.ts';
import { toolsNow, awaitTools } from '../state/tools.ts';
import { cellsOf, type Cell, type Notebook, type Problem } from '../../core/notebook.ts';
import { copyCells, readCells, takeRows } from './cell-clipboard.ts';
import type { CellMenuElement } from './cell-menu.ts';
import { toCellNames } from './cell-names.ts';
import { cellItem, type ItemState } from './cell-item.ts';
import { givenTo, type CellContext } from './cell-view.ts';
import type { FileSourceElement } from './file-source.ts';
import { enterField, whenRendered } from './enter-field.ts';
import { readFolds, writeFolds } from './fold-memory.ts';
import { ShownCells } from './shown-cells.ts';

const emptyNotebook = part(() => import('./empty-notebook.ts'));
const fileSource = part(() => import('./file-source.ts'));

/** The cells of the open notebook, in order, each with the element of its kind; or the whole file as text. */
@customElement('gamut-notebook')
@localized()
export class NotebookViewElement extends LitElement {
  static override styles = [baseStyle, problemStyle, notebookStyle];

  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) notebook!: Notebook;
  /** Changes whenever anything that is shown may have. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) selected: { matrix: string; trialId: string } | null = null;

  @state() private at = 0;
  /** Names of the cells that are folded. */
  @state() private folded: ReadonlySet<string> = new Set();
  /** Names of the cells whose source is shown in place of their form. */
  @state() private sources: ReadonlySet<string> = new Set();
  /** Whether the whole file is shown as text. */
  @state() private isFile = false;
  readonly #late = new LateCells(this);
  readonly #shown = new ShownCells();
  /** Ids of the matrices that have a view cell of their own. */
  #viewed: ReadonlySet<string> = new Set();
  #keys = new CellKeys();
  #hadFocus = false;
  #names: string[] = [];

  constructor() {
    super();
    awaitTools(this);
    this.addEventListener('gamut-toggle-source', this.#onToggleSource);
    this.addEventListener('gamut-go-line', ({ line, column }) => void this.#showLine(line, column));
    for (const type of ['copy', 'cut', 'paste'] as const) this.addEventListener(type, this.#onClipboard);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('notebook')) {
      this.#names = toCellNames(this.notebook.cells);
      this.#late.take(this.#names);
      this.#shown.take(this.notebook.cells);
      this.#viewed = new Set(cellsOf(this.notebook, 'view').map(({ of }) => of));
    }
    if (!this.hasUpdated) this.folded = readFolds(this.#notebookName, localStorage);
    this.#hadFocus = this.hasUpdated && Boolean(this.#focused?.closest('li'));
  }

  protected override updated(): void {
    // A cell with another id is another element: who was in it goes on at it.
    if (this.#hadFocus && this.#focused === null) this.focusCell(this.at);
  }

  get #focused(): Element | null {
    return this.shadowRoot?.activeElement ?? null;
  }

  get #notebookName(): string {
    return this.workspace.open?.name ?? '';
  }

  /** Puts the focus on a cell as a whole: command mode. It may be one that is still to come with the next update. */
  focusCell(index: number): void {
    this.at = Math.max(0, index);
    void this.updateComplete.then(() => {
      this.at = Math.max(0, Math.min(this.at, this.notebook.cells.length - 1));
      const item = this.#element(this.at);
      item?.focus({ preventScroll: true });
      item?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Brings a cell into sight that has been changed from elsewhere, with the focus; who is in it stays where they are. */
  showChanged(index: number | null): void {
    if (index === null) return;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (!this.#element(index)?.matches(':focus-within')) this.focusCell(index);
    });
  }

  #element(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`li[data-cell="${index}"]`);
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
        return void this.#enter(cell);
      case 'insert-above':
        return this.#menu(cell.index - 1, cell);
      case 'insert-below':
        return this.#menu(cell.index, cell);
      case 'fold':
        return this.#fold(cell.index);
      case 'source':
        if (cell.kind !== 'other')
          void this.#showSource(cell, !this.sources.has(this.#names[cell.index] ?? ''));
        return;
      case 'cut':
      case 'copy':
        copyCells(this.#textOf(cell));
        if (key === 'cut') this.dispatchEvent(new ArrangeIntent(cell, 'delete'));
        return;
      case 'paste':
        void readCells().then((markdown) => this.#paste(markdown));
        return;
      case 'up':
      case 'down':
      case 'duplicate':
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

  /** Shows the whole file as text, or the cells again. */
  toggleFileSource(): void {
    const file = this.renderRoot.querySelector('gamut-file-source');
    if (!this.isFile || !file) {
      void this.#showLine(this.current?.line ?? 1, 1);
      return;
    }
    const { line } = file;
    this.isFile = false;
    this.focusCell(this.notebook.cells.findLast((cell) => cell.line <= line)?.index ?? 0);
    void this.updateComplete.then(() => {
      const item = this.#element(this.at);
      if (item?.parentElement) keepInSight(item, item.parentElement);
    });
  }

  async #focusFile(): Promise<FileSourceElement | null> {
    await this.updateComplete;
    const file = this.renderRoot.querySelector('gamut-file-source');
    await file?.updateComplete;
    file?.focus();
    return file;
  }

  /** Shows the whole file as text, at a place of it. */
  async #showLine(line: number, column: number): Promise<void> {
    await fileSource.need();
    this.isFile = true;
    (await this.#focusFile())?.goTo(line, column);
  }

  #textOf({ index }: Cell): string {
    const { open } = this.workspace;
    const now = open?.notebook.cells[index];
    return open && now ? cellText(open.text, now) : '';
  }

  async #paste(markdown: string): Promise<void> {
    if (markdown.trim() === '') return;
    const { at } = this;
    // On a dataset as a whole, rows of a spreadsheet are its own, and no note below it.
    if (this.current?.kind === 'dataset' && takeRows(await this.#opened(at), markdown)) return;
    this.dispatchEvent(new PasteCellsIntent(at + 1, markdown));
  }

  /** The system's own copy, cut and paste, on a cell as a whole. */
  #onClipboard = (event: ClipboardEvent): void => {
    const [target] = event.composedPath();
    const cell = this.current;
    if (!(target instanceof HTMLLIElement) || !cell || !event.clipboardData) return;
    // Words that are marked on the page are what is meant.
    if (event.type !== 'paste' && getSelection()?.toString()) return;
    event.preventDefault();
    if (event.type === 'paste') {
      void this.#paste(event.clipboardData.getData('text/plain'));
      return;
    }
    const markdown = this.#textOf(cell);
    event.clipboardData.setData('text/plain', markdown);
    copyCells(markdown);
    if (event.type === 'cut') this.dispatchEvent(new ArrangeIntent(cell, 'delete'));
  };

  /** Opens the menu at what can be put in after a cell; before the first one there is none, so its own is opened. */
  #menu(index: number, cell: Cell): void {
    const at = index < 0 ? cell.index : index;
    const place = index < 0 ? 'insert-above' : 'insert';
    this.#element(at)?.querySelector<CellMenuElement>(':scope > gamut-cell-menu')?.show(place);
  }

  #fold(index: number): void {
    const name = this.#names[index] ?? '';
    const folded = new Set(this.folded);
    if (!folded.delete(name)) folded.add(name);
    this.folded = folded;
    writeFolds(this.#notebookName, folded, this.#names, localStorage);
  }

  /** Has a cell unfolded, and all of it there: what it is made of may be on its way. Null where it has gone meanwhile. */
  async #opened(index: number): Promise<HTMLElement | null> {
    if (this.folded.has(this.#names[index] ?? '')) this.#fold(index);
    await this.#late.make(index);
    await this.updateComplete;
    const item = this.#element(index);
    if (item) await whenRendered(item);
    return item;
  }

  /** Edit mode: the focus goes to where the cell is edited; one that has no form for that is edited as text. */
  async #enter(cell: Cell): Promise<void> {
    const item = await this.#opened(cell.index);
    if (item && !enterField(item)) await this.#showSource(cell, true);
  }

  /** Brings a cell into view. */
  goTo(index: number, heading: number | null = null): void {
    void this.#late.make(index).then(async () => {
      const item = this.#element(index);
      const note = item?.querySelector('gamut-note-cell');
      await note?.updateComplete;
      const headings = note?.shadowRoot?.querySelectorAll('h1, h2, h3, h4, h5, h6');
      // To a far place of a large notebook there is no smooth way: what lies between is not there yet.
      const behavior = this.#late.isLarge ? 'instant' : scrollBehavior();
      (headings?.[heading ?? 0] ?? item)?.scrollIntoView({ block: 'start', behavior });
      item?.focus({ preventScroll: true });
    });
  }

  /** Brings a matrix's results into view, if they are not. */
  showResults(matrix: string): void {
    const item = this.renderRoot.querySelector(`li[data-results="${CSS.escape(matrix)}"]`);
    if (!item) return;
    const { top } = item.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.6)
      item.scrollIntoView({ block: 'start', behavior: scrollBehavior() });
  }

  #onToggleSource = ({ cell, isSource }: ToggleSourceIntent): void => {
    void this.#showSource(cell, isSource);
  };

  /** Shows a cell as text, with the focus in it, or as its form again. */
  async #showSource({ index }: Pick<Cell, 'index'>, isSource: boolean): Promise<void> {
    const name = this.#names[index] ?? '';
    if (this.sources.has(name) === isSource) return;
    const sources = new Set(this.sources);
    if (isSource) sources.add(name);
    else sources.delete(name);
    this.sources = sources;
    await this.updateComplete;
    const item = this.#element(index);
    await item?.querySelector('gamut-cell-frame')?.updateComplete;
    // A broken cell is text already: who types in it stays where they are.
    if (!isSource) this.focusCell(index);
    else if (item?.matches(':focus, :not(:focus-within)')) enterField(item);
  }

  #item(written: Cell, problems: Problem[], context: CellContext): unknown {
    const name = this.#names[written.index] ?? '';
    const cell = this.#shown.editable(written);
    const isFolded = this.folded.has(name);
    const item: ItemState = {
      cell,
      kind: written.kind,
      problems,
      later: isFolded || this.#late.isMade(cell, name) ? null : name,
      likelyHeight: this.#late.isLarge ? likelyHeight(written) : null,
      isFolded,
      isSource: this.sources.has(name) && cell.kind !== 'other',
      isStop: cell.index === this.at,
      isLast: cell.index === context.notebook.cells.length - 1,
      hasOwnView: cell.kind === 'matrix' && !this.#viewed.has(cell.id),
    };
    const given = givenTo(cell, context);
    const make = (): TemplateResult =>
      cellItem(item, context, {
        entered: () => (this.at = cell.index),
        unfold: () => this.#fold(cell.index),
      });
    if (!given) return make();
    const { problems: _, ...seen } = item;
    const wrong = problems.length > 0 ? JSON.stringify(problems) : '';
    return guard([currentLocale(), toolsNow(), wrong, ...Object.values(seen), ...given], make);
  }

  override render() {
    const { workspace, notebook, selected } = this;
    const { cells } = notebook;
    if (this.isFile)
      return html`<gamut-file-source
        .text=${workspace.open?.text ?? ''}
        .problems=${notebook.problems}
        ><button class="btn" @click=${this.toggleFileSource}>${icon('note')}${msg('Cells')}</button></gamut-file-source
      >`;
    // What is wrong before the first cell: in the front matter.
    const fileProblems = notebook.problems.filter((problem) => problem.cell === null);
    const shown = this.#shown.all;
    const matrices = shown.filter((cell) => cell.kind === 'matrix');
    const found = shown.filter((cell) => cell.kind === 'dataset');
    const datasets = new Map(found.toReversed().map((cell) => [cell.id, cell]));
    const prompts = shown.filter((cell) => cell.kind === 'prompt');
    const asked = [...new Set(prompts.flatMap(({ variables }) => variables))];
    const context = { workspace, notebook, selected, fileProblems, matrices, datasets, asked };
    const problems = Map.groupBy(notebook.problems, ({ cell }) => cell);
    const isEmpty = cells.every(({ kind }) => kind === 'note');
    if (isEmpty) void emptyNotebook.need();
    return html`<div class="file">${problemList(fileProblems)}</div>
      <ol class=${this.#late.isLarge ? 'large' : ''} @keydown=${this.#onKeyDown}>
        ${shown.map((cell) => this.#item(cell, problems.get(cell.index) ?? [], context))}
      </ol>
      ${isEmpty ? html`<gamut-empty-notebook .end=${cells.length}></gamut-empty-notebook>` : nothing}
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
        <button class="btn quiet source" @click=${this.toggleFileSource}>${icon('code')}${msg('Whole file')}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notebook': NotebookViewElement;
  }
}
