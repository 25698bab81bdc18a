import type { RunEvent } from '../core/event.ts';

type Delta = Extract<RunEvent, { type: 'trial-delta' }>;

function join(into: Delta, delta: Delta): void {
  into.text += delta.text;
  if (delta.reasoning) into.reasoning = (into.reasoning ?? '') + delta.reasoning;
  if (delta.tokens) (into.tokens ??= []).push(...delta.tokens);
}

function copy(delta: Delta): Delta {
  return delta.tokens ? { ...delta, tokens: [...delta.tokens] } : { ...delta };
}

/**
 * The same events with the deltas of each trial joined into one, as far as no other event of that trial or run stands
 * between them. Reducing either list gives the same state. The given events are not changed.
 */
export function mergeDeltas(events: readonly RunEvent[]): RunEvent[] {
  const merged: RunEvent[] = [];
  const open = new Map<string, Delta>();
  for (const event of events) {
    if (event.type === 'trial-delta') {
      const key = `${event.runId} ${event.trialId}`;
      const before = open.get(key);
      if (before) {
        join(before, event);
        continue;
      }
      const own = copy(event);
      open.set(key, own);
      merged.push(own);
      continue;
    }
    if ('trialId' in event) open.delete(`${event.runId} ${event.trialId}`);
    else open.clear();
    merged.push(event);
  }
  return merged;
}

/** How long deltas are gathered: about two frames of a screen, milliseconds. */
const GATHER_MS = 30;
/** Events after which a frame is sent at once, so that a burst stays bounded. */
const MOST_EVENTS = 4_000;

/** Gathers the events of all runs for about 30 ms and sends them as one list, deltas joined. */
export class Frames {
  readonly #send: (events: RunEvent[]) => void;
  #events: RunEvent[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (events: RunEvent[]) => void) {
    this.#send = send;
  }

  push(event: RunEvent): void {
    this.#events.push(event);
    if (this.#events.length >= MOST_EVENTS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Sends what was gathered, now. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#events.length === 0) return;
    const events = this.#events;
    this.#events = [];
    this.#send(mergeDeltas(events));
  }
}
