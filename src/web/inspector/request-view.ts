import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { toCanonicalJson, type CompletionRequest } from '../../core/trial.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { roleLabel } from '../look/role-label.ts';

/** A request exactly as it was sent: messages and parameters. */
@customElement('gamut-request')
@localized()
export class RequestViewElement extends LitElement {
  static override styles = [
    baseStyle,
    turningMarkStyle,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .role {
        margin-bottom: 2px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .content {
        padding: 8px 10px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: var(--text-m);
        line-height: 1.6;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 3px 12px;
        margin: 0;
        font-size: var(--text-m);
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) request: CompletionRequest | null = null;

  override render() {
    const { request } = this;
    if (!request) return nothing;
    return html`${request.messages.map(
      ({ role, content }) =>
        html`<div data-role=${role}>
            <div class="role">${roleLabel(role)}</div>
            <div class="content" ?data-rtl=${hasRightToLeft(content)}>${markedText(content)}</div>
          </div>`,
    )}
      <dl>
        <dt>${msg('provider')}</dt>
        <dd class="mono">${request.provider}</dd>
        <dt>${msg('model')}</dt>
        <dd class="mono">${request.model}</dd>
        ${Object.entries(request.params).map(
          ([name, value]) =>
            html`<dt class="mono">${name}</dt>
              <dd class="mono">${toCanonicalJson(value)}</dd>`,
        )}
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-request': RequestViewElement;
  }
}
