import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { localized } from '@lit/localize';
import { countGraphemes } from '../../core/grapheme.ts';
import { baseStyle } from './base-style.ts';
import { placeMenu } from './place-menu.ts';
import { toTextLanguage } from './text-language.ts';
import { charactersWords } from './count-words.ts';

/** A pointer that rests so long wants to know; one that passes does not. Keys that go on through buttons rest longer. */
const REST_MS = { pointer: 350, keys: 700 };
const HIDE_AFTER_MS = 220;
/** Texts longer than this say how long they are. */
const LONG = 200;

/** What stands behind a name. */
export interface TextHint {
  title: string;
  text: string;
}

/** The whole text behind a short name, where that is pointed at or has the focus. It can be moved onto; Escape takes it away. */
@customElement('gamut-text-hint')
@localized()
export class TextHintElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 0;
        width: min(440px, calc(100vw - 16px));
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
        line-height: 1.55;
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 10px;
        padding: 9px 12px 0;
      }
      b {
        flex: 1;
        min-width: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .text {
        max-height: min(44vh, 340px);
        overflow: auto;
        padding: 4px 12px 10px;
        color: var(--ink-2);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        scrollbar-width: thin;
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid;
        }
      }
    `,
  ];

  @query('.text') private body!: HTMLElement | null;
  @state() private hint: TextHint = { title: '', text: '' };
  #anchor: Element | null = null;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.setAttribute('role', 'dialog');
    this.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    this.addEventListener('pointerleave', () => this.hideSoon());
  }

  /** Shows what stands behind an element, once who is there rests. */
  point(anchor: Element, hint: TextHint, by: 'pointer' | 'keys'): void {
    clearTimeout(this.#timer);
    if (anchor === this.#anchor) return;
    this.#timer = window.setTimeout(() => void this.#show(anchor, hint), REST_MS[by]);
  }

  /** Hides it, unless the pointer comes onto it. */
  hideSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.hide(), HIDE_AFTER_MS);
  }

  /** Hides it now. */
  hide(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('keydown', this.#onKeyDown, true);
    for (const sign of ['wheel', 'pointerdown']) document.removeEventListener(sign, this.#onElsewhere, true);
    this.#anchor = null;
    if (this.isConnected && this.matches(':popover-open')) this.hidePopover();
  }

  async #show(anchor: Element, hint: TextHint): Promise<void> {
    if (!anchor.isConnected) return;
    this.#anchor = anchor;
    this.hint = hint;
    this.showPopover();
    document.addEventListener('keydown', this.#onKeyDown, true);
    for (const sign of ['wheel', 'pointerdown']) document.addEventListener(sign, this.#onElsewhere, true);
    await this.updateComplete;
    if (this.body) this.body.scrollTop = 0;
    if (anchor.isConnected) placeMenu(this, anchor);
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.composedPath().includes(this)) return;
    this.hide();
  };

  #onElsewhere = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.hide();
  };

  protected override updated(): void {
    this.setAttribute('aria-label', this.hint.title);
  }

  override render() {
    const { title, text } = this.hint;
    const length = countGraphemes(text);
    return html`<header>
        <b>${title}</b>
        <span class="meta num">${length > LONG ? charactersWords(length) : ''}</span>
      </header>
      <div class="text" tabindex="0" lang=${toTextLanguage(text) ?? nothing}>${text}</div>`;
  }
}

let onlyOne: TextHintElement | null = null;

/** The page's one hint; made when it is first needed. */
export function textHint(): TextHintElement {
  if (!onlyOne) {
    onlyOne = document.createElement('gamut-text-hint');
    document.body.append(onlyOne);
  }
  return onlyOne;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-text-hint': TextHintElement;
  }
}
