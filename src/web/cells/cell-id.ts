import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { RenameIdIntent } from '../state/events.ts';
import type { CellSource } from '../../core/notebook.ts';
import type { IdFault } from '../../core/rename-id.ts';

/**
 * The id of a cell, changed in place: all that name the cell take the new one over. One that cannot be stays in the field and
 * is told of, until another is written or Escape puts the id back.
 *
 * @fires gamut-rename-id
 */
@customElement('gamut-cell-id')
@localized()
export class CellIdElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        min-width: 0;
      }
      input {
        box-sizing: content-box;
        field-sizing: content;
        width: auto;
        min-width: 1ch;
        max-width: min(30ch, 100%);
        margin: 0 -4px;
        padding: 0 4px;
        border: 0;
        border-radius: 4px;
        background: transparent;
        color: var(--ink-3);
        font: var(--text-s) var(--font-mono);
      }
      input:hover,
      input:focus {
        background: var(--hover);
        color: var(--ink);
      }
      input[aria-invalid='true'] {
        color: var(--bad);
        text-decoration: underline wavy;
        text-underline-offset: 3px;
      }
      .fault {
        color: var(--bad);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) cell!: CellSource;
  /** The id as it is in the file. */
  @property() cellId = '';
  /** What the cell is, for those who listen. */
  @property() kind = '';
  /** What was written and cannot be. */
  @state() private refused: { id: string; fault: IdFault } | null = null;

  #onChange(event: Event): void {
    const field = event.target as HTMLInputElement;
    const id = field.value.trim();
    this.refused = null;
    if (id === this.cellId) field.value = id;
    else this.dispatchEvent(new RenameIdIntent(this.cell, id, (fault) => (this.refused = { id, fault })));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      this.refused = null;
      (event.target as HTMLInputElement).value = this.cellId;
    }
    onFieldKey(event);
    // Its field goes with the old id: the keys go on at the cell.
    if (event.key !== 'Enter' || event.isComposing) return;
    const cell = event.composedPath().find((one) => one instanceof HTMLLIElement);
    cell?.focus({ preventScroll: true });
  }

  #fault(fault: IdFault): string {
    switch (fault) {
      case 'no-word':
        return msg('one word of letters, digits, _ and -');
      case 'reserved':
        return msg('none means no system prompt');
      case 'taken':
        return msg('another cell of this kind has it');
      default:
        fault satisfies never;
        return '';
    }
  }

  override render() {
    const { refused, cellId, kind } = this;
    return html`<input
        data-id
        aria-label=${`${kind} id`}
        title=${msg('Its name in the file. All that name the cell take a new one over')}
        aria-invalid=${refused !== null}
        aria-describedby=${refused ? 'fault' : nothing}
        autocomplete="off"
        spellcheck="false"
        .value=${refused?.id ?? cellId}
        @change=${this.#onChange}
        @keydown=${this.#onKeyDown}
      />${refused ? html`<span id="fault" class="fault" role="alert">${this.#fault(refused.fault)}</span>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-cell-id': CellIdElement;
  }
}
