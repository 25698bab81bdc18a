import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import '@lit-labs/virtualizer';
import { isKnownLogprob, probability, rankOf, surprisalBin, surprisalBits } from '../../core/logprob.ts';
import type { TokenLogprob } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { heatStyle } from './heat-style.ts';
import { percentLabel, tokenLabel } from './token-label.ts';

/** A token list as it came, one line an entry. */
@customElement('gamut-token-table')
@localized()
export class TokenTableElement extends LitElement {
  static override styles = [
    baseStyle,
    heatStyle,
    css`
      :host {
        display: block;
      }
      .frame {
        max-height: 340px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        scrollbar-width: thin;
      }
      .line {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) 64px 56px 50px;
        width: 100%;
        font-size: var(--text-s);
        line-height: 22px;
        border-bottom: 1px solid var(--line);
      }
      .line > * {
        padding: 0 8px;
        text-align: right;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .line > :nth-child(2) {
        text-align: left;
      }
      .heads {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--sunken);
        color: var(--ink-2);
        font-weight: 600;
      }
      .line > .meta {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) tokens: TokenLogprob[] = [];

  #line = (token: TokenLogprob, index: number) => {
    const isKnown = isKnownLogprob(token.logprob);
    const bits = surprisalBits(token.logprob);
    return html`<div class="line num" role="row" aria-rowindex=${index + 2}>
      <span role="cell" class="meta">${index + 1}</span>
      <span role="cell" class="mono"
        ><span data-bin=${isKnown ? surprisalBin(bits) : nothing}>${tokenLabel(token)}</span></span
      >
      <span role="cell">${isKnown ? percentLabel(probability(token.logprob)) : '–'}</span>
      <span role="cell">${isKnown ? bits.toFixed(2) : '–'}</span>
      <span role="cell">${rankOf(token) ?? '–'}</span>
    </div>`;
  };

  override render() {
    return html`<div
      class="frame"
      tabindex="0"
      role="table"
      aria-label=${msg('Tokens')}
      aria-rowcount=${this.tokens.length + 1}
    >
      <div class="line heads" role="row" aria-rowindex="1">
        <span role="columnheader">#</span><span role="columnheader">${msg('token')}</span>
        <span role="columnheader">p</span><span role="columnheader">${msg('bits')}</span>
        <span role="columnheader">${msg('rank')}</span>
      </div>
      <lit-virtualizer role="rowgroup" .items=${this.tokens} .renderItem=${this.#line}></lit-virtualizer>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-token-table': TokenTableElement;
  }
}
