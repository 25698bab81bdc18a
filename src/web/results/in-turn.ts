import { LitElement } from 'lit';
import { FramePressure } from './frame-pressure.ts';
import { nextTurns, type TurnPlace, type TurnSight } from './next-turns.ts';
import { REST_MS } from './read-ahead.ts';

/** Has what comes into a list as it scrolls made a few at a time, some each frame: all at once would hold a frame up. */
export class Turns {
  #sight: TurnSight = { first: 0, last: 0, start: 0, end: Infinity };
  #waiting: (TurnPlace & { element: Element; isLate: boolean; go: () => void })[] = [];
  #hasNew = false;
  #pressure = new FramePressure();
  #frame = 0;
  #rest = 0;

  /** Notes what is in sight now. */
  see(sight: Partial<TurnSight>): void {
    this.#sight = { ...this.#sight, ...sight };
    this.#ask();
  }

  /** Whether nothing has been scrolled for a while. */
  get isResting(): boolean {
    return this.#rest === 0;
  }

  /** Notes that it is being scrolled. */
  scrolled(): void {
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => {
      this.#rest = 0;
      this.#ask();
    }, REST_MS);
  }

  /** Resolves when it is the turn of an element; never, where it has left the page by then. Late is when nothing else waits
   * and the scrolling rests. */
  wait(element: Element, { row, col }: TurnPlace, { isLate = false } = {}): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ element, row, col, isLate, go: resolve });
    if (!isLate) this.#hasNew = true;
    this.#ask();
    return promise;
  }

  #ask(): void {
    if (this.#waiting.length === 0 || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame((now) => this.#next(now));
  }

  #next(now: number): void {
    this.#frame = 0;
    this.#pressure.frame(now);
    // A frame that has made rows has done enough.
    if (this.#hasNew) {
      this.#hasNew = false;
      this.#ask();
      return;
    }
    const waiting = this.#waiting.filter(({ element }) => element.isConnected);
    const how = { isResting: this.isResting, isPressed: this.#pressure.isHigh };
    const turns = new Set(nextTurns(waiting, this.#sight, how));
    this.#waiting = waiting.filter((one) => !turns.has(one));
    for (const { go } of turns) go();
    if (turns.size > 0) this.#ask();
    if (this.#frame === 0) this.#pressure.pause();
  }
}

/** Whose turn it is: where it stands, and who says when. */
export interface Turn extends TurnPlace {
  turns: Turns;
  /** As much of a text as can be in sight of it, characters, about. */
  most: number;
}

/** An element that is made when it is its turn, where it is given turns; afterwards it is as any other. */
export class InTurnElement extends LitElement {
  /** null makes it at once. */
  turn: Turn | null = null;
  #isWaiting = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // It was taken out before its turn came.
    if (this.#isWaiting && this.turn) void this.#updateInTurn(this.turn);
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.hasUpdated || !this.turn ? super.scheduleUpdate() : this.#updateInTurn(this.turn);
  }

  async #updateInTurn(turn: Turn): Promise<void> {
    this.#isWaiting = true;
    await turn.turns.wait(this, turn);
    this.#isWaiting = false;
    super.scheduleUpdate();
  }
}
