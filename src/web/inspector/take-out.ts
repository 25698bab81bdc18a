import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { TokenLogprob } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { copiedWords, copyText } from '../look/copy-text.ts';
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

  /** What was to be copied just now, and whether it was. */
  @state() private copied: { what: 'text' | 'markdown'; isThere: boolean } | null = null;

  async #copy(what: 'text' | 'markdown'): Promise<void> {
    const { words } = this;
    const isThere = await copyText(what === 'text' ? words.text : toCardMarkdown(words));
    this.copied = { what, isThere };
    setTimeout(() => (this.copied = null), isThere ? 1500 : 4000);
  }

  async #savePicture(): Promise<void> {
    const { lookOf, toCardPicture } = await import('./card-picture.ts');
    const picture = await toCardPicture(this.words, this.tokens, lookOf(this));
    if (picture) saveFile(`${this.name}.png`, picture);
  }

  override render() {
    if (this.words.text === '') return nothing;
    const way = (what: 'text' | 'markdown', name: string) => {
      const copied = this.copied?.what === what ? this.copied : null;
      return html`<button class="btn quiet" data-copy=${what} @click=${() => this.#copy(what)}>
        ${icon(copied?.isThere ? 'check' : 'copy')}<span>${copied ? copiedWords(copied.isThere) : name}</span>
      </button>`;
    };
    return html`${way('text', msg('Copy'))} ${way('markdown', msg('Copy as Markdown'))}
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
