import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { LeanRecord } from '../../core/result-api.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatMoment } from '../look/locale.ts';

/** Where a record came from: the model that answered, the request, the run, the moment. */
@customElement('gamut-record-facts')
@localized()
export class RecordFactsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 12px;
        margin: 0;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        word-break: break-all;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) record!: LeanRecord;

  override render() {
    const { outcome, startedAt, runId, trial } = this.record;
    const completion = outcome.status === 'done' ? outcome.completion : null;
    const failure = outcome.status === 'error' ? outcome.failure : null;
    const facts: [string, string | null | undefined][] = [
      [msg('answered by'), completion?.modelVersion],
      [msg('request id'), completion?.requestId ?? failure?.requestId],
      [msg('sent'), startedAt ? formatMoment(startedAt) : null],
      [msg('run'), runId],
      [msg('request hash'), trial.requestHash],
    ];
    return html`<dl>
      ${facts.map(([name, value]) =>
        value
          ? html`<dt>${name}</dt>
              <dd class="mono">${value}</dd>`
          : nothing,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-record-facts': RecordFactsElement;
  }
}
