/** One text to go back or forward to, and what was being edited: edits of the same thing in a row are one step. */
interface Step {
  text: string;
  of: string;
}

const MOST_STEPS = 200;
const MOST_CHARACTERS = 2_000_000;
const PAUSE_MS = 3000;

/** What an {@link EditHistory} holds, as JSON keeps it over a reload. */
export interface StoredHistory {
  past: Step[];
  future: Step[];
  /** The text that it belongs to: with any other it is worth nothing. */
  text: string;
}

/** Undo and redo over the whole text of a notebook, so over all its cells. */
export class EditHistory {
  #past: Step[] = [];
  #future: Step[] = [];
  #lastOf = '';
  #lastMs = -Infinity;

  /** Takes up a stored history, where it belongs to the text. */
  restore(stored: StoredHistory | null, text: string): void {
    if (stored?.text !== text) return;
    this.#past = stored.past;
    this.#future = stored.future;
  }

  /** What to keep for {@link restore}. */
  toStored(text: string): StoredHistory {
    return { past: this.#past, future: this.#future, text };
  }

  /** Notes that a text is about to be edited. `of` names what is edited; typing on in it within three seconds is one step; with
   * no name every edit is a step. */
  note(before: string, of: string, nowMs: number): void {
    const isSame =
      of !== '' && of === this.#lastOf && nowMs - this.#lastMs < PAUSE_MS && this.#past.length > 0;
    this.#lastOf = of;
    this.#lastMs = nowMs;
    this.#future = [];
    if (isSame) return;
    this.#past.push({ text: before, of });
    let characters = 0;
    let first = this.#past.length;
    while (first > 0 && this.#past.length - first < MOST_STEPS) {
      characters += this.#past[first - 1]?.text.length ?? 0;
      if (characters > MOST_CHARACTERS) break;
      first -= 1;
    }
    this.#past.splice(0, first);
  }

  /** The text before the last step; null where there is none. */
  undo(text: string): string | null {
    return this.#go(this.#past, this.#future, text);
  }

  /** The text that the last undo left; null where there is none. */
  redo(text: string): string | null {
    return this.#go(this.#future, this.#past, text);
  }

  #go(from: Step[], to: Step[], text: string): string | null {
    const step = from.pop();
    if (!step) return null;
    to.push({ text, of: step.of });
    this.#lastOf = '';
    return step.text;
  }
}
