import type { LlamaConfig } from './model.ts';

const FIRST_POSITIONS = 64;

/** The keys and values of one sequence. One position's are together (layer after layer, keys then values), so that a
 * prefix of the sequence is a prefix of the array. */
export class KvCache {
  /** Floats of one position. */
  readonly stride: number;
  data: Float32Array;
  readonly #limit: number;

  constructor(config: LlamaConfig) {
    this.stride = kvStride(config);
    this.#limit = config.contextLength;
    this.data = new Float32Array(Math.min(FIRST_POSITIONS, this.#limit) * this.stride);
  }

  /** Makes room for `positions` positions; what is there stays. */
  ensure(positions: number): void {
    if (positions > this.#limit)
      throw new RangeError(`Position ${positions} is beyond the context of ${this.#limit}.`);
    const held = this.data.length / this.stride;
    if (positions <= held) return;
    const grown = new Float32Array(Math.min(Math.max(positions, held * 2), this.#limit) * this.stride);
    grown.set(this.data);
    this.data = grown;
  }

  /** Takes over the first `positions` positions of another sequence with the same tokens there. */
  copyPrefix(source: Float32Array, positions: number): void {
    this.ensure(positions);
    this.data.set(source.subarray(0, positions * this.stride));
  }
}

function kvStride(config: LlamaConfig): number {
  return config.layers * 2 * config.kvHeads * config.headSize;
}

interface Entry {
  tokens: readonly number[];
  data: Float32Array;
}

/** Keys and values of prompts that were seen, the least recently used forgotten first. */
export class PromptCache {
  readonly #limitBytes: number;
  #bytes = 0;
  /** In order of last use. */
  readonly #entries = new Map<string, Entry>();

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The entry that begins as `tokens` does for longest, and for how many tokens; null where none does. */
  find(tokens: readonly number[]): { data: Float32Array; length: number } | null {
    let best: [string, Entry] | null = null;
    let length = 0;
    for (const [key, entry] of this.#entries) {
      const common = commonPrefix(entry.tokens, tokens);
      if (common > length) [best, length] = [[key, entry], common];
    }
    if (best === null) return null;
    this.#touch(...best);
    return { data: best[1].data, length };
  }

  /** Remembers the keys and values of a whole prompt. */
  add(tokens: readonly number[], cache: KvCache): void {
    const key = tokens.join();
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#touch(key, known);
      return;
    }
    const data = cache.data.slice(0, tokens.length * cache.stride);
    this.#entries.set(key, { tokens, data });
    this.#bytes += data.byteLength;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.data.byteLength;
    }
  }

  #touch(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }
}

/** How many tokens two sequences have in common from their start. */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length++;
  return length;
}
