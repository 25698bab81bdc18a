/**
 * A key that ended a composition: Enter in the middle of a Hangul syllable takes the syllable and does what Enter does. Some
 * systems send the key once, while composing, and some a second time after it: what it asks for is done once, when the
 * syllable is whole.
 */
export class EndingKey {
  #key: string | null = null;
  #isDone = false;

  /** Notes a key that came while something was being composed. */
  begin(key: string): void {
    this.#key = key;
    this.#isDone = false;
  }

  /** Whether a key is the same press again, done already. */
  isAgain(key: string): boolean {
    return this.#isDone && this.#key === key;
  }

  /** Once the composition has ended: does what the key asks for when the field has its text. */
  settle(act: (key: string) => void): void {
    const key = this.#key;
    if (key === null) return;
    setTimeout(() => {
      this.#isDone = true;
      act(key);
    });
  }

  /** The key was let go: the next press is another one. */
  release(): void {
    if (!this.#isDone) return;
    this.#key = null;
    this.#isDone = false;
  }
}
