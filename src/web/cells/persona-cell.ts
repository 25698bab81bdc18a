import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent, EditInfoIntent } from '../state/events.ts';
import { formatCount } from '../look/locale.ts';
import { onFieldKey } from '../keys/run-key.ts';
import type { PersonaCell, Problem } from '../../core/notebook.ts';
import { countGraphemes } from '../../core/grapheme.ts';
import './cell-frame.ts';
import type { FieldInputEvent } from './text-area.ts';

/** One system prompt: its name and its text, both edited in place. */
@localized()
@customElement('gamut-persona-cell')
export class PersonaCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .name {
        width: auto;
        min-width: 1ch;
        max-width: 100%;
        box-sizing: content-box;
        field-sizing: content;
        border: 0;
        padding: 0 4px;
        margin: 0 -4px;
        background: transparent;
        font-weight: 600;
        border-radius: 4px;
      }
      .name:hover {
        background: var(--hover);
      }
      gamut-text-area {
        font-size: var(--text-l);
        line-height: 1.65;
      }
    `,
  ];

  @property({ attribute: false }) cell!: PersonaCell;
  @property({ attribute: false }) problems: Problem[] = [];
  /** How many matrices use it. */
  @property({ type: Number }) usedBy = 0;

  #onText(event: FieldInputEvent): void {
    this.dispatchEvent(new EditBodyIntent(this.cell, event.value));
  }

  #onName(event: Event): void {
    const name = (event.target as HTMLInputElement).value.trim();
    this.dispatchEvent(new EditInfoIntent(this.cell, { name: name || null }));
  }

  override render() {
    const { cell } = this;
    const graphemes = countGraphemes(cell.text);
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('persona')}
      icon="persona"
      cellId=${cell.id}
      .problems=${this.problems}
    >
      <span slot="title"
        ><input
          class="name"
          aria-label=${msg('Name of the persona')}
          .value=${cell.name}
          spellcheck="false"
          @change=${this.#onName}
          @keydown=${onFieldKey}
      /></span>
      <span slot="meta" class="meta num"
        >${this.usedBy === 0 ? msg('not used') : ''} ${msg(str`${formatCount(graphemes)} characters`)}</span
      >
      <gamut-text-area
        label=${msg(str`System prompt of ${cell.name}`)}
        placeholder=${msg('What the model is told before the conversation')}
        .value=${cell.text}
        @gamut-field-input=${this.#onText}
      ></gamut-text-area>
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-persona-cell': PersonaCellElement;
  }
}
