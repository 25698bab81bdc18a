import type { LeanRecord, ResultView } from '../../core/result-api.ts';
import { api, ApiFault } from './api.ts';

/** Full results that are kept; those that were looked at longest ago are let go of. */
const KEPT = 2000;
/** Trials of one request, and requests at a time. */
const TRIALS_AT_ONCE = 100;
const REQUESTS_AT_ONCE = 3;
/** Of more than this what was asked for first is no longer in sight. */
const MOST_WAITING = 400;
/** What could not be read is not asked for again at once: whoever is told of the fault may wish for it at each telling. */
const NOT_AGAIN_MS = 1000;

/** The full results of the trials that are in sight, or were. Asks for what is needed in batches, the newest wish first. */
export class RecordCache {
  readonly #notebook: string;
  readonly #cellId: string;
  readonly #loaded = new Map<string, LeanRecord>();
  readonly #waiting = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #watchers = new Map<string, Set<() => void>>();
  #requests = 0;
  #isScheduled = false;
  #onFault: (fault: ApiFault) => void;

  constructor(notebook: string, cellId: string, { onFault }: { onFault: (fault: ApiFault) => void }) {
    this.#notebook = notebook;
    this.#cellId = cellId;
    this.#onFault = onFault;
  }

  /** The record of a trial if it is here and has this number. */
  get(trialId: string, recordId: number): LeanRecord | null {
    const record = this.#loaded.get(trialId);
    return record?.recordId === recordId ? record : null;
  }

  /** Keeps the record of a trial. */
  put(trialId: string, record: LeanRecord): void {
    this.#loaded.delete(trialId);
    this.#loaded.set(trialId, record);
    const [oldest] = this.#loaded.keys();
    if (this.#loaded.size > KEPT && oldest !== undefined) this.#loaded.delete(oldest);
    this.tell(trialId);
  }

  /** Tells those who watch a trial. */
  tell(trialId: string): void {
    for (const listener of this.#watchers.get(trialId) ?? []) listener();
  }

  /** Tells when the record of a trial has come; returns what ends that. */
  watch(trialId: string, listener: () => void): () => void {
    let listeners = this.#watchers.get(trialId);
    if (!listeners) this.#watchers.set(trialId, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#watchers.delete(trialId);
    };
  }

  /** Asks for the records of trials. */
  ask(trialIds: readonly string[]): void {
    for (const id of trialIds) {
      if (this.#asked.has(id)) continue;
      // Put last again: what is wished for last is in sight.
      this.#waiting.delete(id);
      this.#waiting.add(id);
    }
    for (const id of this.#waiting) {
      if (this.#waiting.size <= MOST_WAITING) break;
      this.#waiting.delete(id);
    }
    if (this.#isScheduled || this.#waiting.size === 0) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    while (this.#waiting.size > 0 && this.#requests < REQUESTS_AT_ONCE) {
      const ids = [...this.#waiting].slice(-TRIALS_AT_ONCE);
      for (const id of ids) {
        this.#waiting.delete(id);
        this.#asked.add(id);
      }
      void this.#read(ids);
    }
  }

  async #read(ids: string[]): Promise<void> {
    this.#requests += 1;
    let found: ResultView[] = [];
    const free = (): void => {
      for (const id of ids) this.#asked.delete(id);
    };
    try {
      found = (await api.resultsOf(this.#notebook, this.#cellId, ids)).trials;
      free();
    } catch (error) {
      setTimeout(free, NOT_AGAIN_MS);
      if (!(error instanceof ApiFault)) throw error;
      this.#onFault(error);
    } finally {
      this.#requests -= 1;
    }
    for (const { trialId, record } of found) if (record) this.put(trialId, record);
    this.#send();
  }
}
