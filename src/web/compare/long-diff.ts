import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg } from '@lit/localize';
import { toDiffBlocks, type DiffBlock } from './diff-blocks.ts';
import { diffPart, diffStyle } from './diff-part.ts';
import type { DiffPart } from '../../core/text-diff.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { baseStyle } from '../look/base-style.ts';

// It stands in boxes that scroll by themselves, which only `scrollMargin` reaches.
const MARGINS: IntersectionObserverInit & { scrollMargin: string } = {
  rootMargin: '1200px',
  scrollMargin: '1200px',
};
/** Characters in a line, about, and the height of one: how high a block is before it is laid out, in em. */
const LINE = { side: 62, inline: 120, height: 1.6 };

/**
 * A difference by words that is too long to be laid out at once: only its blocks in sight are, each as it is, nothing cut. A
 * block that was laid out keeps its height when it goes. To print, all of them are.
 */
@customElement('gamut-long-diff')
@localized()
export class LongDiffElement extends LitElement {
  static override styles = [
    baseStyle,
    diffStyle,
    css`
      :host {
        display: block;
      }
      .block {
        display: grid;
        gap: 0 18px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .block.side {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      @container pair (max-width: 560px) {
        .block.side {
          grid-template-columns: minmax(0, 1fr);
          row-gap: 8px;
          padding-block: 6px;
        }
        .block.side + .block.side {
          border-top: 1px solid var(--line);
        }
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly DiffPart[] = [];
  @property() layout: 'inline' | 'side' = 'inline';

  @state() private near: ReadonlySet<number> = new Set();
  #blocks: DiffBlock[] = [];
  #heights = new Map<number, number>();
  readonly #observed = new Set<Element>();
  readonly #watch = new IntersectionObserver((entries) => this.#onSight(entries), MARGINS);
  readonly #beforePrint = (): void => {
    this.near = new Set(this.#blocks.keys());
    this.performUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.#beforePrint);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.#beforePrint);
    this.#watch.disconnect();
    this.#observed.clear();
  }

  #onSight(entries: readonly IntersectionObserverEntry[]): void {
    const near = new Set(this.near);
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const index = Number((target as HTMLElement).dataset['block']);
      if (isIntersecting) near.add(index);
      else if (near.delete(index)) this.#heights.set(index, boundingClientRect.height);
    }
    this.near = near;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('parts')) {
      this.#blocks = toDiffBlocks(this.parts);
      this.near = new Set([0]);
    }
    if (changed.has('parts') || changed.has('layout')) this.#heights.clear();
  }

  protected override updated(): void {
    for (const block of this.renderRoot.querySelectorAll('.block')) {
      if (this.#observed.has(block)) continue;
      this.#observed.add(block);
      this.#watch.observe(block);
    }
  }

  /** How high a block is while nothing of it is laid out. */
  #room(block: DiffBlock, index: number): string {
    const height = this.#heights.get(index);
    if (height !== undefined) return `${height}px`;
    const isSide = this.layout === 'side';
    const length = isSide ? Math.max(block.removed, block.added) : block.removed + block.added;
    return `${Math.ceil(length / (isSide ? LINE.side : LINE.inline)) * LINE.height}em`;
  }

  #text(parts: readonly DiffPart[]) {
    const isRightToLeft = parts.some(({ text }) => hasRightToLeft(text));
    return html`<div class="text" ?data-rtl=${isRightToLeft}>${parts.map(diffPart)}</div>`;
  }

  #side({ parts }: DiffBlock, kind: 'removed' | 'added') {
    const shown = parts.filter((part) => part.kind === 'same' || part.kind === kind);
    return this.#text(shown);
  }

  #block = (block: DiffBlock, index: number) => {
    const isNear = this.near.has(index);
    const room = isNear ? {} : { minHeight: this.#room(block, index) };
    return html`<div class="block ${this.layout}" data-block=${index} style=${styleMap(room)}>
      ${
        !isNear
          ? null
          : this.layout === 'side'
            ? [this.#side(block, 'removed'), this.#side(block, 'added')]
            : this.#text(block.parts)
      }
    </div>`;
  };

  override render() {
    return html`<div role="group" aria-label=${msg('What differs')}>
      ${repeat(this.#blocks, (_, index) => index, this.#block)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-long-diff': LongDiffElement;
  }
}
