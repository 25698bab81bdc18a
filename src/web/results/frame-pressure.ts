/** A frame that took longer came too late for a screen of 60 frames a second, milliseconds. */
const LATE_MS = 25;
/** For so many frames after one that came late, little is done in each. */
const CAREFUL_FRAMES = 600;

/** Tells from the times of frames that follow one another whether the browser keeps up. */
export class FramePressure {
  #last: number | null = null;
  #careful = 0;

  /** Notes that the next frame does not follow the last that was noted. */
  pause(): void {
    this.#last = null;
  }

  /** Notes a frame, at a time in milliseconds. */
  frame(now: number): void {
    const isLate = this.#last !== null && now - this.#last > LATE_MS;
    this.#last = now;
    this.#careful = isLate ? CAREFUL_FRAMES : Math.max(0, this.#careful - 1);
  }

  /** Whether a frame came late, just now. */
  get isHigh(): boolean {
    return this.#careful > 0;
  }
}
