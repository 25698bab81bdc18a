import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { appendPieces, toPieces, type Piece } from '../../core/piece.ts';
import { rankOf } from '../../core/logprob.ts';
import type { LogprobsKind, TokenLogprob } from '../../core/trial.ts';
import { heatStyle } from './heat-style.ts';
import { toChord } from '../keys/chord.ts';
import { KeyReader } from '../keys/key-map.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { turnsText } from '../../core/turning.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { toMarkedNodes, turningMarkStyle } from '../look/turning-mark.ts';
import { firstPieces, nextPeak, toSegments, type Segment } from './token-segments.ts';
import { percentLabel, tokenLabel } from './token-label.ts';
import { BlockWriter, LONG_TEXT, toBlock } from './text-blocks.ts';
import { leaveTokens, pointAtToken } from './token-pointing.ts';

/** Elements that are made in one frame. */
const MOST_AT_ONCE = 3000;

/** Elements in a block of a long text: it ends with a line once it has some, and at last without one. */
const FEW_IN_BLOCK = 300;
const MOST_IN_BLOCK = 4000;

/** Paints only what is near the window: thousands of tokens may be on the page. */
const nearWindow = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) (target as TokenTextElement).paint();
  },
  { rootMargin: '200px' },
);

/**
 * A response's text, plain or painted by surprisal. It is written by {@link show}, so that a stream costs one DOM write
 * a frame; copying it gives the response exactly. Tokens are looked at with the pointer, or one by one with the arrow
 * keys once it has the focus (n and N go to the next and the last peak).
 */
@customElement('gamut-token-text')
@localized()
export class TokenTextElement extends LitElement {
  static override styles = [
    heatStyle,
    turningMarkStyle,
    css`
      :host {
        display: block;
      }
      div {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        outline: none;
      }
      div:lang(ko) {
        word-break: keep-all;
      }
      /* Of a long text what is in sight is laid out, the rest once it comes there. */
      p {
        margin: 0;
        content-visibility: auto;
        contain-intrinsic-height: auto 200lh;
      }
      div:focus-visible {
        box-shadow: var(--text-ring, 0 0 0 2px var(--accent));
        border-radius: 2px;
      }
      span[data-i]:hover:not([data-to]),
      span:focus {
        outline: 1.5px solid var(--ink-2);
        outline-offset: 0;
      }
      @media (forced-colors: active) {
        span[data-bin]:not([data-bin='0']) {
          forced-color-adjust: none;
          background: Canvas;
          color: CanvasText;
        }
      }
    `,
  ];

  #text = '';
  #most = Infinity;
  #tokens: readonly TokenLogprob[] | null = null;
  #kind: LogprobsKind | null = null;
  #keys = new KeyReader('tokens');
  #pieces: Piece[] = [];
  /** The pieces that the elements stand for. */
  #written: readonly Piece[] = [];
  #segments: { segment: Segment; element: HTMLElement }[] = [];
  #plain: Text | null = null;
  /** A plain text with marks in it. */
  #marked: string | null = null;
  /** What writes a long text. */
  #blocks: BlockWriter | null = null;
  #isNear = false;
  /** The frame at which more of a long text is painted. */
  #more = 0;
  #current = -1;

  @query('div') private box!: HTMLElement | null;

  /** 0 lets the Tab key reach it. */
  @property({ type: Number }) tabStop: 0 | -1 = -1;

  override connectedCallback(): void {
    super.connectedCallback();
    nearWindow.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    nearWindow.unobserve(this);
    leaveTokens(this);
  }

  override firstUpdated(): void {
    this.#write();
  }

  /** Shows a text, or only so many of its characters; painted, where its tokens are given. A text that only grew is added
   * to. */
  show(
    text: string,
    tokens: readonly TokenLogprob[] | null,
    kind: LogprobsKind | null,
    { most = Infinity }: { most?: number } = {},
  ): void {
    const grew = tokens !== null && tokens === this.#tokens && text.startsWith(this.#text);
    if (tokens !== null)
      this.#pieces = grew ? appendPieces(this.#pieces, text, tokens) : toPieces(text, tokens);
    this.#text = text;
    this.#most = most;
    this.#tokens = tokens;
    this.#kind = kind;
    this.#write();
  }

  /** Called when it has come near the window. */
  paint(): void {
    nearWindow.unobserve(this);
    this.#isNear = true;
    if (this.#tokens) this.#write();
  }

  #write(): void {
    if (!this.box) return;
    const language = toTextLanguage(this.#text);
    if (language === null) this.box.removeAttribute('lang');
    else if (this.box.lang !== language) this.box.lang = language;
    this.box.toggleAttribute('data-rtl', hasRightToLeft(this.#text));
    if (this.#tokens && this.#isNear) this.#writePieces(this.box);
    else this.#writePlain(this.box);
  }

  #writePlain(box: HTMLElement): void {
    this.#goOn(box, false);
    const text = this.#text.slice(0, this.#most);
    if (text.length > LONG_TEXT) {
      if (!this.#blocks) this.#segments = [];
      this.#plain = this.#marked = null;
      this.#blocks ??= new BlockWriter(box);
      this.#blocks.write(text);
      return;
    }
    this.#blocks = null;
    const shown = this.#plain?.data ?? '';
    if (text === (this.#marked ?? (this.#plain && shown))) return;
    const grown = text.startsWith(shown) ? text.slice(shown.length) : null;
    if (turnsText(grown ?? text)) {
      this.#segments = [];
      this.#plain = null;
      this.#marked = text;
      box.replaceChildren(...toMarkedNodes(text));
      return;
    }
    this.#marked = null;
    if (!this.#plain) {
      this.#segments = [];
      box.replaceChildren((this.#plain = document.createTextNode(text)));
    } else if (grown !== null) this.#plain.appendData(grown);
    else this.#plain.data = text;
  }

  #writePieces(box: HTMLElement, atOnce = MOST_AT_ONCE): void {
    if (this.#plain || this.#marked !== null || this.#blocks) {
      if (this.#blocks) box.style.minHeight = `${box.offsetHeight}px`;
      this.#plain = this.#marked = this.#blocks = null;
      this.#written = [];
      box.replaceChildren();
    }
    const pieces = firstPieces(this.#pieces, this.#most);
    let same = 0;
    while (same < pieces.length && pieces[same] === this.#written[same]) same++;
    let kept = this.#segments.findIndex(({ segment }) => segment.to > same);
    if (kept < 0) kept = this.#segments.length;
    // A run that ends where the new text begins goes on into it.
    if (this.#segments[kept - 1]?.segment.bin === 0) kept--;
    for (const { element } of this.#segments.splice(kept)) element.remove();
    const start = this.#segments.at(-1)?.segment.to ?? 0;
    const segments = toSegments(pieces, start);
    const fresh = segments.slice(0, atOnce).map((segment) => ({
      segment,
      element: toElement(segment),
    }));
    if (this.#text.length > LONG_TEXT) this.#appendInBlocks(box, fresh);
    else box.append(...fresh.map(({ element }) => element));
    for (const one of fresh) this.#segments.push(one);
    this.#written = pieces;
    this.#goOn(box, segments.length > fresh.length);
  }

  /** Writes the rest at the next frame, where there is one. Until all is written the text keeps the room that it had. */
  #goOn(box: HTMLElement, hasMore: boolean): void {
    cancelAnimationFrame(this.#more);
    this.#more = hasMore ? requestAnimationFrame(() => this.isConnected && this.#write()) : 0;
    if (!hasMore) box.style.minHeight = '';
  }

  /** Of a long text the elements stand in blocks, which end where lines do. */
  #appendInBlocks(box: HTMLElement, fresh: readonly { segment: Segment; element: HTMLElement }[]): void {
    let block = box.lastElementChild?.localName === 'p' ? box.lastElementChild : null;
    for (const { segment, element } of fresh) {
      const count = block?.childElementCount ?? 0;
      const isLineEnd = block?.lastElementChild?.textContent.endsWith('\n') === true;
      if (!block || count >= MOST_IN_BLOCK || (count >= FEW_IN_BLOCK && isLineEnd && segment.text !== '\n'))
        box.append((block = toBlock()));
      block.append(element);
    }
  }

  /** The element of one piece alone, cut out of a merged run where it is in one. */
  #elementOf(index: number): HTMLElement | null {
    const at = this.#segments.findIndex(({ segment }) => segment.from <= index && index < segment.to);
    const found = this.#segments[at];
    if (!found) return null;
    const { segment, element } = found;
    if (segment.to - segment.from === 1) return element;
    const parts = [
      [segment.from, index],
      [index, index + 1],
      [index + 1, segment.to],
    ].flatMap(([from = 0, to = 0]) => {
      if (from === to) return [];
      const text = this.#pieces
        .slice(from, to)
        .map((piece) => piece.text)
        .join('');
      const part = { from, to, bin: segment.bin, text, turns: false };
      return [{ segment: part, element: toElement(part) }];
    });
    element.replaceWith(...parts.map((part) => part.element));
    this.#segments.splice(at, 1, ...parts);
    return parts.find((part) => part.segment.from === index)?.element ?? null;
  }

  /** Which piece of a merged run lies under the pointer. */
  #pieceAt(
    { segment, element }: { segment: Segment; element: HTMLElement },
    x: number,
    y: number,
  ): number | null {
    const node = element.firstChild;
    if (!node) return null;
    const range = document.createRange();
    let offset = 0;
    for (let index = segment.from; index < segment.to; index++) {
      const length = this.#pieces[index]?.text.length ?? 0;
      range.setStart(node, offset);
      range.setEnd(node, offset + length);
      offset += length;
      for (const rect of range.getClientRects()) {
        if (x >= rect.left && x < rect.right && y >= rect.top && y < rect.bottom) return index;
      }
    }
    return null;
  }

  #onPointerMove(event: PointerEvent): void {
    if (event.buttons !== 0 || !this.#tokens) return;
    const element = (event.target as Element).closest<HTMLElement>('span[data-i]');
    const found = this.#segments.find((segment) => segment.element === element);
    if (!found) {
      leaveTokens(this);
      return;
    }
    const { segment } = found;
    const index =
      segment.to - segment.from === 1 ? segment.from : this.#pieceAt(found, event.clientX, event.clientY);
    if (index === null) return;
    const own = this.#elementOf(index);
    if (own) this.#point(index, own, 'pointer');
  }

  #point(index: number, element: HTMLElement, by: 'pointer' | 'keys'): void {
    const piece = this.#pieces[index];
    if (!piece || !this.#tokens || piece.tokenIndexes.length === 0) {
      leaveTokens(this);
      return;
    }
    const tokens = piece.tokenIndexes.flatMap((at) => this.#tokens?.[at] ?? []);
    pointAtToken({ owner: this, element, piece, tokens, kind: this.#kind }, by);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (!this.#tokens) return;
    const key = toChord(event);
    const command = this.#keys.read(event);
    const last = this.#pieces.length - 1;
    let to: number | null = null;
    if (key === 'ArrowRight') to = Math.min(last, this.#current + 1);
    else if (key === 'ArrowLeft') to = Math.max(0, this.#current - 1);
    else if (key === 'Home') to = 0;
    else if (key === 'End') to = last;
    else if (command === 'tokens-next-peak') to = nextPeak(this.#pieces, this.#current, 1);
    else if (command === 'tokens-previous-peak') to = nextPeak(this.#pieces, this.#current, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (to !== null) this.#focusPiece(to);
  }

  #focusPiece(index: number): void {
    if (this.#more !== 0 && this.box) this.#writePieces(this.box, Infinity);
    const element = this.#elementOf(index);
    const piece = this.#pieces[index];
    if (!element || !piece) return;
    this.#current = index;
    element.tabIndex = -1;
    // A plain span may have no name; while it has the focus it is a thing that can be looked at.
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', this.#labelOf(piece));
    element.addEventListener(
      'blur',
      () => {
        for (const name of ['role', 'aria-label', 'tabindex']) element.removeAttribute(name);
        leaveTokens(this);
      },
      { once: true },
    );
    element.focus();
    this.#point(index, element, 'keys');
  }

  #labelOf(piece: Piece): string {
    const first = this.#tokens?.[piece.tokenIndexes[0] ?? -1];
    const name = tokenLabel({ token: piece.text, bytes: null });
    if (!first || piece.surprisalBits === null) return msg(str`${name}, probability unknown`);
    const percent = percentLabel(2 ** -piece.surprisalBits);
    const bits = piece.surprisalBits.toFixed(2);
    const rank = piece.tokenIndexes.length === 1 ? rankOf(first) : null;
    return rank === null
      ? msg(str`${name}, ${percent}, ${bits} bits`)
      : msg(str`${name}, rank ${rank}, ${percent}, ${bits} bits`);
  }

  override render() {
    return html`<div
      part="text"
      tabindex=${this.tabStop}
      @pointermove=${this.#onPointerMove}
      @pointerleave=${() => leaveTokens(this)}
      @keydown=${this.#onKeyDown}
    ></div>`;
  }
}

function toElement({ from, to, bin, text, turns }: Segment): HTMLElement {
  const element = document.createElement('span');
  element.dataset['i'] = String(from);
  if (to - from > 1) element.dataset['to'] = String(to);
  element.dataset['bin'] = String(bin);
  if (turns) element.append(...toMarkedNodes(text));
  else element.textContent = text;
  return element;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-token-text': TokenTextElement;
  }
}
