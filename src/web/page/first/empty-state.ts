import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../../look/base-style.ts';
import { icon } from '../../look/icons.ts';
import { CommandIntent } from '../../state/events.ts';
import { part } from '../../state/load-part.ts';
import type { Workspace } from '../../state/workspace.ts';
import { noNotebookStyle } from './no-notebook-style.ts';

const samples = part(() => import('./samples.ts'), { isSoon: false });

/** What stands where a notebook would be, while the folder has none: what this is, and three ways to begin. */
@customElement('gamut-empty')
@localized()
export class EmptyStateElement extends LitElement {
  static override styles = [
    baseStyle,
    noNotebookStyle,
    css`
      .lead {
        margin-bottom: 28px;
      }
      ul {
        display: grid;
        gap: var(--space-2);
      }
      button {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 14px;
        align-items: center;
        padding: 12px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      button:hover:not(:disabled) {
        border-color: var(--line-strong);
        background: var(--hover);
      }
      button .glyph {
        grid-row: 1 / 3;
        color: var(--accent);
      }
      button svg {
        width: 20px;
        height: 20px;
      }
      b {
        font-weight: 600;
      }
      small {
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      .note {
        margin-top: 20px;
        color: var(--ink-3);
        font-size: var(--text-m);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private isBusy = false;

  async #restore(): Promise<void> {
    this.isBusy = true;
    try {
      const { restoreSamples } = await samples.load();
      await restoreSamples(this.workspace);
    } finally {
      this.isBusy = false;
    }
  }

  override render() {
    const ask = (command: string) => this.dispatchEvent(new CommandIntent(command));
    return html`<h1>${msg('Compare prompts, personas and temperatures, side by side')}</h1>
      <p class="lead">
        ${msg('A notebook here holds personas, a prompt and a matrix of what to try. It is a Markdown file; the answers are kept beside it. There is none in this folder yet.')}
      </p>
      <ul>
        <li>
          <button ?disabled=${this.isBusy} @click=${() => void this.#restore()}>
            ${icon('note')}<b>${msg('Begin with the samples')}</b>
            <small>${msg('They run at once, without a key and for free.')}</small>
          </button>
        </li>
        <li>
          <button @click=${() => ask('new-notebook')}>
            ${icon('plus')}<b>${msg('New notebook')}</b>
            <small>${msg('With two personas and a prompt to write over.')}</small>
          </button>
        </li>
        <li>
          <button @click=${() => ask('import-notebooks')}>
            ${icon('upload')}<b>${msg('Import')}</b>
            <small>${msg('Choose *.gamut.md files, or drop them anywhere on this page.')}</small>
          </button>
        </li>
      </ul>
      <p class="note">${msg('A built-in toy model answers offline. Keys for real ones are set up under Providers.')}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-empty': EmptyStateElement;
  }
}
