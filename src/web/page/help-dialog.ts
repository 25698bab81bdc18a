import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';

/** Every key of the page, by where it works. */
@localized()
@customElement('gamut-help')
export class HelpDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(680px, calc(100vw - 32px));
        padding-bottom: 16px;
      }
      h3 {
        margin: 16px 20px 4px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(150px, max-content) minmax(0, 1fr);
        gap: 4px 18px;
        margin: 0 20px;
        font-size: var(--text-m);
      }
      dt {
        color: var(--ink-2);
        font-family: var(--font-mono);
        font-size: var(--text-s);
        line-height: 1.7;
      }
      dd {
        margin: 0;
      }
      p {
        margin: 14px 20px 0;
        font-size: var(--text-m);
        color: var(--ink-2);
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  /** Opens the dialog. */
  show(): void {
    this.dialog.showModal();
  }

  #keys(title: string, keys: [string, string][]) {
    return html`<h3>${title}</h3>
      <dl>${keys.map(([key, what]) => html`<dt>${key}</dt><dd>${what}</dd>`)}</dl>`;
  }

  override render() {
    const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
    return html`<dialog aria-labelledby="help-title" @click=${this.#onBackdrop}>
      <header>
        <h2 id="help-title">${msg('Keys')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      ${this.#keys(msg('Everywhere'), [
        [`${mod}+Enter`, msg('Run what is missing')],
        [`${mod}+S`, msg('Save now (it also saves itself)')],
        [`${mod}+.`, msg('Stop')],
      ])}
      ${this.#keys(msg('On a cell'), [
        ['Enter', msg('Edit; Esc goes back to the cell')],
        ['J K ↑ ↓', msg('Next and previous cell')],
        ['A  B', msg('Insert a cell above, below')],
        ['D D', msg('Delete')],
        ['Z  ⇧Z', msg('Undo, redo, over all cells')],
        [`${mod}+⇧+↑ ↓`, msg('Move the cell')],
        ['O', msg('Fold')],
        ['?', msg('These keys')],
      ])}
      ${this.#keys(msg('In the results'), [
        ['↑ ↓ ← →', msg('Go from answer to answer')],
        ['Enter', msg('Inspect')],
        ['T', msg('Token colours')],
        ['N  ⇧N', msg('Next and previous surprising token')],
      ])}
      <p><a href="/api/docs" target="_blank" rel="noopener">${msg('The HTTP API')}</a></p>
    </dialog>`;
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-help': HelpDialogElement;
  }
}
