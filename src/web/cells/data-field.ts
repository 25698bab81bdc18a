import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import { datasetsOf } from '../../core/dataset-use.ts';
import type { MatrixCell, Notebook } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { EditKeyIntent, GoToCellIntent } from '../state/events.ts';

/**
 * Which dataset a matrix takes its rows from. One that cannot be read is named all the same, with the way to it.
 *
 * @fires gamut-edit-key
 * @fires gamut-go
 */
@customElement('gamut-data-field')
@localized()
export class DataFieldElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        min-width: 0;
      }
      select {
        max-width: 100%;
        field-sizing: content;
      }
      select.wrong {
        border-color: var(--bad);
        color: var(--bad);
      }
      .fault {
        display: inline-flex;
        gap: 5px;
        align-items: center;
        color: var(--bad);
        font-size: var(--text-s);
      }
      .fault svg {
        width: 12px;
        height: 12px;
      }
    `,
  ];

  @property({ attribute: false }) cell!: MatrixCell;
  @property({ attribute: false }) notebook!: Notebook;

  override render() {
    const { data } = this.cell;
    const datasets = datasetsOf(this.notebook);
    const chosen = datasets.find(({ id }) => id === data) ?? null;
    const lost = data === null || chosen ? null : data;
    const broken = chosen?.isBroken ? chosen : null;
    const isWrong = lost !== null || broken !== null;
    return html`<select
        class="field ${isWrong ? 'wrong' : ''}"
        aria-label=${msg('Dataset')}
        aria-invalid=${isWrong}
        @change=${(event: Event) =>
          this.dispatchEvent(
            new EditKeyIntent(this.cell, 'data', (event.target as HTMLSelectElement).value || undefined),
          )}
      >
        <option value="" .selected=${live(data === null)}>${msg('none')}</option>
        ${datasets.map(
          ({ id, isBroken }) =>
            html`<option value=${id} .selected=${live(id === data)}>
              ${isBroken ? msg(str`${id} (cannot be read)`) : id}
            </option>`,
        )}
        ${lost === null ? nothing : html`<option value=${lost} .selected=${live(true)}>${msg(str`${lost} (not here)`)}</option>`}
      </select>
      ${
        broken
          ? html`<span class="fault">${icon('warning')}${msg('These rows cannot be read.')}</span>
              <button
                class="btn quiet"
                @click=${() => this.dispatchEvent(new GoToCellIntent(broken.index))}
              >
                ${msg(str`Show ${broken.id}`)}
              </button>`
          : lost === null
            ? nothing
            : html`<span class="fault">${icon('warning')}${msg(str`This notebook has no ${lost}`)}</span>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-data-field': DataFieldElement;
  }
}
