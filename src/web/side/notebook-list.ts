import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { NotebookItem } from '../../core/api.ts';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { CommandIntent, OpenNotebookIntent } from '../state/events.ts';
import { part } from '../state/load-part.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import type { MenuChoiceEvent } from '../cells/popup-menu.ts';
import '../cells/popup-menu.ts';
import { moveAmong } from './item-keys.ts';
import { notebookListStyle } from './notebook-list-style.ts';
import { folderOf, LONG_LIST, sharedTitles, shownTitle, toGroups, toNewStem } from './notebook-tree.ts';
import { Pane } from './pane.ts';
import { readFiles } from './read-files.ts';
import { sideStyle } from './side-style.ts';

const firstText = part(() => import('./new-notebook.ts'));
const search = part(() => import('../page/palette/palette-search.ts'));

type Search = (query: string) => number[];

/** The notebooks of the folder: open, make, bring in, find; and for each rename, copy, download, delete. */
@customElement('gamut-notebook-list')
@localized()
export class NotebookListElement extends LitElement {
  static override styles = [baseStyle, sideStyle, notebookListStyle];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private isNaming = false;
  @state() private query = '';
  @state() private search: { of: readonly NotebookItem[]; find: Search } | null = null;
  /** The notebook that Tab comes to; null for the open one. */
  @state() private stop: string | null = null;
  /** The folders that are folded. */
  @state() private closed: ReadonlySet<string> = new Set();
  readonly #pane = new Pane(this, 'notebooks');
  /** Which notebook has been brought into sight. */
  #revealed: string | undefined;
  /** Titles that more than one notebook has, and of which list. */
  #shared: ReadonlySet<string> = new Set();
  #sharedOf: readonly NotebookItem[] | null = null;
  @query('input[type=file]') private fileField!: HTMLInputElement;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.toggleAttribute('over', this.workspace.shelf.isOver);
    const { notebooks } = this.workspace;
    if (this.#sharedOf !== notebooks) {
      this.#sharedOf = notebooks;
      this.#shared = sharedTitles(notebooks);
    }
    if (this.query && this.search?.of !== this.workspace.notebooks) void this.#prepareSearch();
    if (this.#revealed !== this.workspace.open?.name) {
      this.stop = null;
      const folder = folderOf(this.workspace.open?.name ?? '');
      this.closed = new Set([...this.closed].filter((one) => one !== folder));
    }
  }

  protected override updated(): void {
    const name = this.workspace.open?.name;
    // It makes the page lay itself out: only where another is open.
    if (this.#revealed === name || this.workspace.notebooks.length === 0) return;
    this.#revealed = name;
    this.#pane.reveal();
  }

  async #prepareSearch(): Promise<void> {
    const { createSearch } = await search.need();
    const of = this.workspace.notebooks;
    this.search = { of, find: createSearch(of.map(({ name, title }) => `${title} ${name}`)) };
  }

  /** Begins a new notebook: its title is asked for. */
  async startNaming(): Promise<void> {
    this.isNaming = true;
    this.#pane.fold(true);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus();
  }

  /** Puts the focus on a notebook of the list; false where it is not in sight. */
  focusItem(name: string): boolean {
    if (!this.#pane.isOpen) return false;
    const item = this.renderRoot.querySelector<HTMLElement>(`.item[data-name="${CSS.escape(name)}"]`);
    item?.focus();
    return item?.matches(':focus') ?? false;
  }

  /** Puts the focus on the notebook that Tab comes to; on the heading where none is shown. */
  focusStop(): void {
    const stop = this.#items.find((item) => item.tabIndex === 0 && item.checkVisibility());
    (stop ?? this.renderRoot.querySelector<HTMLElement>('h2 button'))?.focus();
  }

  /** Lets the person choose files to bring in. */
  chooseFiles(): void {
    this.fileField.click();
  }

  #onCreate(event: Event): void {
    event.preventDefault();
    const title = new FormData(event.target as HTMLFormElement).get('title');
    this.isNaming = false;
    if (typeof title !== 'string' || !title.trim()) return;
    void this.#create(title);
  }

  async #create(title: string): Promise<void> {
    const { newNotebookText } = await firstText.need();
    await this.workspace.createNotebook(toNewStem(title), newNotebookText(title.trim().normalize('NFC')));
  }

  #onNamingKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') this.isNaming = false;
  }

  async #onFiles(): Promise<void> {
    const files = [...(this.fileField.files ?? [])];
    this.fileField.value = '';
    if (files.length > 0) await this.workspace.shelf.add(await readFiles(files));
  }

  #act(what: string, { name }: NotebookItem): void {
    const { shelf } = this.workspace;
    if (what === 'rename') {
      shelf.askRename(name);
      this.dispatchEvent(new CommandIntent('rename-notebook'));
    } else if (what === 'duplicate') void shelf.duplicate(name);
    else if (what === 'download') void shelf.download(name);
    else void shelf.remove(name);
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.scroll .item[data-name]')];
  }

  /** From the first one on, the way up leads back to the field that finds. */
  #onListKey(event: KeyboardEvent): void {
    const field = this.renderRoot.querySelector<HTMLElement>('.find input');
    if (event.key === 'ArrowUp' && field && event.composedPath()[0] === this.#items[0]) {
      event.preventDefault();
      event.stopPropagation();
      field.focus();
    } else moveAmong(event, this.#items);
  }

  #onFindKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      if (!this.query) return;
      event.preventDefault();
      this.query = '';
    }
    event.stopPropagation();
    // Enter and the arrows belong to the input method until the syllable is whole.
    if (event.isComposing || event.keyCode === 229) return;
    const [first] = this.#items;
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === 'Enter' && this.query.trim()) void this.#openFound();
  }

  /** What finds may still be on its way. */
  async #openFound(): Promise<void> {
    const { query } = this;
    if (this.search?.of !== this.workspace.notebooks) await this.#prepareSearch();
    await this.updateComplete;
    if (this.query === query && this.search?.of === this.workspace.notebooks) this.#items[0]?.click();
  }

  #onFold(folder: string, { target }: Event): void {
    const closed = new Set(this.closed);
    if ((target as HTMLDetailsElement).open) closed.delete(folder);
    else closed.add(folder);
    this.closed = closed;
  }

  #onItemKey(event: KeyboardEvent, item: NotebookItem): void {
    const what = { F2: 'rename', Delete: 'delete' }[event.key];
    if (!what) return;
    event.preventDefault();
    this.#act(what, item);
  }

  #found(): readonly NotebookItem[] {
    const { notebooks } = this.workspace;
    const { query, search } = this;
    if (!query.trim() || search?.of !== notebooks) return notebooks;
    return search.find(query).flatMap((index) => notebooks[index] ?? []);
  }

  /** The notebook of those that are shown that Tab comes to: the one that was last at, else the open one, else the first. */
  #stopOf(shown: readonly NotebookItem[]): string | undefined {
    const reached = this.query.trim() ? shown : shown.filter(({ name }) => !this.closed.has(folderOf(name)));
    const has = (name?: string | null) => reached.some((item) => item.name === name);
    if (has(this.stop)) return this.stop ?? undefined;
    const open = this.workspace.open?.name;
    return has(open) ? open : reached[0]?.name;
  }

  #item(item: NotebookItem, stop: string | undefined) {
    const { open } = this.workspace;
    const isStop = item.name === stop;
    const title = shownTitle(item);
    return html`<li>
      <button
        class="item"
        data-name=${item.name}
        aria-current=${item.name === open?.name}
        tabindex=${ifDefined(isStop ? undefined : -1)}
        title=${item.error ? inLocale(item.error) : isolate(item.name)}
        @click=${() => this.dispatchEvent(new OpenNotebookIntent(item.name))}
        @focus=${() => (this.stop = item.name)}
        @keydown=${(event: KeyboardEvent) => this.#onItemKey(event, item)}
      >
        <span class="names">
          <span class="text">${title}</span>
          ${
            this.#shared.has(title.trim())
              ? html`<span class="file" data-file><bdi>${item.name.split('/').at(-1)}</bdi></span>`
              : nothing
          }
        </span>
        ${
          item.errors > 0
            ? html`<span class="mark bad" role="img" aria-label=${msg('has an error')}>${icon('warning')}</span>`
            : nothing
        }
      </button>
      <gamut-popup-menu
        icon="more"
        .isTabStop=${isStop}
        label=${msg(str`Actions on ${isolate(title)}`)}
        .items=${[
          { id: 'rename', label: msg('Rename…') },
          { id: 'duplicate', label: msg('Duplicate') },
          { id: 'download', label: msg('Download') },
          { id: 'delete', label: msg('Delete') },
        ]}
        @gamut-menu-choice=${({ id }: MenuChoiceEvent) => this.#act(id, item)}
      ></gamut-popup-menu>
    </li>`;
  }

  #list(items: readonly NotebookItem[], stop: string | undefined) {
    return html`<ul>
      ${repeat(
        items,
        ({ name }) => name,
        (item) => this.#item(item, stop),
      )}
    </ul>`;
  }

  #groups() {
    const found = this.#found();
    const stop = this.#stopOf(found);
    if (this.query.trim()) {
      return found.length > 0
        ? this.#list(found, stop)
        : html`<p class="none" role="status">${msg('No notebook fits.')}</p>`;
    }
    return repeat(
      toGroups(found),
      ({ folder }) => folder,
      ({ folder, items }) =>
        folder === ''
          ? this.#list(items, stop)
          : html`<details .open=${!this.closed.has(folder)} @toggle=${(event: Event) => this.#onFold(folder, event)}>
              <summary><span class="text">${folder}</span></summary>
              ${this.#list(items, stop)}
            </details>`,
    );
  }

  #find() {
    if (this.workspace.notebooks.length <= LONG_LIST) return nothing;
    return html`<div class="find">
      <input
        class="field"
        type="search"
        autocomplete="off"
        aria-label=${msg('Find a notebook')}
        placeholder=${msg('Find a notebook')}
        .value=${this.query}
        @input=${(event: InputEvent) => (this.query = (event.target as HTMLInputElement).value)}
        @keydown=${this.#onFindKey}
      />
    </div>`;
  }

  #naming() {
    if (!this.isNaming) return nothing;
    return html`<form @submit=${this.#onCreate}>
      <input
        class="field"
        name="title"
        autocomplete="off"
        aria-label=${msg('Title of the new notebook')}
        placeholder=${msg('Title, then Enter')}
        @keydown=${this.#onNamingKey}
        @blur=${() => (this.isNaming = false)}
      />
    </form>`;
  }

  override render() {
    const { shelf } = this.workspace;
    const { isOpen } = this.#pane;
    return html`<nav aria-label=${msg('Notebooks')}>
      <div class="head">
        <h2>
          <button aria-expanded=${isOpen} @click=${() => this.#pane.fold(!isOpen)}>${msg('Notebooks')}</button>
        </h2>
        <button
          class="btn quiet icon"
          aria-label=${msg('Import notebooks')}
          title=${msg('Import notebooks (or drop the files here)')}
          @click=${this.chooseFiles}
        >
          ${icon('upload')}
        </button>
        <button
          class="btn quiet icon"
          aria-label=${msg('New notebook')}
          title=${msg('New notebook')}
          @click=${this.startNaming}
        >
          ${icon('plus')}
        </button>
      </div>
      <input type="file" multiple accept=".md,.csv,.tsv,.jsonl,.json,.txt" @change=${this.#onFiles} />
      ${shelf.isOver ? html`<p class="none">${msg('Drop notebooks here, with the CSV files that they use.')}</p>` : nothing}
      ${isOpen ? this.#content() : nothing}
    </nav>`;
  }

  #content() {
    return html`${this.#naming()} ${this.#find()}
      <div class="scroll" @keydown=${this.#onListKey}>
        ${this.#groups()}
        <button class="item trash" @click=${() => this.dispatchEvent(new CommandIntent('open-trash'))}>
          ${icon('trash')}<span class="text">${msg('Trash')}</span>
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notebook-list': NotebookListElement;
  }
}
