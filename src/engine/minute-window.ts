const MINUTE_MS = 60_000;

/** Something that was sent: when, and how much of what is limited. */
export interface Spell {
  atMs: number;
  amount: number;
  /** Whether it still counts. */
  isKept: boolean;
}

/**
 * A limit by the minute: in any 60 seconds no more than `limit` is let through. What is larger than the limit goes alone,
 * since it would wait for ever otherwise. Times in milliseconds, monotonic.
 */
export class MinuteWindow {
  limit: number;
  #spells: Spell[] = [];
  #sum = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  #forget(nowMs: number): void {
    let gone = 0;
    for (const spell of this.#spells) {
      if (spell.atMs > nowMs - MINUTE_MS) break;
      this.#sum -= spell.amount;
      spell.isKept = false;
      gone += 1;
    }
    if (gone > 0) this.#spells.splice(0, gone);
  }

  /** How long until so much may go; 0: now. */
  waitMs(amount: number, nowMs: number): number {
    if (this.limit === Infinity) return 0;
    this.#forget(nowMs);
    let sum = this.#sum;
    const most = Math.max(0, this.limit - amount);
    if (sum <= most || this.#spells.length === 0) return 0;
    for (const spell of this.#spells) {
      sum -= spell.amount;
      if (sum <= most) return spell.atMs + MINUTE_MS - nowMs;
    }
    return 0;
  }

  /** Notes what goes now. */
  add(amount: number, nowMs: number): Spell {
    const spell = { atMs: nowMs, amount, isKept: this.limit < Infinity };
    if (!spell.isKept) return spell;
    this.#spells.push(spell);
    this.#sum += amount;
    return spell;
  }

  /** Corrects what was noted, once it is known how much it was. */
  correct(spell: Spell, amount: number): void {
    if (spell.isKept) this.#sum += amount - spell.amount;
    spell.amount = amount;
  }
}
