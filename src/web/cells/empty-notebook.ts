import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { InsertCellIntent, PasteCellsIntent } from '../state/events.ts';
import { firstCellsText } from '../side/new-notebook.ts';
import { newCellName, type NewCellKind } from './new-cell.ts';

/**
 * What stands in a notebook that has nothing to run yet: what it takes, with a button for each part and one for all of it.
 *
 * @fires gamut-insert-cell
 * @fires gamut-paste-cells
 */
@customElement('gamut-empty-notebook')
@localized()
export class EmptyNotebookElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        max-width: 960px;
        margin: 0 var(--space-5) var(--space-4);
        padding: var(--space-4) var(--space-5) var(--space-5);
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-l);
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      h1,
      h2 {
        color: var(--ink);
        font-size: var(--text-l);
        font-weight: 650;
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 12px 0 14px;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 128px minmax(0, 1fr);
        gap: 2px 12px;
        align-items: center;
      }
      li .btn {
        justify-content: flex-start;
      }
      @media (max-width: 1000px) {
        :host {
          margin-inline: var(--space-4) var(--space-5);
        }
      }
      @media (max-width: 560px) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
        li .btn {
          justify-self: start;
        }
      }
    `,
  ];

  /** Where a new cell goes: after those that are there. */
  @property({ type: Number }) end = 0;

  #part(kind: NewCellKind, picture: IconName, what: string) {
    return html`<li>
      <button class="btn" @click=${() => this.dispatchEvent(new InsertCellIntent(this.end, kind))}>
        ${icon(picture)}${newCellName(kind)}
      </button>
      <span>${what}</span>
    </li>`;
  }

  override render() {
    return html`<section aria-labelledby="title">
      ${
        // Where no note has a heading, it is the page's own.
        this.end === 0
          ? html`<h1 id="title">${msg('Nothing to run yet')}</h1>`
          : html`<h2 id="title">${msg('Nothing to run yet')}</h2>`
      }
      <ul>
        ${this.#part('persona', 'persona', msg('Who answers: a system prompt. Several are compared.'))}
        ${this.#part('prompt', 'prompt', msg('What is asked, the same of everyone.'))}
        ${this.#part('matrix', 'matrix', msg('Who, on which models and at which temperatures. It runs when you press Run.'))}
      </ul>
      <button
        class="btn primary"
        @click=${() => this.dispatchEvent(new PasteCellsIntent(this.end, firstCellsText()))}
      >
        ${icon('plus')}${msg('All three, to write over')}
      </button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-empty-notebook': EmptyNotebookElement;
  }
}
