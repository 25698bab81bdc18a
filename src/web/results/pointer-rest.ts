/** What the pointer rests on for so long is pointed at. */
const POINT_MS = 60;

/** Tells when the pointer rests on an element, and when it has left: what only goes by under it is not pointed at. */
export class PointerRest {
  #timer = 0;
  #tell: (isPointedAt: boolean) => void;
  #isMoving: () => boolean;

  constructor(
    element: HTMLElement,
    { tell, isMoving }: { tell: (isPointedAt: boolean) => void; isMoving: () => boolean },
  ) {
    this.#tell = tell;
    this.#isMoving = isMoving;
    element.addEventListener('pointerenter', () => this.#wait());
    element.addEventListener('pointerleave', () => this.end());
  }

  /** As if the pointer had left: the element is taken out of the page. */
  end(): void {
    clearTimeout(this.#timer);
    this.#tell(false);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#isMoving() ? this.#wait() : this.#tell(true)), POINT_MS);
  }
}
