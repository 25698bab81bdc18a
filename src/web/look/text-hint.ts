import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { part } from '../state/load-part.ts';
import type { TextHint, TextHintElement } from './text-hint-popover.ts';

const popover = part(() => import('./text-hint-popover.ts'));

/** What is pointed at; null where that has been left. */
let pointed: Element | null = null;

function point(anchor: Element, hint: TextHint, by: 'pointer' | 'keys'): void {
  pointed = anchor;
  void popover.need().then(({ textHint }) => {
    if (pointed === anchor) textHint().point(anchor, hint, by);
  });
}

function leave(hide: (shown: TextHintElement) => void): void {
  if (!pointed) return;
  pointed = null;
  if (popover.isHere) void popover.need().then(({ textHint }) => hide(textHint()));
}

/**
 * Tells what stands behind the elements of a host that a selector finds: when one is pointed at or reached by keys. `hintOf`
 * gives null where there is no more to it than is seen.
 */
export class TextHints implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #selector: string;
  readonly #hintOf: (element: HTMLElement) => TextHint | null;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    selector: string,
    hintOf: (element: HTMLElement) => TextHint | null,
  ) {
    this.#host = host;
    this.#selector = selector;
    this.#hintOf = hintOf;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerover', this.#onPoint);
    this.#host.addEventListener('focusin', this.#onPoint);
    for (const sign of ['pointerout', 'focusout']) this.#host.addEventListener(sign, this.#onLeave);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerover', this.#onPoint);
    this.#host.removeEventListener('focusin', this.#onPoint);
    for (const sign of ['pointerout', 'focusout']) this.#host.removeEventListener(sign, this.#onLeave);
    leave((shown) => shown.hide());
  }

  #find(event: Event): HTMLElement | null {
    const [target] = event.composedPath();
    return target instanceof Element ? target.closest<HTMLElement>(this.#selector) : null;
  }

  #onPoint = (event: Event): void => {
    // A finger that presses wants what it presses.
    if (event instanceof PointerEvent && event.pointerType !== 'mouse') return;
    const element = this.#find(event);
    const isByKeys = event.type === 'focusin';
    if (!element || (isByKeys && !element.matches(':focus-visible'))) return;
    const hint = this.#hintOf(element);
    if (hint) point(element, hint, isByKeys ? 'keys' : 'pointer');
  };

  #onLeave = (event: Event): void => {
    if (this.#find(event)) leave((shown) => shown.hideSoon());
  };
}
