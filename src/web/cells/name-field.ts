import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { EditInfoIntent } from '../state/events.ts';
import type { CellSource } from '../../core/notebook.ts';

/**
 * The name of a cell for people, changed in place. A cell without one is called by its id: then the field is seen when somebody is at the
 * cell.
 *
 * @fires gamut-edit-info
 */
@customElement('gamut-name-field')
@localized()
export class NameFieldElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-block;
        min-width: 0;
        max-width: 100%;
      }
      input {
        display: block;
        box-sizing: content-box;
        field-sizing: content;
        width: auto;
        min-width: 1ch;
        max-width: calc(100% - 8px);
        border: 0;
        padding: 0 4px;
        background: transparent;
        font-weight: 600;
        border-radius: 4px;
      }
      input:hover {
        background: var(--hover);
      }
      /* Its words stand close by. */
      input:focus-visible {
        outline-offset: 0;
      }
      input::placeholder {
        color: var(--ink-3);
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) cell!: CellSource;
  /** What it is the name of, for those who listen. */
  @property() label = '';

  #onChange(event: Event): void {
    const name = (event.target as HTMLInputElement).value.trim();
    if (name !== (this.cell.info['name'] ?? ''))
      this.dispatchEvent(new EditInfoIntent(this.cell, { name: name || null }));
  }

  override render() {
    return html`<input
      aria-label=${this.label}
      placeholder=${msg('add a name')}
      autocomplete="off"
      spellcheck="false"
      .value=${this.cell.info['name'] ?? ''}
      @change=${this.#onChange}
      @keydown=${onFieldKey}
    />`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-name-field': NameFieldElement;
  }
}
