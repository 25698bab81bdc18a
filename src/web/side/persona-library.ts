import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { LibraryPersona } from '../../core/api.ts';
import { cellsOf } from '../../core/notebook.ts';
import { isolate } from '../../core/isolate.ts';
import { joinSentences } from '../../core/join-sentences.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { createSearch } from '../page/palette/palette-search.ts';
import type { CommandPage } from '../page/command.ts';
import { ApiFault } from '../state/api.ts';
import { shelfApi } from '../state/shelf-api.ts';
import { stemOf } from './notebook-tree.ts';

/** The personas of all notebooks: found by words, read, and put into the open one. */
@customElement('gamut-personas')
@localized()
export class PersonaLibraryElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(860px, calc(100vw - 32px));
        height: min(84dvh, 620px);
        overflow: hidden;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
      }
      .find {
        padding: 12px 20px;
      }
      .field {
        width: 100%;
        height: 32px;
      }
      .split {
        display: grid;
        grid-template-columns: minmax(220px, 2fr) 3fr;
        min-height: 0;
        border-top: 1px solid var(--line);
      }
      [role='listbox'] {
        overflow: auto;
        padding: 6px;
        border-inline-end: 1px solid var(--line);
        outline-offset: -2px;
      }
      [role='option'] {
        padding: 6px 10px;
        border-radius: var(--radius);
        cursor: pointer;
        font-size: var(--text-m);
      }
      [role='option']:hover {
        background: var(--hover);
      }
      [role='option'][aria-selected='true'] {
        background: var(--accent-soft);
        color: var(--accent);
      }
      [role='option'] > * {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      [role='option'] b {
        font-weight: 600;
      }
      .preview {
        overflow: auto;
        padding: 14px 20px;
        font-size: var(--text-l);
        overflow-wrap: anywhere;
      }
      .prompt {
        white-space: pre-wrap;
      }
      .preview .meta {
        display: block;
        margin-bottom: 8px;
      }
      footer {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 10px 20px;
        border-top: 1px solid var(--line);
      }
      footer .meta {
        flex: 1;
      }
      .none {
        padding: 20px;
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      @media (max-width: 620px) {
        .split {
          grid-template: minmax(0, 1fr) minmax(0, 1fr) / 1fr;
        }
        [role='listbox'] {
          border-inline-end: 0;
          border-bottom: 1px solid var(--line);
        }
      }
    `,
  ];

  @property({ attribute: false }) page!: CommandPage;
  @state() private personas: LibraryPersona[] | null = null;
  /** Why they could not be read: the notice of the page stands under the dialog. */
  @state() private fault = '';
  @state() private words = '';
  @state() private at = 0;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;
  #find: (query: string) => number[] = () => [];

  /** Opens the dialog, with the personas as the notebooks have them now. */
  show(): void {
    this.words = '';
    this.at = 0;
    if (this.field) this.field.value = '';
    this.dialog.showModal();
    this.field.focus();
    this.fault = '';
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      // What is typed in the open notebook is of it at once.
      await this.page.workspace.open?.save();
      const { personas } = await shelfApi.personas();
      const chosen = this.#found()[this.at]?.text;
      this.#find = createSearch(
        personas.map(({ id, name, text, notebooks }) =>
          [name, id, text.slice(0, 2000), ...notebooks.map(({ title }) => title)].join(' '),
        ),
      );
      this.personas = personas;
      // Who has chosen one by then has it still.
      const at = this.#found().findIndex(({ text }) => text === chosen);
      this.at = at < 0 ? 0 : at;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = joinSentences(error.message, error.hint);
    }
  }

  /** Texts that the open notebook has already. */
  #own(): ReadonlySet<string> {
    const open = this.page.workspace.open;
    return new Set(open ? cellsOf(open.notebook, 'persona').map(({ text }) => text.trim()) : []);
  }

  #found(): LibraryPersona[] {
    const all = this.personas ?? [];
    return this.#find(this.words).flatMap((index) => all[index] ?? []);
  }

  #insert(persona: LibraryPersona | undefined): void {
    const { workspace, view } = this.page;
    const open = workspace.open;
    if (!persona || !open || this.#own().has(persona.text.trim())) return;
    const { id, name, text } = persona;
    this.dialog.close();
    open.change({ do: 'persona', persona: { id, name, text } }, (index) => {
      if (index !== null) view?.focusCell(index);
    });
  }

  #onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    const found = this.#found();
    const to = {
      ArrowDown: this.at + 1,
      ArrowUp: this.at - 1,
      PageDown: this.at + 8,
      PageUp: this.at - 8,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.at = Math.max(0, Math.min(to, found.length - 1));
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter' && event.target === this.field) {
      event.preventDefault();
      this.#insert(found[this.at]);
    }
  }

  #from({ notebooks }: LibraryPersona): string {
    const [first, ...others] = notebooks.map(({ name, title }) => isolate(title || stemOf(name)));
    return others.length === 0 ? (first ?? '') : msg(str`${first} and ${formatCount(others.length)} more`);
  }

  #option(persona: LibraryPersona, index: number) {
    return html`<div
      role="option"
      id="persona-${index}"
      aria-selected=${index === this.at}
      @click=${() => (this.at = index)}
      @dblclick=${() => this.#insert(persona)}
    >
      <b lang=${toTextLanguage(persona.name) ?? nothing}>${persona.name}</b>
      <span class="meta">${this.#from(persona)}</span>
    </div>`;
  }

  #body(found: LibraryPersona[]) {
    if (this.fault) return html`<p class="none" role="alert">${this.fault}</p>`;
    if (this.personas === null)
      return html`<p class="none" role="status">${msg('Reading the notebooks…')}</p>`;
    if (found.length === 0) {
      return html`<p class="none" role="status">
        ${this.personas.length === 0 ? msg('No notebook has a persona yet.') : msg('No persona fits.')}
      </p>`;
    }
    const chosen = found[this.at];
    return html`<div class="split">
      <div
        role="listbox"
        id="personas"
        tabindex="0"
        aria-label=${msg('Personas of all notebooks')}
        aria-activedescendant="persona-${this.at}"
      >
        ${repeat(
          found,
          (persona) => persona.text,
          (persona, index) => this.#option(persona, index),
        )}
      </div>
      <div class="preview" tabindex="0" role="region" aria-label=${msg('System prompt')}>
        ${
          chosen
            ? html`<span class="meta mono">${chosen.id}</span><span class="prompt" lang=${toTextLanguage(chosen.text) ?? nothing}
                  >${chosen.text}</span
                >`
            : nothing
        }
      </div>
    </div>`;
  }

  override render() {
    const found = this.#found();
    const chosen = found[this.at];
    const isOwn = chosen !== undefined && this.#own().has(chosen.text.trim());
    return html`<dialog aria-labelledby="personas-title" @keydown=${this.#onKeyDown}>
      <header>
        <h2 id="personas-title">${msg('Personas of all notebooks')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="find">
        <input
          class="field"
          type="search"
          autocomplete="off"
          role="combobox"
          aria-expanded="true"
          aria-controls="personas"
          aria-activedescendant=${chosen ? `persona-${this.at}` : nothing}
          aria-label=${msg('Find a persona')}
          placeholder=${msg('Name, words of the prompt, or notebook')}
          @input=${(event: InputEvent) => {
            this.words = (event.target as HTMLInputElement).value;
            this.at = 0;
          }}
        />
      </div>
      ${this.#body(found)}
      <footer>
        <span class="meta">
          ${isOwn && chosen ? msg('This notebook has it already.') : msg('It comes in as a copy; the other notebook stays as it is.')}
        </span>
        <button class="btn primary" ?disabled=${!chosen || isOwn} @click=${() => this.#insert(chosen)}>
          ${icon('plus')}${msg('Insert')}
        </button>
      </footer>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-personas': PersonaLibraryElement;
  }
}
