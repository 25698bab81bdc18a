import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount, inLocale } from '../look/locale.ts';
import { onFieldKey } from '../keys/run-key.ts';
import type { DatasetCell } from '../../core/notebook.ts';
import { rowName } from '../../core/row-name.ts';
import { renderTemplate, TemplateError } from '../../core/template.ts';
import type { Message } from '../../core/trial.ts';
import { isOtherCell } from './cell-change.ts';
import { roleName } from './role-name.ts';

const MOST_LISTED = 300;

/** What a prompt says with any row of its dataset: free, and as it would be sent. */
@customElement('gamut-prompt-preview')
@localized()
export class PromptPreviewElement extends LitElement {
  static override styles = [
    baseStyle,
    turningMarkStyle,
    css`
      :host {
        display: block;
        margin-top: 10px;
        padding: 6px 12px 8px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: var(--text-m);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      label {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        min-width: 0;
      }
      .what {
        flex: none;
      }
      .field {
        height: 24px;
        min-width: 0;
        max-width: min(220px, 100%);
        font-size: var(--text-s);
      }
      input.field {
        width: 78px;
      }
      .head .btn {
        width: 24px;
        height: 24px;
      }
      .turn {
        margin: 6px 0 0;
        white-space: pre-wrap;
      }
      .role {
        display: block;
        margin-top: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .fault {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) turns: readonly Message[] = [];
  @property({ attribute: false, hasChanged: isOtherCell }) data!: DatasetCell;
  @state() private at = 0;

  #go(at: number): void {
    this.at = Math.max(0, Math.min(at, this.data.rows.length - 1));
  }

  #picker(at: number) {
    const { rows } = this.data;
    if (rows.length > MOST_LISTED)
      return html`<input
          class="field num"
          type="number"
          min="1"
          max=${rows.length}
          .value=${String(at + 1)}
          @change=${(event: Event) => this.#go(Number((event.target as HTMLInputElement).value) - 1)}
          @keydown=${onFieldKey}
        /><span>${rowName(this.data, rows[at]?.id ?? '')}</span>`;
    return html`<select
      class="field"
      @change=${(event: Event) => this.#go((event.target as HTMLSelectElement).selectedIndex)}
    >
      ${rows.map(({ id }, index) => html`<option .selected=${live(index === at)}>${rowName(this.data, id)}</option>`)}
    </select>`;
  }

  override render() {
    const { rows } = this.data;
    const at = Math.min(this.at, rows.length - 1);
    const row = rows[at];
    if (!row) return nothing;
    return html`<div class="head">
        <label><span class="what">${msg('Preview')}</span> ${this.#picker(at)}</label>
        <button
          class="btn quiet icon"
          ?disabled=${at === 0}
          aria-label=${msg('Previous row')}
          title=${msg('Previous row')}
          @click=${() => this.#go(at - 1)}
        >
          ${icon('chevronLeft')}
        </button>
        <button
          class="btn quiet icon"
          ?disabled=${at === rows.length - 1}
          aria-label=${msg('Next row')}
          title=${msg('Next row')}
          @click=${() => this.#go(at + 1)}
        >
          ${icon('chevronRight')}
        </button>
        <span class="num" aria-live="polite">${msg(str`${formatCount(at + 1)} of ${formatCount(rows.length)}`)}</span>
      </div>
      ${this.turns.map(({ role, content }) => {
        const { text, isFault } = render(content, row.vars);
        const label = this.turns.length > 1 ? html`<span class="role">${roleName(role)}</span>` : nothing;
        return html`${label}
          <p class="turn ${isFault ? 'fault' : ''}" ?data-rtl=${hasRightToLeft(text)}>${markedText(text)}</p>`;
      })}`;
  }
}

function render(template: string, vars: Record<string, string>): { text: string; isFault: boolean } {
  try {
    return { text: renderTemplate(template, vars), isFault: false };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { text: inLocale(error.text), isFault: true };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-prompt-preview': PromptPreviewElement;
  }
}
