import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
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
import { newNotebookText } from './new-notebook.ts';
import { LONG_LIST, sharedTitles, shownTitle, toGroups, toNewStem } from './notebook-tree.ts';
import { readFiles } from './read-files.ts';
import { sideStyle } from './side-style.ts';

const search = part(() => import('../page/palette/palette-search.ts'));

type Search = (query: string) => number[];

/** The notebooks of the folder: open, make, bring in, find; and for each rename, copy, download, delete. */
@customElement('gamut-notebook-list')
@localized()
export class NotebookListElement extends LitElement {
  static override styles = [
    baseStyle,
    sideStyle,
    css`
      :host {
        display: block;
      }
      form,
      .find {
        padding: 2px 8px 6px;
      }
      .field {
        width: 100%;
      }
      li {
        position: relative;
      }
      /* The room at the end is for its menu, once somebody is there. */
      li:is(:hover, :focus-within) > .item {
        padding-inline-end: 30px;
      }
      .item[aria-current='true'] {
        background: var(--accent-soft);
      }
      .names {
        display: grid;
        flex: 1;
        min-width: 0;
      }
      .file {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 400;
        line-height: 1.3;
      }
      li gamut-popup-menu {
        position: absolute;
        inset-inline-end: 4px;
        top: 3px;
      }
      li:not(:hover, :focus-within) gamut-popup-menu {
        opacity: 0;
      }
      @media (hover: none) {
        li > .item {
          padding-inline-end: 30px;
        }
        li:not(:hover, :focus-within) gamut-popup-menu {
          opacity: 1;
        }
      }
      details {
        margin-top: 2px;
      }
      summary {
        width: auto;
        padding: 4px 8px;
        border-radius: var(--radius);
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      summary:hover {
        background: var(--hover);
      }
      details ul {
        padding-inline-start: 10px;
      }
      .none {
        padding: 4px 8px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      :host([over]) {
        outline: 2px dashed var(--accent);
        outline-offset: 3px;
        border-radius: var(--radius);
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private isNaming = false;
  @state() private query = '';
  @state() private search: { of: readonly NotebookItem[]; find: Search } | null = null;
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
  }

  async #prepareSearch(): Promise<void> {
    const { createSearch } = await search.need();
    const of = this.workspace.notebooks;
    this.search = { of, find: createSearch(of.map(({ name, title }) => `${title} ${name}`)) };
  }

  /** Begins a new notebook: its title is asked for. */
  async startNaming(): Promise<void> {
    this.isNaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus();
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
    void this.workspace.createNotebook(toNewStem(title), newNotebookText(title.trim()));
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

  #item(item: NotebookItem) {
    const { open } = this.workspace;
    const title = shownTitle(item);
    return html`<li>
      <button
        class="item"
        aria-current=${item.name === open?.name}
        title=${item.error ? inLocale(item.error) : isolate(item.name)}
        @click=${() => this.dispatchEvent(new OpenNotebookIntent(item.name))}
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

  #items(items: readonly NotebookItem[]) {
    return html`<ul>
      ${repeat(
        items,
        ({ name }) => name,
        (item) => this.#item(item),
      )}
    </ul>`;
  }

  #groups() {
    const found = this.#found();
    if (this.query.trim()) {
      return found.length > 0
        ? this.#items(found)
        : html`<p class="none" role="status">${msg('No notebook fits.')}</p>`;
    }
    return repeat(
      toGroups(found),
      ({ folder }) => folder,
      ({ folder, items }) =>
        folder === ''
          ? this.#items(items)
          : html`<details open>
              <summary><span class="text">${folder}</span></summary>
              ${this.#items(items)}
            </details>`,
    );
  }

  override render() {
    const { notebooks, shelf } = this.workspace;
    return html`<nav aria-label=${msg('Notebooks')}>
      <h2>
        <span class="name">${msg('Notebooks')}</span>
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
      </h2>
      <input type="file" multiple accept=".md,.csv,.tsv,.jsonl,.json,.txt" @change=${this.#onFiles} />
      ${
        this.isNaming
          ? html`<form @submit=${this.#onCreate}>
              <input
                class="field"
                name="title"
                autocomplete="off"
                aria-label=${msg('Title of the new notebook')}
                placeholder=${msg('Title, then Enter')}
                @keydown=${this.#onNamingKey}
                @blur=${() => (this.isNaming = false)}
              />
            </form>`
          : nothing
      }
      ${
        notebooks.length > LONG_LIST
          ? html`<div class="find">
              <input
                class="field"
                type="search"
                autocomplete="off"
                aria-label=${msg('Find a notebook')}
                placeholder=${msg('Find a notebook')}
                .value=${this.query}
                @input=${(event: InputEvent) => (this.query = (event.target as HTMLInputElement).value)}
                @keydown=${(event: KeyboardEvent) => event.key !== 'Escape' && event.stopPropagation()}
              />
            </div>`
          : nothing
      }
      ${shelf.isOver ? html`<p class="none">${msg('Drop notebooks here, with the CSV files that they use.')}</p>` : nothing}
      ${this.#groups()}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notebook-list': NotebookListElement;
  }
}
