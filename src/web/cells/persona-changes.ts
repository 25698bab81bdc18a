import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import '../compare/text-diff.ts';
import { baseStyle } from '../look/base-style.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';

/** What has changed in a persona's text since the answers that are stale were made with it. */
@customElement('gamut-persona-changes')
@localized()
export class PersonaChangesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        margin-top: 8px;
        padding: 8px 12px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: var(--text-m);
      }
    `,
  ];

  @property({ attribute: false }) results!: MatrixResults;
  /** A record of an earlier text. */
  @property({ type: Number }) recordId = 0;
  /** The text as it is now. */
  @property() text = '';
  @state() private made: string | null = null;
  @state() private fault = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recordId') || changed.has('results')) void this.#read(this.recordId);
  }

  async #read(recordId: number): Promise<void> {
    try {
      const { trial } = await this.results.record(recordId);
      const [first] = trial.request.messages;
      if (recordId === this.recordId) this.made = first?.role === 'system' ? first.content : '';
      this.fault = '';
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error.message;
    }
  }

  override render() {
    const { made, text, fault } = this;
    if (fault) return html`<p role="alert">${fault}</p>`;
    if (made === null) return nothing;
    if (made === text)
      return html`<p>${msg('This text is the one that they were made with: something else has changed.')}</p>`;
    return html`<gamut-text-diff
      .textBefore=${made}
      .textNow=${text}
      .textLang=${toTextLanguage(text) ?? ''}
    ></gamut-text-diff>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-persona-changes': PersonaChangesElement;
  }
}
