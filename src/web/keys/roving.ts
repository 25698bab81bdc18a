import type { LitElement, ReactiveController } from 'lit';

/** Makes the buttons of a toolbar one stop of the Tab key, with the arrows going from one to the next. `first` is a selector
 * of the one that Tab comes to before any has had the focus. */
export function rove(host: LitElement, toolbar: string, first: string): void {
  host.addController(new Roving(host, toolbar, first));
}

class Roving implements ReactiveController {
  #host: LitElement;
  #toolbar: string;
  #first: string;
  #active: HTMLElement | null = null;
  #isAsked = false;

  constructor(host: LitElement, toolbar: string, first: string) {
    this.#host = host;
    this.#toolbar = toolbar;
    this.#first = first;
    host.addEventListener('focusin', this.#onFocusIn);
    host.addEventListener('keydown', this.#onKeyDown);
  }

  hostUpdated(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    // What is to be seen is known with the frame's layout: to ask before would cost one at every update.
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.#settle();
    });
  }

  #settle(): void {
    const items = this.#items();
    const kept = items.find((item) => item === this.#active);
    const active = kept ?? items.find((item) => item.matches(this.#first)) ?? items[0];
    for (const item of items) item.tabIndex = item === active ? 0 : -1;
  }

  #items(): HTMLElement[] {
    const bar = this.#host.renderRoot.querySelector(this.#toolbar);
    const all = bar?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]') ?? [];
    return [...all].filter((item) => item.offsetParent !== null);
  }

  #onFocusIn = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    if (!(target instanceof HTMLElement) || !this.#items().includes(target)) return;
    this.#active = target;
    this.#settle();
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const items = this.#items();
    const at = items.findIndex((item) => item === this.#active);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  };
}
