import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { Layout } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { ViewChangeEvent } from './result-events.ts';

/**
 * How results are laid out, as one row of buttons.
 *
 * @fires gamut-view-change
 */
@customElement('gamut-layout-switch')
@localized()
export class LayoutSwitchElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        max-width: 100%;
      }
      /* Where there is not room for five words, the one that counts has its word. */
      @media (max-width: 520px) {
        [aria-pressed='false'] span:last-child {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property() layout: Layout = 'pivot';

  override render() {
    const layouts: [Layout, IconName, string][] = [
      ['pivot', 'pivot', msg('Pivot')],
      ['grid', 'grid', msg('Grid')],
      ['list', 'list', msg('List')],
      ['diff', 'difference', msg('Diff')],
      ['blind', 'eyeOff', msg('Blind')],
    ];
    return html`<div class="segments" role="group" aria-label=${msg('Layout')}>
      ${layouts.map(
        ([layout, picture, name]) =>
          html`<button
            class="btn"
            data-layout=${layout}
            aria-pressed=${this.layout === layout}
            title=${name}
            @click=${() => this.dispatchEvent(new ViewChangeEvent({ layout }))}
          >
            ${icon(picture)}<span>${name}</span>
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-layout-switch': LayoutSwitchElement;
  }
}
