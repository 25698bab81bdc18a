import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { RequestCode } from '../../core/result-api.ts';
import type { CodeLanguage } from '../../core/request-code.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { copiedWords, copyText } from '../look/copy-text.ts';
import { icon } from '../look/icons.ts';

const LANGUAGES: [CodeLanguage, string][] = [
  ['curl', 'curl'],
  ['typescript', 'TypeScript'],
  ['python', 'Python'],
];

/** The language that was chosen last, on all of the page. */
let chosen: CodeLanguage = 'curl';

/** A request as a program to take elsewhere: it sends exactly what was sent here, with the key from the environment. */
@customElement('gamut-code')
@localized()
export class CodeViewElement extends LitElement {
  static override styles = [
    baseStyle,
    turningMarkStyle,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      pre {
        margin: 0;
        padding: 10px;
        border-radius: var(--radius);
        background: var(--sunken);
        font: var(--text-s) / 1.55 var(--font-mono);
        white-space: pre;
        overflow-x: auto;
        tab-size: 2;
      }
    `,
  ];

  /** null while it is read. */
  @property({ attribute: false }) code: RequestCode | null = null;
  @state() private language: CodeLanguage = chosen;
  /** Whether what was to be copied was; null before. */
  @state() private isCopied: boolean | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('code')) this.isCopied = null;
  }

  #choose(language: CodeLanguage): void {
    chosen = language;
    this.language = language;
    this.isCopied = null;
  }

  async #copy(text: string): Promise<void> {
    this.isCopied = await copyText(text);
  }

  override render() {
    const { code, language } = this;
    if (!code) return html`<p class="meta">${msg('Reading…')}</p>`;
    return html`<div class="bar">
        <div class="segments" role="group" aria-label=${msg('Language of the code')}>
          ${LANGUAGES.map(
            ([one, name]) =>
              html`<button
                class="btn"
                data-language=${one}
                aria-pressed=${one === language}
                @click=${() => this.#choose(one)}
              >
                ${name}
              </button>`,
          )}
        </div>
        <span class="space"></span>
        <button class="btn quiet" data-copy @click=${() => this.#copy(code[language])}>
          ${icon(this.isCopied ? 'check' : 'copy')}<span>${this.isCopied === null ? msg('Copy') : copiedWords(this.isCopied)}</span>
        </button>
      </div>
      <pre tabindex="0" lang="en" translate="no">${markedText(code[language])}</pre>
      ${language === 'curl' ? html`<p class="meta">${msg('For a POSIX shell (bash, zsh). The key stays in its environment variable.')}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-code': CodeViewElement;
  }
}
