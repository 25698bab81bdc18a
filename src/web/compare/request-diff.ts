import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { CompletionRequest } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { roleLabel } from '../look/role-label.ts';
import { toRequestChanges, type MessageChange, type ParamChange } from './request-changes.ts';
import './text-diff.ts';

/** What differs between a request that was sent and the one that would be sent now. */
@customElement('gamut-request-diff')
@localized()
export class RequestDiffElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        gap: 10px;
        font-size: var(--text-m);
      }
      .role {
        margin-bottom: 2px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      gamut-text-diff {
        padding: 8px 10px;
        border-radius: var(--radius);
        background: var(--sunken);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 3px 12px;
        margin: 0;
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      del {
        color: var(--bad);
      }
      ins {
        color: var(--good);
        text-underline-offset: 2px;
      }
    `,
  ];

  @property({ attribute: false }) sent: CompletionRequest | null = null;
  @property({ attribute: false }) wanted: CompletionRequest | null = null;

  #message({ role, before, now }: MessageChange) {
    if (before === now) return html`<p class="meta"><b>${roleLabel(role)}</b> ${msg('as it was')}</p>`;
    return html`<div data-role=${role}>
      <div class="role">
        ${roleLabel(role)}${before === null ? html` · ${msg('new')}` : now === null ? html` · ${msg('left out now')}` : nothing}
      </div>
      <gamut-text-diff .textBefore=${before ?? ''} .textNow=${now ?? ''}></gamut-text-diff>
    </div>`;
  }

  #param({ name, before, now }: ParamChange) {
    const unset = msg('unset');
    return html`<dt class="mono">${name}</dt>
      <dd class="mono"><del>${before ?? unset}</del> → <ins>${now ?? unset}</ins></dd>`;
  }

  override render() {
    if (!this.sent || !this.wanted) return nothing;
    const { messages, params } = toRequestChanges(this.sent, this.wanted);
    return html`${params.length > 0 ? html`<dl>${params.map((param) => this.#param(param))}</dl>` : nothing}
    ${messages.map((message) => this.#message(message))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-request-diff': RequestDiffElement;
  }
}
