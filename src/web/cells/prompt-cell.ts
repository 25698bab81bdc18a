import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent } from '../state/events.ts';
import { inLocale } from '../look/locale.ts';
import type { DatasetCell, Problem, PromptCell } from '../../core/notebook.ts';
import { renderTemplate, TemplateError } from '../../core/template.ts';
import './cell-frame.ts';
import type { FieldInputEvent } from './text-area.ts';

/** A prompt template, with its variables marked and a free preview of any row of the dataset that goes with it. */
@localized()
@customElement('gamut-prompt-cell')
export class PromptCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      gamut-text-area {
        font-size: var(--text-l);
        line-height: 1.65;
      }
      .preview {
        margin-top: 10px;
        padding: 8px 12px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: var(--text-m);
      }
      .preview-head {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .turn {
        margin: 6px 0 0;
        white-space: pre-wrap;
      }
      .role {
        display: block;
        margin-top: 6px;
        color: var(--ink-3);
        font: var(--text-s) var(--font-mono);
      }
      .fault {
        color: var(--bad);
      }
      label {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }
      select.field {
        height: 22px;
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) cell!: PromptCell;
  @property({ attribute: false }) problems: Problem[] = [];
  /** The dataset that a matrix renders this prompt with; null for none. */
  @property({ attribute: false }) data: DatasetCell | null = null;

  @state() private rowId: string | null = null;

  #onText(event: FieldInputEvent): void {
    this.dispatchEvent(new EditBodyIntent(this.cell, event.value));
  }

  #preview() {
    const { data: dataset, cell } = this;
    if (!dataset || cell.variables.length === 0 || dataset.rows.length === 0) return nothing;
    const row = dataset.rows.find((one) => one.id === this.rowId) ?? dataset.rows[0];
    if (!row) return nothing;
    const turns = cell.turns.map((turn) => {
      try {
        return { role: turn.role, text: renderTemplate(turn.content, row.vars), isFault: false };
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        return { role: turn.role, text: inLocale(error.text), isFault: true };
      }
    });
    return html`<div class="preview">
      <div class="preview-head">
        <label
          >${msg('Preview')}
          <select
            class="field"
            @change=${(event: Event) => (this.rowId = (event.target as HTMLSelectElement).value)}
          >
            ${dataset.rows
              .slice(0, 500)
              .map((one) => html`<option .value=${one.id} ?selected=${one.id === row.id}>${one.id}</option>`)}
          </select></label
        >
      </div>
      ${turns.map(({ role, text, isFault }) => {
        const label = turns.length > 1 ? html`<span class="role">${role}</span>` : nothing;
        return html`${label}<p class="turn ${isFault ? 'fault' : ''}">${text}</p>`;
      })}
    </div>`;
  }

  override render() {
    const { cell } = this;
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('prompt')}
      icon="prompt"
      cellId=${cell.id}
      .problems=${this.problems}
    >
      <gamut-text-area
        marks
        label=${`${msg('prompt')} ${cell.id}`}
        placeholder=${msg('What the user says. {{question}} takes a column of the dataset.')}
        .value=${cell.body}
        .known=${this.data?.columns ?? null}
        @gamut-field-input=${this.#onText}
      ></gamut-text-area>
      ${this.#preview()}
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-prompt-cell': PromptCellElement;
  }
}
