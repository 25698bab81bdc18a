import type { LeanRecord, PlanView, RecordView, ResultView } from '../../core/api.ts';
import type { TokenLogprob } from '../../core/trial.ts';
import { api, ApiFault } from './api.ts';
import type { FinishedTrial } from './live-runs.ts';
import { Subject } from './subject.ts';

const PAGE_SIZE = 1000;
/** As many as the server answers in one request. */
const TOKENS_AT_ONCE = 200;

/** The results of one matrix of the open notebook, as the store has them, and the plan of what is missing. */
export class MatrixResults extends Subject {
  readonly notebook: string;
  readonly cellId: string;
  /** Trials in the order of the matrix. */
  trials: ResultView[] = [];
  plan: PlanView | null = null;
  fault: ApiFault | null = null;
  isLoading = false;
  #byId = new Map<string, ResultView>();
  #tokens = new Map<number, TokenLogprob[] | null>();
  #asked = new Map<number, Promise<void>>();
  #batch: { ids: number[]; done: Promise<void> } | null = null;
  #records = new Map<number, RecordView>();
  #again = false;

  constructor(notebook: string, cellId: string) {
    super();
    this.notebook = notebook;
    this.cellId = cellId;
  }

  /** The trial with an id; null where the matrix has none such now. */
  result(trialId: string): ResultView | null {
    return this.#byId.get(trialId) ?? null;
  }

  /** Reads plan and results anew. A second call while one is under way is made once after it. */
  async load(): Promise<void> {
    if (this.isLoading) {
      this.#again = true;
      return;
    }
    this.isLoading = true;
    try {
      if (this.plan === null) {
        // What there is to read first: reckoning the plan at the same time would keep the answers waiting.
        this.#put(await this.#readTrials());
        this.notify();
        this.plan = await api.plan(this.notebook, this.cellId);
      } else {
        const [plan, trials] = await Promise.all([api.plan(this.notebook, this.cellId), this.#readTrials()]);
        this.plan = plan;
        this.#put(trials);
      }
      this.fault = null;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
    } finally {
      this.isLoading = false;
      this.notify();
    }
    if (this.#again) {
      this.#again = false;
      await this.load();
    }
  }

  async #readTrials(): Promise<ResultView[]> {
    const { trials, total } = await api.results(this.notebook, this.cellId, 0, PAGE_SIZE);
    while (trials.length < total) {
      const page = await api.results(this.notebook, this.cellId, trials.length, PAGE_SIZE);
      if (page.trials.length === 0) break;
      trials.push(...page.trials);
    }
    return trials;
  }

  #put(trials: ResultView[]): void {
    this.trials = trials;
    this.#byId = new Map(trials.map((trial) => [trial.trialId, trial]));
  }

  /** Puts records that have just finished in their places, before the store is asked again. */
  finish(finished: FinishedTrial[]): void {
    for (const { trialId, record } of finished) {
      const result = this.#byId.get(trialId);
      if (!result) continue;
      const changed: ResultView = {
        ...result,
        standing: record.outcome.status,
        reason: null,
        record: record as LeanRecord,
      };
      this.#byId.set(trialId, changed);
      const at = this.trials.indexOf(result);
      if (at >= 0) this.trials[at] = changed;
    }
    this.trials = [...this.trials];
    this.notify();
  }

  /** A record's tokens if they are here; undefined while they are not, null where it has none. */
  tokens(recordId: number): TokenLogprob[] | null | undefined {
    return this.#tokens.get(recordId);
  }

  /** Asks for a record's tokens, unless they are here; calls of one moment become one request. Resolves when they are. */
  loadTokens(recordId: number): Promise<void> {
    if (this.#tokens.has(recordId)) return Promise.resolve();
    const asked = this.#asked.get(recordId);
    if (asked) return asked;
    if (!this.#batch || this.#batch.ids.length >= TOKENS_AT_ONCE) {
      const ids: number[] = [];
      this.#batch = { ids, done: Promise.resolve().then(() => this.#readTokens(ids)) };
    }
    this.#batch.ids.push(recordId);
    this.#asked.set(recordId, this.#batch.done);
    return this.#batch.done;
  }

  async #readTokens(ids: number[]): Promise<void> {
    this.#batch = null;
    try {
      const { records } = await api.tokens(ids);
      for (const record of records) this.#tokens.set(record.recordId, record.tokens);
    } finally {
      for (const id of ids) this.#asked.delete(id);
    }
  }

  /** A record with the exact request that was sent. Throws {@link ApiFault}. */
  async record(recordId: number): Promise<RecordView> {
    const known = this.#records.get(recordId);
    if (known) return known;
    const record = await api.record(recordId);
    this.#records.set(recordId, record);
    return record;
  }
}
