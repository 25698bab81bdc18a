import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { joinSentences } from '../../core/join-sentences.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import type { CommandPage } from '../page/command.ts';
import { takeFocusBack } from '../results/focus-back.ts';
import { toNotebookName } from './notebook-tree.ts';

/** Gives a notebook another title, another file name, or both. */
@customElement('gamut-rename')
@localized()
export class RenameDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(440px, calc(100vw - 32px));
      }
      form {
        display: grid;
        gap: 14px;
        padding: 16px 20px 20px;
        font-size: var(--text-m);
      }
      label {
        display: grid;
        gap: 4px;
        color: var(--ink-2);
      }
      small {
        line-height: 1.5;
      }
      .file {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .field {
        flex: 1;
        min-width: 0;
        height: 32px;
      }
      .bad {
        color: var(--bad);
      }
      .end {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) page!: CommandPage;
  @state() private name = '';
  @state() private fault = '';
  @state() private isBusy = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('[name=title]') private titleField!: HTMLInputElement;
  @query('[name=file]') private fileField!: HTMLInputElement;
  /** How often it was opened. */
  #shown = 0;
  /** Where it was asked for: in the list of notebooks, or in a cell. */
  #from: { isList: boolean; cell: number } = { isList: false, cell: 0 };

  /** Opens the dialog, about the notebook that was asked for, else about the open one. */
  show(): void {
    const { shelf, open, notebooks } = this.page.workspace;
    this.#from = { isList: shelf.renaming !== null, cell: this.page.cell?.index ?? 0 };
    this.name = shelf.renaming ?? open?.name ?? '';
    shelf.renaming = null;
    if (!this.name) return;
    const title = open?.name === this.name ? open.notebook.title : undefined;
    this.titleField.value = title ?? notebooks.find((item) => item.name === this.name)?.title ?? '';
    this.fileField.value = this.name.replace(/\.gamut\.md$/, '');
    this.fault = '';
    this.isBusy = false;
    this.#shown += 1;
    this.dialog.showModal();
    this.titleField.select();
  }

  async #onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const to = toNotebookName(this.fileField.value);
    const title = this.titleField.value.trim();
    if (!to) {
      this.fault = msg('Type a file name: letters, digits and - are fine; folders are parted by /.');
      this.fileField.focus();
      return;
    }
    this.isBusy = true;
    // The notice of the page stands under the dialog: what is refused is told here.
    const { workspace } = this.page;
    const before = workspace.fault;
    const shown = this.#shown;
    const isDone = await workspace.shelf.rename(this.name, { to, ...(title ? { title } : {}) });
    // Closed meanwhile, or open for another: what came of it the page tells.
    if (shown !== this.#shown || !this.dialog.open) return;
    this.isBusy = false;
    const { fault } = workspace;
    if (isDone) {
      this.#close(to);
      return;
    }
    this.fault = joinSentences(fault?.message, fault?.hint);
    if (fault !== before) workspace.dismissFault();
  }

  /** What asked for it may have gone with the old name: the focus goes to what stands for it now. */
  #close(to: string): void {
    const { isList, cell } = this.#from;
    const root = this.getRootNode() as ShadowRoot;
    const { activeElement } = this.renderRoot as ShadowRoot;
    // What is out of sight would keep the focus until the page is painted.
    if (activeElement instanceof HTMLElement) activeElement.blur();
    this.dialog.close();
    takeFocusBack(() => {
      const isGiven = isList && root.querySelector('gamut-side-panel')?.list.focusItem(to);
      if (!isGiven) this.page.view?.focusCell(cell);
    });
  }

  override render() {
    return html`<dialog aria-labelledby="rename-title" @keydown=${(event: Event) => event.stopPropagation()}>
      <header>
        <h2 id="rename-title">${msg('Rename')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <form @submit=${this.#onSubmit}>
        <label>
          ${msg('Title')}
          <input
            class="field"
            name="title"
            autocomplete="off"
            maxlength="500"
            aria-describedby="about-title"
          />
          <small id="about-title" class="meta">
            ${msg('What people read: in the list, at the top, and as the first heading where that says the same.')}
          </small>
        </label>
        <label>
          ${msg('File name')}
          <span class="file"
            ><input
              class="field mono"
              name="file"
              autocomplete="off"
              spellcheck="false"
              required
              aria-describedby="about-file"
            />
            <span class="meta mono">.gamut.md</span></span
          >
          <small id="about-file" class="meta">
            ${msg('What the file is called in its folder, in links and on the command line. A / puts it into a folder.')}
          </small>
        </label>
        <p class="meta">
          ${msg('Results, their history, what was spent and interrupted runs come along.')}
        </p>
        ${this.fault ? html`<p class="bad" role="alert">${this.fault}</p>` : nothing}
        <div class="end">
          <button type="button" class="btn" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
          <button class="btn primary" ?disabled=${this.isBusy}>${msg('Rename')}</button>
        </div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-rename': RenameDialogElement;
  }
}
