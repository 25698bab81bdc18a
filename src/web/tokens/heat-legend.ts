import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { SURPRISAL_EDGES } from '../../core/logprob.ts';
import { baseStyle } from '../look/base-style.ts';
import { heatStyle } from './heat-style.ts';

/** What the heat map's grounds and underlines stand for: six bins of surprisal, in bits. */
@customElement('gamut-heat-legend')
@localized()
export class HeatLegendElement extends LitElement {
  static override styles = [
    baseStyle,
    heatStyle,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
        white-space: nowrap;
      }
      .bins {
        display: inline-flex;
        border-radius: 4px;
        overflow: hidden;
        box-shadow: inset 0 0 0 1px var(--line);
      }
      .bins span {
        min-width: 30px;
        padding: 0 5px;
        border-radius: 0;
        text-align: center;
        line-height: 20px;
      }
    `,
  ];

  override render() {
    const names = [`<${SURPRISAL_EDGES[0]}`, ...SURPRISAL_EDGES.map((edge) => `≥${edge}`)];
    return html`<span title=${msg('How unexpected each token was: −log₂ of its probability')}
        >${msg('bits')}</span
      >
      <span class="bins num">${names.map((name, bin) => html`<span data-bin=${bin}>${name}</span>`)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-heat-legend': HeatLegendElement;
  }
}
