import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import './text-diff.ts';

/** Two texts and what they are. */
export interface Difference {
  title: string;
  before: string;
  now: string;
}

/** What differs between two notebooks' texts, in a dialog. */
@customElement('gamut-difference')
@localized()
export class DifferenceDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(860px, calc(100vw - 32px));
      }
      .body {
        padding: 14px 20px 20px;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @property({ attribute: false }) difference: Difference = { title: '', before: '', now: '' };

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  override render() {
    const { title, before, now } = this.difference;
    return html`<dialog
      aria-labelledby="difference-title"
      @click=${this.#onBackdrop}
      @close=${() => this.remove()}
    >
      <header>
        <h2 id="difference-title">${title}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        <gamut-text-diff unit="lines" .textBefore=${before} .textNow=${now}></gamut-text-diff>
      </div>
    </dialog>`;
  }
}

/** Shows what differs between two texts; the dialog goes when it is closed. */
export function showDifference(host: LitElement, difference: Difference): void {
  const dialog = document.createElement('gamut-difference');
  dialog.difference = difference;
  host.renderRoot.append(dialog);
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-difference': DifferenceDialogElement;
  }
}
