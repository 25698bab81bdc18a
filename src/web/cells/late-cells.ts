import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Cell } from '../../core/notebook.ts';

/** A notebook of more cells than this is made bit by bit. */
const LARGE = 80;
/** So many are made at once, and in each pause after that. */
const FIRST = 40;
const IN_A_PAUSE = 40;
/** What comes so near to what is in sight is made. */
const MARGINS: IntersectionObserverInit & { scrollMargin: string } = {
  rootMargin: '1200px 0px',
  scrollMargin: '1200px 0px',
};
/** Characters of a line, and lines that are counted. */
const LINE = 90;
const MOST_LINES = 200;

const heights = new WeakMap<Cell, number>();

/** About how high a cell will be, in pixels. */
export function likelyHeight(cell: Cell): number {
  const known = heights.get(cell);
  if (known !== undefined) return known;
  let lines = 0;
  for (const line of cell.body.split('\n', MOST_LINES)) lines += 1 + Math.floor(line.length / LINE);
  const height = 70 + 23 * Math.min(lines, MOST_LINES);
  heights.set(cell, height);
  return height;
}

/** Has whatever waits for a pause done in one; where the browser knows of none, soon. */
function inPause(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 50);
}

/**
 * Which cells of a large notebook are made: the first ones and those near what is in sight at once, the others in pauses, so that the
 * page is there soon and finding words in it finds them all. What runs or shows results is always made. Invariant: what was made stays.
 */
export class LateCells implements ReactiveController {
  readonly #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  readonly #made = new Set<string>();
  #names: readonly string[] = [];
  #isWaiting = false;
  #isConnected = false;
  readonly #near = new IntersectionObserver((entries) => {
    const near = entries.filter(({ isIntersecting }) => isIntersecting);
    for (const { target } of near)
      if (target instanceof HTMLElement) this.#made.add(target.dataset['later'] ?? '');
    if (near.length > 0) this.#host.requestUpdate();
  }, MARGINS);

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  /** Takes the names of the cells, in order. */
  take(names: readonly string[]): void {
    this.#names = names;
    for (const name of names.slice(0, names.length > LARGE ? FIRST : undefined)) this.#made.add(name);
  }

  get isLarge(): boolean {
    return this.#names.length > LARGE;
  }

  /** Whether a cell is to be there whole. */
  isMade({ kind }: Cell, name: string): boolean {
    const canWait = kind === 'note' || kind === 'persona' || kind === 'prompt' || kind === 'dataset';
    return !canWait || !this.isLarge || this.#made.has(name);
  }

  /** Has a cell made that somebody goes to. Resolves when it is there. */
  async make(index: number): Promise<void> {
    const name = this.#names[index];
    if (name === undefined || this.#made.has(name)) return;
    this.#made.add(name);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  hostConnected(): void {
    this.#isConnected = true;
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#near.disconnect();
  }

  hostUpdated(): void {
    const later = this.#host.renderRoot.querySelectorAll<HTMLElement>('[data-later]');
    for (const element of later) this.#near.observe(element);
    if (later.length === 0 || this.#isWaiting) return;
    this.#isWaiting = true;
    inPause(() => {
      this.#isWaiting = false;
      if (!this.#isConnected) return;
      const left = this.#names.filter((name) => !this.#made.has(name));
      for (const name of left.slice(0, IN_A_PAUSE)) this.#made.add(name);
      this.#host.requestUpdate();
    });
  }
}
