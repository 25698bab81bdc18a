import { applyPatch, inverseOf, patchOf, type TextPatch } from '../../core/text-patch.ts';

const MOST_STEPS = 200;
const MOST_CHARACTERS = 2_000_000;
const PAUSE_MS = 3000;

/** What an {@link EditHistory} holds, as JSON keeps it over a reload. */
export interface StoredHistory {
  /** What takes each step back, the newest last, and what takes each undone step again. */
  back: TextPatch[];
  forth: TextPatch[];
  /** The text that it belongs to: with any other it is worth nothing. */
  text: string;
}

/** Undo and redo over the whole text of a notebook, so over all its cells. Of each step only what it changed is held, so that
 * a notebook with a large table has as many steps as a small one. */
export class EditHistory {
  #back: TextPatch[] = [];
  #forth: TextPatch[] = [];
  /** The text before the newest step, while that may still go on: typing in one place is one step. */
  #before: string | null = null;
  #lastOf = '';
  #lastMs = -Infinity;

  /** Takes up a stored history, where it belongs to the text: whether it does. */
  restore(stored: Partial<StoredHistory> | null, text: string): boolean {
    const { back, forth } = stored ?? {};
    if (stored?.text !== text || !back || !forth) return false;
    this.#back = back;
    this.#forth = forth;
    this.#before = null;
    return true;
  }

  /** What to keep for {@link restore}. */
  toStored(text: string): StoredHistory {
    const newest = this.#before === null ? [] : [patchOf(text, this.#before)];
    return { back: [...this.#back, ...newest], forth: this.#forth, text };
  }

  /** Notes that a text is about to be edited. `of` names what is edited; typing on in it within three seconds is one step; with
   * no name every edit is a step. */
  note(before: string, of: string, nowMs: number): void {
    const isSame =
      of !== '' && of === this.#lastOf && nowMs - this.#lastMs < PAUSE_MS && this.#before !== null;
    this.#lastOf = of;
    this.#lastMs = nowMs;
    this.#forth = [];
    if (isSame) return;
    this.#close(before);
    this.#before = before;
  }

  /** The text before the last step; null where there is none. */
  undo(text: string): string | null {
    this.#close(text);
    return this.#go(this.#back, this.#forth, text);
  }

  /** The text that the last undo left; null where there is none. */
  redo(text: string): string | null {
    this.#close(text);
    return this.#go(this.#forth, this.#back, text);
  }

  /** The newest step is over: `after` is what it has made. The oldest steps go where there are too many. */
  #close(after: string): void {
    if (this.#before === null) return;
    this.#back.push(patchOf(after, this.#before));
    this.#before = null;
    let characters = 0;
    let first = this.#back.length - 1;
    // The newest one stays, however large.
    while (first > 0 && this.#back.length - first < MOST_STEPS) {
      characters += this.#back[first - 1]?.put.length ?? 0;
      if (characters > MOST_CHARACTERS) break;
      first -= 1;
    }
    this.#back.splice(0, first);
  }

  #go(from: TextPatch[], to: TextPatch[], text: string): string | null {
    this.#lastOf = '';
    const step = from.pop();
    if (!step) return null;
    to.push(inverseOf(step, text));
    return applyPatch(text, step);
  }
}
