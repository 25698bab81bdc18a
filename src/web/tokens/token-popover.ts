import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import {
  alternativesOf,
  entropyBoundBits,
  isKnownLogprob,
  othersMass,
  probability,
  rankOf,
  surprisalBits,
} from '../../core/logprob.ts';
import type { Piece } from '../../core/piece.ts';
import type { LogprobsKind, TokenLogprob } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { popoverStyle } from '../look/popover-style.ts';
import { percentLabel, tokenLabel } from './token-label.ts';

const SHOW_AFTER_MS = 90;
const HIDE_AFTER_MS = 220;
const GAP = 6;

/** The place of a response that is pointed at. */
export interface PointedToken {
  owner: Element;
  element: HTMLElement;
  piece: Piece;
  /** The tokens that made the piece: several where a character was split over them. */
  tokens: TokenLogprob[];
  kind: LogprobsKind | null;
}

let onlyOne: TokenPopoverElement | null = null;

/** The page's one token popover; made when it is first needed. */
export function tokenPopover(): TokenPopoverElement {
  if (!onlyOne) {
    onlyOne = document.createElement('gamut-token-popover');
    document.body.append(onlyOne);
  }
  return onlyOne;
}

/**
 * What could have stood in a token's place: rank, probability, surprisal and the alternatives as bars. It can be moved
 * onto with the pointer, and Escape takes it away.
 */
@customElement('gamut-token-popover')
@localized()
export class TokenPopoverElement extends LitElement {
  static override styles = [baseStyle, popoverStyle];

  @query('section') private firstSection!: HTMLElement | null;
  @state() private pointed: PointedToken | null = null;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.setAttribute('role', 'dialog');
    this.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    this.addEventListener('pointerleave', () => this.#hideSoon());
    this.addEventListener('scroll', (event) => event.stopPropagation());
  }

  /** Shows a token: at once for the keyboard, a moment later for a pointer that may only be passing. */
  point(pointed: PointedToken, by: 'pointer' | 'keys'): void {
    if (this.pointed?.element === pointed.element && this.matches(':popover-open')) {
      clearTimeout(this.#timer);
      return;
    }
    clearTimeout(this.#timer);
    if (by === 'keys') void this.#show(pointed);
    else this.#timer = window.setTimeout(() => void this.#show(pointed), SHOW_AFTER_MS);
  }

  /** Hides soon, unless the pointer comes onto the popover or another token. */
  leave(owner: Element): void {
    if (this.pointed && this.pointed.owner !== owner) return;
    this.#hideSoon();
  }

  #hideSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.hide(), HIDE_AFTER_MS);
  }

  /** Hides now. */
  hide(): void {
    clearTimeout(this.#timer);
    document.removeEventListener('keydown', this.#onKeyDown, true);
    document.removeEventListener('scroll', this.#onScroll, true);
    this.pointed = null;
    if (this.isConnected && this.matches(':popover-open')) this.hidePopover();
  }

  async #show(pointed: PointedToken): Promise<void> {
    if (!pointed.element.isConnected) return;
    this.pointed = pointed;
    if (!this.matches(':popover-open')) {
      this.showPopover();
      document.addEventListener('keydown', this.#onKeyDown, true);
      document.addEventListener('scroll', this.#onScroll, true);
    }
    await this.updateComplete;
    this.#place(pointed.element);
  }

  #place(element: HTMLElement): void {
    const anchor = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const { width, height } = this.getBoundingClientRect();
    const below = anchor.bottom + GAP;
    const fitsBelow = below + height <= innerHeight - GAP;
    const top = fitsBelow ? below : Math.max(GAP, anchor.top - GAP - height);
    const left = Math.max(GAP, Math.min(anchor.left - 12, innerWidth - width - GAP));
    Object.assign(this.style, { top: `${top}px`, left: `${left}px` });
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.hide();
  };

  #onScroll = (event: Event): void => {
    // A streaming card follows its text: only what carries the token away hides it.
    if (event.composedPath()[0] !== this && !this.pointed?.element.isConnected) this.hide();
    else if (this.pointed && event.composedPath()[0] !== this) this.#place(this.pointed.element);
  };

  protected override updated(): void {
    this.setAttribute('aria-label', msg('Alternatives of the token'));
    if (this.firstSection) this.scrollTop = 0;
  }

  #token(token: TokenLogprob, place: string) {
    const rank = rankOf(token);
    const entropy = entropyBoundBits(token);
    const others = othersMass(token);
    const lines = alternativesOf(token);
    const isKnown = isKnownLogprob(token.logprob);
    return html`<section>
      <div class="head">
        <span class="mono">${tokenLabel(token)}</span><span class="meta num">${place}</span>
      </div>
      <div class="figures num">
        ${rank === null ? nothing : html`<span>${msg(str`rank ${rank}`)}</span>`}
        ${
          isKnown
            ? html`<span>${percentLabel(probability(token.logprob))}</span>
                <span>${msg(str`${surprisalBits(token.logprob).toFixed(2)} bits`)}</span>`
            : html`<span>${msg('probability unknown')}</span>`
        }
        ${entropy === null ? nothing : html`<span>${msg(str`entropy ≥ ${entropy.toFixed(2)}`)}</span>`}
      </div>
      ${
        token.top.length === 0
          ? html`<p class="meta">${msg('The server sent no alternatives.')}</p>`
          : html`<ol>
              ${lines.map(
                (line) =>
                  html`<li class=${line.isChosen ? 'chosen' : ''} title=${line.isChosen ? msg('chosen') : ''}>
                    ${
                      line.isChosen
                        ? html`<span class="mark" aria-hidden="true">›</span>`
                        : html`<span class="meta num">${line.rank}</span>`
                    }
                    <span class="mono">${tokenLabel(line)}</span>
                    ${bar(line.probability)}
                    <span class="percent num"
                      >${percentLabel(line.probability)}${
                        line.isChosen ? html`<span class="sr-only"> (${msg('chosen')})</span>` : nothing
                      }</span
                    >
                  </li>`,
              )}
              ${
                others === null
                  ? nothing
                  : html`<li class="others">
                      <span></span><span class="meta">${msg('others')}</span>${bar(others)}
                      <span class="percent num meta">${percentLabel(others)}</span>
                    </li>`
              }
            </ol>`
      }
    </section>`;
  }

  override render() {
    const { pointed } = this;
    if (!pointed) return nothing;
    const { piece, tokens, kind } = pointed;
    // The numbers that they have in the table of all tokens and in the CSV.
    const numbers = piece.tokenIndexes.map((at) => `#${at + 1}`);
    return html`${
      tokens.length > 1
        ? html`<section>
              <div class="head">
                <span class="mono">${tokenLabel({ token: piece.text, bytes: null })}</span
                ><span class="meta num">${numbers[0]}–${numbers.at(-1)}</span>
              </div>
              <div class="figures num">
                <span>${msg(str`made of ${tokens.length} tokens`)}</span>
                ${
                  piece.surprisalBits === null
                    ? nothing
                    : html`<span>${percentLabel(2 ** -piece.surprisalBits)}</span
                        ><span>${msg(str`${piece.surprisalBits.toFixed(2)} bits`)}</span>`
                }
              </div>
            </section>`
        : nothing
    }
      ${tokens.map((token, index) => this.#token(token, numbers[index] ?? ''))}
      <footer class="meta">${kindSentence(kind)}</footer>`;
  }
}

function bar(share: number) {
  const width = `${Math.min(100, share * 100).toFixed(2)}%`;
  return html`<span class="bar" aria-hidden="true"><i style=${styleMap({ width })}></i></span>`;
}

/** What a server's probabilities are of, in a sentence. */
export function kindSentence(kind: LogprobsKind | null): string {
  switch (kind) {
    case 'raw':
      return msg('The model’s own probabilities, before temperature.');
    case 'sampled':
      return msg('Probabilities after temperature: what was drawn from.');
    case 'unknown':
    case null:
      return msg('The server does not say whether temperature is in these probabilities.');
    default:
      kind satisfies never;
      return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-token-popover': TokenPopoverElement;
  }
}
