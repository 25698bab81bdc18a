import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { CELL_KINDS, KIND_NAME } from '../../core/cell-kind.ts';
import type { MergeConflict, Side } from '../../core/merge.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import type { NotebookStore } from '../state/notebook-store.ts';
import { watch } from '../state/subject.ts';
import './text-diff.ts';

const SIDES: readonly Side[] = ['mine', 'theirs'];

/** Cells that two have changed, each with both texts, to choose from. */
@customElement('gamut-merge')
@localized()
export class MergeDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(1080px, calc(100vw - 32px));
      }
      .body {
        display: grid;
        gap: 18px;
        padding: 12px 20px 16px;
      }
      .lead {
        max-width: 74ch;
        color: var(--ink-2);
        font-size: var(--text-m);
        line-height: 1.6;
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-bottom: 6px;
        font-size: var(--text-l);
        font-weight: 600;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
        gap: 10px;
      }
      .side {
        min-width: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        overflow: hidden;
      }
      .side:has(input:checked) {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 7px 10px;
        background: var(--sunken);
        font-size: var(--text-m);
        font-weight: 600;
        cursor: pointer;
      }
      input {
        margin: 0;
        accent-color: var(--accent);
      }
      gamut-text-diff {
        --diff-border: 0;
        max-height: 40dvh;
        overflow: auto;
      }
      .gone {
        padding: 10px;
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      footer {
        position: sticky;
        bottom: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 20px;
        background: var(--surface);
        border-top: 1px solid var(--line);
      }
      .space {
        flex: 1;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @property({ attribute: false }) store!: NotebookStore;
  /** By the cell's key, or its place where it has none. */
  @state() private chosen: ReadonlyMap<string, Side> = new Map();

  constructor() {
    super();
    watch(this, () => this.store);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override updated(): void {
    // Settled elsewhere: both sides have come to be the same.
    if (this.store.saveState !== 'conflict') this.dialog.close();
  }

  #idOf({ key }: MergeConflict, index: number): string {
    return key ?? `${index}`;
  }

  #choose(id: string, side: Side): void {
    this.chosen = new Map([...this.chosen, [id, side]]);
  }

  #chooseAll(conflicts: readonly MergeConflict[], side: Side): void {
    this.chosen = new Map(conflicts.map((conflict, index) => [this.#idOf(conflict, index), side]));
  }

  #side(conflict: MergeConflict, id: string, side: Side) {
    const text = conflict[side];
    const name = side === 'mine' ? msg('Mine, typed here') : msg('The file’s');
    return html`<div class="side" data-side=${side}>
      <label
        ><input
          type="radio"
          name=${id}
          .checked=${this.chosen.get(id) === side}
          @change=${() => this.#choose(id, side)}
        />${name}</label
      >
      ${
        text === null
          ? html`<p class="gone">${msg('This cell was deleted.')}</p>`
          : html`<gamut-text-diff
              unit="lines"
              .textBefore=${conflict.base ?? ''}
              .textNow=${text}
            ></gamut-text-diff>`
      }
    </div>`;
  }

  override render() {
    const conflicts = this.store.conflict?.conflicts ?? [];
    const sides = conflicts.map((conflict, index) => this.chosen.get(this.#idOf(conflict, index)));
    const left = sides.filter((side) => side === undefined).length;
    return html`<dialog aria-labelledby="merge-title" @close=${() => this.remove()}>
      <header>
        <h2 id="merge-title">${msg('Changed here and in the file')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        <p class="lead">
          ${msg(
            'Each text is shown as a change of what was last saved. Everything else that was changed on either side is kept. Undo brings your text back.',
          )}
        </p>
        ${conflicts.map((conflict, index) => {
          const id = this.#idOf(conflict, index);
          return html`<fieldset>
            <legend>${conflictName(conflict)}</legend>
            <div class="sides">${SIDES.map((side) => this.#side(conflict, id, side))}</div>
          </fieldset>`;
        })}
      </div>
      <footer>
        ${
          conflicts.length > 1
            ? html`<button class="btn" @click=${() => this.#chooseAll(conflicts, 'mine')}>
                  ${msg('All mine')}
                </button>
                <button class="btn" @click=${() => this.#chooseAll(conflicts, 'theirs')}>
                  ${msg('All the file’s')}
                </button>`
            : nothing
        }
        <span class="space"></span>
        ${left > 0 ? html`<span class="meta">${left === 1 ? msg('one to choose') : msg(str`${left} to choose`)}</span>` : nothing}
        <button
          class="btn primary"
          ?disabled=${left > 0}
          @click=${() => void this.store.settle(sides.map((side) => side ?? 'mine'))}
        >
          ${msg('Save this')}
        </button>
      </footer>
    </dialog>`;
  }
}

function conflictName({ kind, key }: MergeConflict): string {
  if (kind === 'whole') return msg('The whole notebook');
  if (kind === 'head') return msg('Front matter');
  if (kind === 'note') return msg('Note');
  const known = CELL_KINDS.find((one) => one === kind);
  const name = known ? inLocale(KIND_NAME[known]) : kind;
  return key === null ? name : `${name}${key.slice(kind.length)}`;
}

/** Shows the conflicts of a notebook, to choose from; the dialog goes when it is closed or they are settled. */
export function showMergeDialog(host: LitElement, store: NotebookStore): void {
  const dialog = document.createElement('gamut-merge');
  dialog.store = store;
  host.renderRoot.append(dialog);
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-merge': MergeDialogElement;
  }
}
