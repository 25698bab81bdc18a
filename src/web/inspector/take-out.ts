import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { TokenLogprob } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { saveFile } from '../look/save-file.ts';
import { toCardMarkdown, type CardWords } from './card-markdown.ts';

/** The ways out for one result: its text, the same as Markdown with what it was made by, and a picture. */
@customElement('gamut-take-out')
@localized()
export class TakeOutElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 4px;
        margin-top: 8px;
      }
      .btn {
        height: 26px;
        padding: 0 8px;
        gap: 5px;
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) words!: CardWords;
  /** What the picture is painted with; null for plain text. */
  @property({ attribute: false }) tokens: readonly TokenLogprob[] | null = null;
  /** Name of the picture's file, without an ending. */
  @property() name = 'gamut';

  @state() private copied: 'text' | 'markdown' | null = null;

  async #copy(what: 'text' | 'markdown'): Promise<void> {
    const { words } = this;
    await navigator.clipboard.writeText(what === 'text' ? words.text : toCardMarkdown(words));
    this.copied = what;
    setTimeout(() => (this.copied = null), 1500);
  }

  async #savePicture(): Promise<void> {
    const { lookOf, toCardPicture } = await import('./card-picture.ts');
    const picture = await toCardPicture(this.words, this.tokens, lookOf(this));
    if (picture) saveFile(`${this.name}.png`, picture);
  }

  override render() {
    if (this.words.text === '') return nothing;
    const isCopied = (what: 'text' | 'markdown') => this.copied === what;
    return html`<button class="btn quiet" data-copy="text" @click=${() => this.#copy('text')}>
        ${icon(isCopied('text') ? 'check' : 'copy')}<span>${isCopied('text') ? msg('Copied') : msg('Copy')}</span>
      </button>
      <button class="btn quiet" data-copy="markdown" @click=${() => this.#copy('markdown')}>
        ${icon(isCopied('markdown') ? 'check' : 'copy')}<span
          >${isCopied('markdown') ? msg('Copied') : msg('Copy as Markdown')}</span
        >
      </button>
      <button class="btn quiet" data-picture @click=${this.#savePicture}>
        ${icon('download')}<span>${msg('Picture (PNG)')}</span>
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-take-out': TakeOutElement;
  }
}
