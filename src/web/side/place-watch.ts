/** Below the top edge of what is seen: a cell that has come so far up is the one that is read. Pixels. */
const LINE = 48;

/** What ends going somewhere: arriving, or taking the page in hand. */
const ENDS = ['scrollend', 'wheel', 'touchstart', 'pointerdown'] as const;

/** Tells which cell a reader is at, as they scroll. */
export class PlaceWatch {
  readonly #tell: (index: number) => void;
  #view: HTMLElement | null = null;
  #scroller: HTMLElement | null = null;
  #isAsked = false;
  /** While the page scrolls to where somebody went, what it passes is not where they are. */
  #isHeld = false;

  constructor(tell: (index: number) => void) {
    this.#tell = tell;
  }

  /** Watches the cells of another view; null for none. */
  watch(view: HTMLElement | null): void {
    if (view === this.#view) return;
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    for (const type of ENDS) this.#scroller?.removeEventListener(type, this.#onEnd);
    this.#view = view;
    this.#scroller = view?.closest('main') ?? null;
    this.#scroller?.addEventListener('scroll', this.#onScroll, { passive: true });
    for (const type of ENDS) this.#scroller?.addEventListener(type, this.#onEnd, { passive: true });
    this.#isHeld = false;
    if (view) this.#onScroll();
  }

  /** The reader has gone somewhere: until the page has come to rest, that is where they are. */
  hold(): void {
    this.#isHeld = true;
    // Where nothing needs to scroll, nothing comes to rest.
    const top = this.#scroller?.scrollTop;
    setTimeout(() => {
      if (this.#scroller?.scrollTop === top) this.#isHeld = false;
    }, 300);
  }

  #onEnd = (): void => {
    this.#isHeld = false;
  };

  #onScroll = (): void => {
    if (this.#isAsked || this.#isHeld) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      if (!this.#isHeld) this.#look();
    });
  };

  #look(): void {
    const scroller = this.#scroller;
    const items = [...(this.#view?.shadowRoot?.querySelectorAll<HTMLElement>('li[data-cell]') ?? [])];
    if (!scroller || items.length === 0) return;
    const isAtEnd =
      scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    const { top, bottom } = scroller.getBoundingClientRect();
    const line = isAtEnd ? bottom - 1 : top + Math.min(LINE, (bottom - top) / 3);
    // They stand in order: halves are enough.
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((items[middle]?.getBoundingClientRect().top ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    this.#tell(Number(items[low]?.dataset['cell'] ?? 0));
  }
}
