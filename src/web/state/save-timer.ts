const SAVE_AFTER_MS = 400;
/** Somebody who types without a pause is saved this long after the first key all the same. */
const SAVE_AT_LAST_MS = 900;

/** When an edited text is saved: once typing pauses, and at last while it goes on. */
export class SaveTimer {
  readonly #save: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsavedSince: number | null = null;
  #isClosed = false;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** The text was edited. */
  soon(): void {
    const now = Date.now();
    this.#unsavedSince ??= now;
    const left = SAVE_AT_LAST_MS - (now - this.#unsavedSince);
    this.after(Math.max(0, Math.min(SAVE_AFTER_MS, left)));
  }

  /** Saves in so many milliseconds, and not before. */
  after(ms: number): void {
    this.stop();
    if (!this.#isClosed) this.#timer = setTimeout(this.#save, ms);
  }

  /** What is to be saved is being saved, or cannot be. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** All that was edited by now is taken care of: the next edit is the first. */
  settle(): void {
    this.#unsavedSince = null;
  }

  /** Saves nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.stop();
  }
}
