import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent, ToggleSourceIntent } from '../state/events.ts';
import { icon, type IconName } from '../look/icons.ts';
import { problemList, problemStyle } from './problem-list.ts';
import type { CellSource, Problem } from '../../core/notebook.ts';
import './cell-id.ts';
import './text-area.ts';
import type { FieldInputEvent } from './text-area.ts';

/**
 * What every cell looks like from outside: its kind and id in the gutter line, its problems below, its source on demand.
 *
 * @slot - the cell's own form
 * @slot meta - figures at the right of the head line
 * @slot title - what stands after the kind
 */
@customElement('gamut-cell-frame')
@localized()
export class CellFrameElement extends LitElement {
  static override styles = [
    baseStyle,
    problemStyle,
    css`
      :host {
        display: block;
        position: relative;
      }
      section {
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      section:focus-within {
        border-color: var(--line-strong);
        box-shadow: var(--shadow);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
        min-height: 34px;
        padding: 3px 12px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .kind {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .kind > span:last-child {
        text-transform: lowercase;
      }
      .kind svg {
        width: 14px;
        height: 14px;
      }
      .kind,
      .id {
        color: var(--ink-3);
        white-space: nowrap;
      }
      ::slotted([slot='title']) {
        color: var(--ink);
        font-size: var(--text-m);
        font-weight: 600;
        min-width: 0;
      }
      ::slotted(gamut-name-field) {
        margin: 0 -4px;
      }
      /* One that there is not yet stands behind the id. */
      ::slotted(.none) {
        order: 1;
      }
      .space {
        flex: 1;
        order: 2;
      }
      header .btn,
      ::slotted([slot='meta']) {
        order: 3;
      }
      header .btn {
        height: 24px;
        width: 24px;
        opacity: 0;
      }
      section:hover header .btn,
      section:focus-within header .btn,
      header .btn[aria-pressed='true'] {
        opacity: 1;
      }
      section:not(:hover, :focus-within) ::slotted(.none) {
        opacity: 0;
      }
      @media (hover: none) {
        header .btn,
        section ::slotted(.none.none) {
          opacity: 1;
        }
      }
      .body {
        padding: 0 12px 10px;
      }
      .source {
        padding: 8px 10px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-family: var(--font-mono);
        font-size: var(--text-m);
        line-height: 1.55;
      }
      .problems {
        padding: 0 12px 10px;
      }
    `,
  ];

  @property({ attribute: false }) cell!: CellSource;
  @property() kind = '';
  @property() icon: IconName = 'note';
  @property() cellId = '';
  @property({ attribute: false }) problems: Problem[] = [];
  /** Whether the source can be shown in place of the form. */
  @property({ type: Boolean }) hasForm = false;
  /** Whether it is shown now. Who owns the frame decides, so that a cell may break and heal while its source is edited. */
  @property({ type: Boolean }) isSource = false;

  #onSource(event: FieldInputEvent): void {
    this.dispatchEvent(new ToggleSourceIntent(this.cell, true));
    this.dispatchEvent(new EditBodyIntent(this.cell, event.value));
  }

  #id() {
    const { cell, cellId, kind } = this;
    if (cellId === '') return nothing;
    // What is of a matrix has the matrix's id.
    return cell.info['id'] === cellId
      ? html`<gamut-cell-id .cell=${cell} .cellId=${cellId} .kind=${kind}></gamut-cell-id>`
      : html`<span class="id mono">${cellId}</span>`;
  }

  override render() {
    return html`<section aria-label=${`${this.kind} ${this.cellId}`}>
      <header>
        <span class="kind">${icon(this.icon)}<span>${this.kind}</span></span>
        <slot name="title"></slot>
        ${this.#id()}
        <span class="space"></span>
        ${
          this.hasForm
            ? html`<button
                class="btn quiet icon"
                data-source
                aria-pressed=${this.isSource}
                title=${msg('Source')}
                aria-label=${msg('Source')}
                @click=${() => this.dispatchEvent(new ToggleSourceIntent(this.cell, !this.isSource))}
              >
                ${icon('code')}
              </button>`
            : nothing
        }
        <slot name="meta"></slot>
      </header>
      <div class="body">
        ${
          this.isSource
            ? html`<gamut-text-area
                class="source"
                label=${msg('Source')}
                .value=${this.cell.body}
                @gamut-field-input=${this.#onSource}
              ></gamut-text-area>`
            : html`<slot></slot>`
        }
      </div>
      ${problemList(this.problems)}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-cell-frame': CellFrameElement;
  }
}
