import type { LitElement, ReactiveController } from 'lit';

/** Where it is kept between visits that a part of the side panel is folded. */
const keyOf = (name: string): string => `gamut.side-folded ${name}`;

/**
 * A part of the side panel under a heading that folds it, with a box that scrolls: `.scroll`. What is current in it is brought
 * into sight when the box is, be it unfolded or the whole panel shown, and stays in sight when the box becomes lower.
 */
export class Pane implements ReactiveController {
  readonly #host: LitElement;
  readonly #name: string;
  #isOpen: boolean;
  #box: Element | null = null;
  /** How high the box was last, in px. */
  #height = 0;
  #watch: ResizeObserver | null = null;

  constructor(host: LitElement, name: string) {
    this.#host = host;
    this.#name = name;
    this.#isOpen = localStorage.getItem(keyOf(name)) === null;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Shows its content, or hides it. */
  fold(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    if (isOpen) localStorage.removeItem(keyOf(this.#name));
    else localStorage.setItem(keyOf(this.#name), '1');
    this.#host.requestUpdate();
  }

  get #current(): Element | null {
    return this.#box?.querySelector('[aria-current]:not([aria-current="false"])') ?? null;
  }

  /** Brings what is current into sight, moving only the box. */
  reveal(): void {
    this.#current?.scrollIntoView({ block: 'nearest' });
  }

  hostUpdated(): void {
    const box = this.#host.renderRoot.querySelector('.scroll');
    if (box === this.#box) return;
    this.#watch ??= new ResizeObserver(this.#onSize);
    this.#watch.disconnect();
    this.#box = box;
    this.#height = 0;
    if (box) this.#watch.observe(box);
  }

  hostDisconnected(): void {
    this.#watch?.disconnect();
    this.#box = null;
  }

  #onSize = (): void => {
    const box = this.#box?.getBoundingClientRect();
    const item = this.#current?.getBoundingClientRect();
    if (!box) return;
    const was = this.#height;
    this.#height = box.height;
    if (!item || box.height === 0) return;
    const wasSeen = item.top >= box.top - 1 && item.bottom <= box.top + was + 1;
    if (was === 0 || (box.height < was && wasSeen)) this.reveal();
  };
}
