import type { LitElement, ReactiveController } from 'lit';
import { isInField } from '../keys/chord.ts';

/** Windows up to this wide have the side panel over the notebook. As in app-style.ts. */
const NARROW = '(max-width: 1180px)';

/** Whether Escape belongs to what the focus is in: a dialog, a menu, a field. */
function isTaken(event: KeyboardEvent): boolean {
  return (
    event.defaultPrevented ||
    isInField(event) ||
    event
      .composedPath()
      .some((one) => one instanceof Element && one.matches('dialog, [popover]:popover-open'))
  );
}

/**
 * Whether the side panel is shown: `side="closed"` on its host. Beside the notebook it stays as it was left; where it lies over
 * the notebook it is open only while somebody has asked for it, and Escape closes it.
 */
export class SideDrawer implements ReactiveController {
  readonly #host: LitElement;
  readonly #narrow = matchMedia(NARROW);
  #wasOpen = true;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.closeWhereNarrow();
    this.#narrow.addEventListener('change', this.#onWidth);
    addEventListener('keydown', this.#onKeyDown);
  }

  hostDisconnected(): void {
    this.#narrow.removeEventListener('change', this.#onWidth);
    removeEventListener('keydown', this.#onKeyDown);
  }

  /** Whether it is open over the notebook, not beside it. */
  get isOver(): boolean {
    return this.isOpen && this.#narrow.matches;
  }

  get isOpen(): boolean {
    return this.#host.getAttribute('side') !== 'closed';
  }

  /** Shows it. */
  open(): void {
    this.#host.removeAttribute('side');
  }

  /** Shows or hides it. */
  toggle(): void {
    if (this.isOpen) this.#close();
    else this.open();
  }

  /** Hides it where it lies over the notebook: what was chosen in it is to be seen. */
  closeWhereNarrow(): void {
    if (!this.#narrow.matches) return;
    const { renderRoot } = this.#host;
    const hadFocus =
      renderRoot instanceof ShadowRoot && renderRoot.activeElement?.localName === 'gamut-side-panel';
    this.#close();
    // What is hidden has no focus: the keys go on in the notebook.
    if (hadFocus) renderRoot.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  #close(): void {
    this.#host.setAttribute('side', 'closed');
  }

  #onWidth = (): void => {
    if (this.#narrow.matches) {
      this.#wasOpen = this.isOpen;
      this.#close();
    } else if (this.#wasOpen) this.open();
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#narrow.matches || !this.isOpen || isTaken(event)) return;
    event.preventDefault();
    this.#close();
    this.#host.renderRoot.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  };
}
