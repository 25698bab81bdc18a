import { randomUUID } from 'node:crypto';

/** The events that a tab can get; the payloads are those of core/api.ts. */
export type HubEventName =
  | 'reset'
  | 'run'
  | 'notebook-changed'
  | 'notebooks-changed'
  | 'data-changed'
  | 'pins-changed'
  | 'providers-changed'
  | 'annotation-changed'
  | 'current-changed'
  | 'votes-changed';

interface Sent {
  seq: number;
  text: string;
}

interface Reader {
  pending: string[];
  /** UTF-16 units in `pending`. */
  size: number;
  /** Fell too far behind, or could not be replayed to: the next thing that it reads is a reset. */
  isLost: boolean;
  wake: (() => void) | null;
}

/** One tab's way to read. */
export interface Subscription {
  /** What there is to send, waited for at most `waitMs` (then it is empty); null once the stream has ended. */
  next(waitMs: number): Promise<string | null>;
  close(): void;
}

/**
 * Sends events to every tab that listens, as server-sent events, and keeps the last ones for those that reconnect. Memory
 * is bounded on both sides: of a tab that reads too slowly everything waiting is dropped, and it gets a `reset` with the
 * state of things instead, as does one that asks for more than was kept.
 */
export class EventHub {
  readonly #snapshot: () => unknown;
  readonly #keptSize: number;
  readonly #pendingSize: number;
  /** Tells the ids of this process from those of an earlier one. */
  readonly #boot = randomUUID().slice(0, 8);
  readonly #readers = new Set<Reader>();
  #kept: Sent[] = [];
  #size = 0;
  #seq = 0;
  #isClosed = false;

  /** `snapshot` makes the data of a `reset`; the sizes are in UTF-16 units. */
  constructor(
    snapshot: () => unknown,
    { keptSize = 8_000_000, pendingSize = 4_000_000 }: { keptSize?: number; pendingSize?: number } = {},
  ) {
    this.#snapshot = snapshot;
    this.#keptSize = keptSize;
    this.#pendingSize = pendingSize;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  #toText(name: HubEventName, data: unknown): string {
    return `id: ${this.#boot}-${this.#seq}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  publish(name: Exclude<HubEventName, 'reset'>, data: unknown): void {
    this.#seq += 1;
    const text = this.#toText(name, data);
    this.#kept.push({ seq: this.#seq, text });
    this.#size += text.length;
    let drop = 0;
    while (this.#size > this.#keptSize && drop < this.#kept.length)
      this.#size -= this.#kept[drop++]?.text.length ?? 0;
    if (drop > 0) this.#kept = this.#kept.slice(drop);
    for (const reader of this.#readers) {
      if (!reader.isLost) {
        reader.pending.push(text);
        reader.size += text.length;
        if (reader.size > this.#pendingSize) Object.assign(reader, { pending: [], size: 0, isLost: true });
      }
      reader.wake?.();
    }
  }

  /** What was sent after an id; null where that cannot be told any more. */
  #after(lastEventId: string | null): string[] | null {
    const [, boot, number] = /^(\w+)-(\d+)$/.exec(lastEventId ?? '') ?? [];
    const seq = Number(number);
    if (boot !== this.#boot || seq > this.#seq) return null;
    const first = this.#kept[0]?.seq ?? this.#seq + 1;
    return seq + 1 < first ? null : this.#kept.slice(seq + 1 - first).map((sent) => sent.text);
  }

  /** Starts a tab's stream: with what it missed since `lastEventId`, or with a `reset`. */
  subscribe(lastEventId: string | null): Subscription {
    const missed = this.#after(lastEventId);
    const pending = missed ?? [];
    const size = pending.reduce((sum, text) => sum + text.length, 0);
    const reader: Reader = { pending, size, isLost: missed === null, wake: null };
    this.#readers.add(reader);
    return {
      next: (waitMs) => this.#next(reader, waitMs),
      close: () => {
        this.#readers.delete(reader);
        reader.wake?.();
      },
    };
  }

  async #next(reader: Reader, waitMs: number): Promise<string | null> {
    const isOpen = () => this.#readers.has(reader);
    if (isOpen() && !reader.isLost && reader.pending.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        reader.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      reader.wake = null;
    }
    if (!isOpen()) return null;
    if (reader.isLost) {
      Object.assign(reader, { pending: [], size: 0, isLost: false });
      return this.#toText('reset', this.#snapshot());
    }
    const text = reader.pending.join('');
    Object.assign(reader, { pending: [], size: 0 });
    return text;
  }

  /** Ends every stream. */
  close(): void {
    this.#isClosed = true;
    const readers = [...this.#readers];
    this.#readers.clear();
    for (const reader of readers) reader.wake?.();
  }
}
