import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import './diff-pair.ts';

/** What differs between two answers of one's own choice, over the page. Escape closes it. */
@customElement('gamut-compare-dialog')
@localized()
export class CompareDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(1180px, calc(100vw - 24px));
      }
      gamut-diff-pair {
        padding: 14px 20px 20px;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  @state() private isOpen = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) a: TrialRow | null = null;
  @property({ attribute: false }) b: TrialRow | null = null;
  @property({ attribute: false }) names: readonly [string, string] = ['', ''];

  /** Opens it. */
  async show(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** Whose difference it is goes to the inspector, which the dialog would hide. */
  #onInspect(): void {
    this.dialog.close();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') event.stopPropagation();
  }

  override render() {
    const { a, b } = this;
    return html`<dialog aria-labelledby="title" @keydown=${this.#onKeyDown} @gamut-inspect=${this.#onInspect}
      @close=${() => (this.isOpen = false)}>
      <header>
        <h2 id="title">${msg('What differs between A and B')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      ${
        a && b && this.isOpen
          ? html`<gamut-diff-pair
              .results=${this.results}
              .base=${a}
              .other=${b}
              .names=${this.names}
              .letters=${['A', 'B'] as const}
            ></gamut-diff-pair>`
          : nothing
      }
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-compare-dialog': CompareDialogElement;
  }
}
