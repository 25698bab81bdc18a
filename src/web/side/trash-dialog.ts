import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { TrashList } from '../../core/api.ts';
import { isolate } from '../../core/isolate.ts';
import { joinSentences } from '../../core/join-sentences.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { formatMoment } from '../look/locale.ts';
import { ApiFault } from '../state/api.ts';
import { shelfApi } from '../state/shelf-api.ts';
import type { Workspace } from '../state/workspace.ts';

type Trashed = TrashList['notebooks'][number];

/** The notebooks that were deleted, each of which can be brought back. */
@customElement('gamut-trash')
@localized()
export class TrashDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(560px, calc(100vw - 32px));
      }
      .body {
        padding: 12px 20px 20px;
        font-size: var(--text-m);
      }
      ul {
        margin: 10px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 7px 0;
        border-top: 1px solid var(--line);
      }
      .names {
        display: grid;
        flex: 1;
        min-width: 0;
      }
      .names > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      [role='status'] {
        margin-top: 10px;
      }
      .bad {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @query('dialog') private dialog!: HTMLDialogElement;
  /** null until it has been read. */
  @state() private notebooks: readonly Trashed[] | null = null;
  @state() private fault = '';

  /** Opens the dialog, and reads what there is. */
  show(): void {
    this.notebooks = null;
    this.fault = '';
    this.dialog.showModal();
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      this.notebooks = (await shelfApi.trash()).notebooks;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = joinSentences(error.message, error.hint);
    }
  }

  #restore({ trash }: Trashed): void {
    this.dialog.close();
    void this.workspace.shelf.restore(trash);
  }

  #item(item: Trashed) {
    const title = isolate(item.title || item.name);
    return html`<li>
      <span class="names">
        <span>${title}</span>
        <span class="meta num"><bdi class="mono">${item.name}</bdi> · ${formatMoment(item.deletedAt)}</span>
      </span>
      <button class="btn" aria-label=${msg(str`Restore “${title}”`)} @click=${() => this.#restore(item)}>
        ${msg('Restore')}
      </button>
    </li>`;
  }

  #list() {
    const { notebooks } = this;
    if (!notebooks) return nothing;
    if (notebooks.length === 0) return html`<p role="status">${msg('The trash is empty.')}</p>`;
    return html`<ul>
      ${repeat(
        notebooks,
        ({ trash }) => trash,
        (item) => this.#item(item),
      )}
    </ul>`;
  }

  override render() {
    return html`<dialog aria-labelledby="trash-title" @keydown=${(event: Event) => event.stopPropagation()}>
      <header>
        <h2 id="trash-title">${msg('Trash')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        <p class="meta">
          ${msg('Deleted notebooks stay in .trash in the notebooks folder, their results too. They are gone once you delete them there.')}
        </p>
        ${this.fault ? html`<p class="bad" role="alert">${this.fault}</p>` : this.#list()}
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-trash': TrashDialogElement;
  }
}
