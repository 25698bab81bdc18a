import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { toLevelsText } from '../../core/levels-text.ts';
import type { AssertCell, Problem } from '../../core/notebook.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import './cell-frame.ts';

/** The checks that run on every response of a matrix, one a line. */
@customElement('gamut-assert-cell')
@localized()
export class AssertCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: max-content max-content minmax(0, 1fr);
        gap: 4px 14px;
        margin: 0;
        font-size: var(--text-m);
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      dd.type {
        color: var(--ink-3);
      }
      /* Where it is narrow, what is checked stands below its name. */
      @container (width < 520px) {
        dl {
          grid-template-columns: max-content minmax(0, 1fr);
          gap: 0 10px;
        }
        dd.value {
          grid-column: 1 / -1;
          margin-bottom: 6px;
        }
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: AssertCell;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];

  override render() {
    return html`<gamut-cell-frame
      .cell=${this.cell}
      kind=${msg('checks')}
      icon="assert"
      cellId=${this.cell.of}
      .hasForm=${true}
      .problems=${this.problems}
    >
      <dl>
        ${this.cell.checks.map(
          (check) =>
            html`<dt>${check.id}</dt>
              <dd class="mono type">${check.type}</dd>
              <dd class="mono value">${check.value === null ? nothing : toLevelsText(check.value)}</dd>`,
        )}
      </dl>
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-assert-cell': AssertCellElement;
  }
}
