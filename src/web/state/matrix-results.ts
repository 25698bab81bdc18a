import type { CheckOutcome, LeanRecord, RecordView, ResultView, TrialRow } from '../../core/result-api.ts';
import type { PlanView } from '../../core/api.ts';
import type { Annotation, AnnotationEntry } from '../../core/annotation.ts';
import type { Axis } from '../../core/notebook.ts';
import { unpackTokens } from '../../core/token-layout.ts';
import { fromColumns } from '../../core/trial-row.ts';
import { toCanonicalJson, type TokenLogprob, type Variant } from '../../core/trial.ts';
import { api, ApiFault } from './api.ts';
import type { FailedCheck } from './failed-check.ts';
import { toFinishedRow, toToldRow } from './finished-row.ts';
import type { FinishedTrial } from './live-runs.ts';
import { MatrixVotes } from './matrix-votes.ts';
import { RecordCache } from './record-cache.ts';
import { SaidOnTheWay } from './said-on-the-way.ts';
import { ShownAnswers } from './shown-answers.ts';
import { Subject } from './subject.ts';

/** As many as the server answers in one request. */
const TOKENS_AT_ONCE = 200;
const OUTCOMES_AT_ONCE = 200;
/** Token lists and exact requests that are kept. */
const TOKENS_KEPT = 500;
const RECORDS_KEPT = 50;
/** While answers come in, what the checks say of them is asked this often at most. */
const CHECKS_EVERY_MS = 300;

/**
 * The results of one matrix of the open notebook, and the plan of what is missing: of every trial a row without its texts, and
 * the full result of those that are looked at. `subscribe` tells of rows and plan; {@link watchResult} of one full result.
 */
export class MatrixResults extends Subject {
  readonly notebook: string;
  readonly cellId: string;
  /** One for each trial, in the order of the matrix; another list after every change. */
  trials: readonly TrialRow[] = [];
  /** The axes of the matrix with their levels, as the server has it. */
  axes: readonly Axis[] = [];
  /** Ids of the checks of the matrix: what the rows' `checks` are of. */
  checks: readonly string[] = [];
  /** The levels that the views are narrowed to by a press on a chart's mark; none: all are shown. */
  only: Variant = {};
  /** The check that the answers shown have failed; null where that is not asked. */
  failed: FailedCheck | null = null;
  /** Trials that the filters of a view keep, of the view that was narrowed last; null for all. Charts are of these. */
  kept: ReadonlySet<string> | null = null;
  plan: PlanView | null = null;
  fault: ApiFault | null = null;
  isLoading = false;
  /** The blind votes on these results; read when they are first shown. */
  readonly votes: MatrixVotes;
  /** What the views show of them, and in which order. */
  readonly shown = new ShownAnswers();
  #places = new Map<string, number>();
  #views = new WeakMap<object, { row: TrialRow; view: ResultView }>();
  #records: RecordCache;
  #tokens = new Map<number, TokenLogprob[] | null>();
  #asked = new Map<number, Promise<void>>();
  #batch: { ids: number[]; done: Promise<void> } | null = null;
  #exact = new Map<number, RecordView>();
  #outcomes = new Map<number, CheckOutcome[]>();
  #unchecked = new Set<string>();
  #unexplained = new Set<string>();
  readonly #said = new SaidOnTheWay();
  #checkTimer = 0;
  #again = false;
  /** What has finished while rows are read: they may be of before. */
  #meanwhile: FinishedTrial[] = [];
  #keptBy = new Map<object, ReadonlySet<string>>();

  constructor(notebook: string, cellId: string) {
    super();
    this.notebook = notebook;
    this.cellId = cellId;
    this.votes = new MatrixVotes(notebook, cellId);
    this.#records = new RecordCache(notebook, cellId, { onFault: (fault) => this.#fail(fault) });
  }

  /** The row of a trial; null where the matrix has none such now. */
  row(trialId: string): TrialRow | null {
    return this.trials[this.#places.get(trialId) ?? -1] ?? null;
  }

  /** The full result of a trial if it is here; null otherwise, and where the matrix has no such trial now. */
  result(trialId: string): ResultView | null {
    const row = this.row(trialId);
    if (!row) return null;
    const record = row.recordId === null ? null : this.#records.get(trialId, row.recordId);
    if (row.recordId !== null && record === null) return null;
    // What is kept beside a record goes with it.
    const known = this.#views.get(record ?? row);
    if (known?.row === row) return known.view;
    const { variant, repeat, requestHash, standing, reason } = row;
    const view = { trialId, variant, repeat, requestHash, standing, reason, record };
    this.#views.set(record ?? row, { row, view });
    return view;
  }

  /** Asks for the full results of trials, unless they are here. They come in batches: see {@link watchResult}. */
  need(trialIds: readonly string[]): void {
    this.#records.ask(trialIds.filter((id) => this.row(id) !== null && this.result(id) === null));
  }

  /** Tells when the full result of a trial, or what its checks say in words, has come or has changed; returns what ends that. */
  watchResult(trialId: string, listener: () => void): () => void {
    return this.#records.watch(trialId, listener);
  }

  #fail(fault: ApiFault): void {
    this.fault = fault;
    this.notify();
  }

  /** Narrows the views to the trials that have these levels, and of those to the answers that failed a check. */
  narrow(only: Variant, failed: FailedCheck | null = null): void {
    this.only = only;
    this.failed = failed;
    this.notify();
  }

  /** Tells what the filters of a view keep; null where they keep everything, and when the view is gone. */
  keep(view: object, trialIds: ReadonlySet<string> | null): void {
    this.#keptBy.delete(view);
    if (trialIds) this.#keptBy.set(view, trialIds);
    const kept = [...this.#keptBy.values()].at(-1) ?? null;
    if (kept === this.kept) return;
    this.kept = kept;
    this.notify();
  }

  /** The plan; null while it is reckoned anew: what was missing may be another thing by then. */
  get certainPlan(): PlanView | null {
    return this.isLoading || this.fault ? null : this.plan;
  }

  /** Reads plan and rows anew. A second call while one is under way is made once after it. */
  async load(): Promise<void> {
    if (this.isLoading) {
      this.#again = true;
      return;
    }
    this.isLoading = true;
    try {
      if (this.plan === null) {
        // What there is to read first: reckoning the plan at the same time would keep the answers waiting.
        await this.#readRows();
        this.notify();
        this.plan = await api.plan(this.notebook, this.cellId);
      } else {
        const [plan] = await Promise.all([api.plan(this.notebook, this.cellId), this.#readRows()]);
        this.plan = plan;
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

  async #readRows(): Promise<void> {
    const trials: TrialRow[] = [];
    this.#meanwhile = [];
    for (;;) {
      const isFirst = this.plan === null && trials.length === 0;
      const page = await api.rows(this.notebook, this.cellId, trials.length, isFirst);
      for (const { trialId, record } of page.first) if (record) this.#records.put(trialId, record);
      const rows = fromColumns(page);
      for (const row of rows) trials.push(row);
      if (rows.length > 0 && trials.length < page.total) continue;
      this.axes = page.axes;
      this.checks = page.checks;
      this.trials = this.#said.within(trials);
      this.#places = new Map(trials.map((row, place) => [row.trialId, place]));
      this.#outcomes.clear();
      const missed = this.#meanwhile.filter(
        ({ trialId, record }) => (this.row(trialId)?.recordId ?? 0) < record.recordId,
      );
      this.#meanwhile = [];
      if (missed.length > 0) this.finish(missed);
      return;
    }
  }

  /** Puts records that have just finished in their places, before the store is asked again. */
  finish(finished: readonly FinishedTrial[]): void {
    if (this.isLoading) this.#meanwhile.push(...finished);
    const trials = [...this.trials];
    for (const { trialId, record } of finished) {
      const place = this.#places.get(trialId);
      const row = place === undefined ? undefined : trials[place];
      if (place === undefined || !row) continue;
      const now = toFinishedRow(row, record);
      if (now === row) continue;
      trials[place] = now;
      this.#records.put(trialId, record as LeanRecord);
      if (now.standing === 'stale') this.#unexplained.add(trialId);
      if (this.checks.length > 0 && record.outcome.status === 'done') this.#unchecked.add(trialId);
    }
    this.trials = trials;
    this.notify();
    if (this.#unchecked.size + this.#unexplained.size > 0 && this.#checkTimer === 0)
      this.#checkTimer = window.setTimeout(() => void this.#readMore(), CHECKS_EVERY_MS);
  }

  /** Reads what a record that finished does not tell: what the checks say of it, and why it is stale where it is. */
  async #readMore(): Promise<void> {
    await Promise.all([this.#readChecks(), this.#readReasons()]);
  }

  async #readReasons(): Promise<void> {
    const ids = [...this.#unexplained];
    this.#unexplained.clear();
    const places = this.#places;
    try {
      for (let start = 0; start < ids.length; start += OUTCOMES_AT_ONCE) {
        const found = await api.resultsOf(
          this.notebook,
          this.cellId,
          ids.slice(start, start + OUTCOMES_AT_ONCE),
        );
        // Rows that were read since know better.
        if (this.#places !== places) return;
        const views = new Map(found.trials.map((view) => [view.trialId, view]));
        this.trials = this.trials.map((row) => {
          const view = views.get(row.trialId);
          return view ? toToldRow(row, view) : row;
        });
        this.notify();
      }
    } catch (error) {
      // They come with the next rows.
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  async #readChecks(): Promise<void> {
    this.#checkTimer = 0;
    const ids = [...this.#unchecked];
    this.#unchecked.clear();
    try {
      for (let start = 0; start < ids.length; start += OUTCOMES_AT_ONCE)
        await this.#readOutcomes(ids.slice(start, start + OUTCOMES_AT_ONCE));
    } catch (error) {
      // They come with the next rows.
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  async #readOutcomes(trialIds: readonly string[]): Promise<void> {
    const places = this.#places;
    const found = await api.checks(this.notebook, this.cellId, trialIds);
    // Rows that were read since know better, and may be of other checks.
    if (this.#places !== places) return;
    const trials = [...this.trials];
    let isOther = false;
    for (const { trialId, outcomes } of found.trials) {
      const place = this.#places.get(trialId);
      const row = place === undefined ? undefined : trials[place];
      if (place === undefined || !row || row.recordId === null) continue;
      this.#outcomes.set(row.recordId, outcomes);
      const checks = outcomes.map(({ pass }) => pass);
      const isSame =
        checks.length === row.checks.length && checks.every((pass, at) => pass === row.checks[at]);
      if (isSame) continue;
      trials[place] = { ...row, checks };
      isOther = true;
    }
    if (isOther) {
      this.trials = trials;
      this.notify();
    }
    for (const { trialId } of found.trials) this.#records.tell(trialId);
  }

  /** Says something of a trial's result: shown at once, and taken back where the server refuses it. Throws {@link ApiFault}. */
  async annotate(trialId: string, change: Partial<Annotation>): Promise<void> {
    const row = this.row(trialId);
    if (!row) return;
    // Of a stale one what is shown is an earlier request's: that is what is spoken of.
    const { answerHash: requestHash, repeat, annotation: before } = row;
    const key = { requestHash, repeat };
    await this.#said.say(
      key,
      { before, change },
      { send: () => api.annotate(key, change), tell: (entry) => this.annotated(entry) },
    );
  }

  /** The page is going: sends what was said of answers, and voted, and waits for its turn. */
  flush(): void {
    this.#said.flush();
    this.votes.flush();
  }

  /** Takes up what is said of a result now, by whomever. */
  annotated(entry: AnnotationEntry): void {
    const annotation = this.#said.with(entry);
    let isOther = false;
    const trials = this.trials.map((row) => {
      if (row.answerHash !== entry.requestHash || row.repeat !== entry.repeat) return row;
      if (toCanonicalJson(row.annotation) === toCanonicalJson(annotation)) return row;
      isOther = true;
      return { ...row, annotation };
    });
    if (!isOther) return;
    this.trials = trials;
    this.notify();
  }

  /** The tags that results of this matrix have, the most used first. */
  get tags(): readonly string[] {
    const counts = new Map<string, number>();
    for (const { annotation } of this.trials)
      for (const tag of annotation?.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([tag]) => tag);
  }

  /** Ids of the trials whose answer, or what is said of it, holds a text. Throws {@link ApiFault}. */
  async find(text: string): Promise<ReadonlySet<string>> {
    return new Set((await api.search(this.notebook, this.cellId, text)).trialIds);
  }

  /** What the checks say of a trial in words, if that is here; undefined while it is not: see {@link loadOutcomes}. */
  outcomes(trialId: string): readonly CheckOutcome[] | undefined {
    const row = this.row(trialId);
    if (!row || row.checks.length === 0) return [];
    return this.#outcomes.get(row.recordId ?? 0);
  }

  /** Asks what the checks say of a trial, unless that is here. Throws {@link ApiFault}. */
  async loadOutcomes(trialId: string): Promise<void> {
    // Again where the rows were read anew meanwhile.
    for (let of: object | null = null; this.outcomes(trialId) === undefined && of !== this.#places;) {
      of = this.#places;
      await this.#readOutcomes([trialId]);
    }
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
      for (const { recordId, tokens } of records)
        keep(this.#tokens, recordId, tokens && unpackTokens(tokens), TOKENS_KEPT);
    } finally {
      for (const id of ids) this.#asked.delete(id);
    }
  }

  /** A record with the exact request that was sent. Throws {@link ApiFault}. */
  async record(recordId: number): Promise<RecordView> {
    const known = this.#exact.get(recordId);
    if (known) return known;
    const record = await api.record(recordId);
    keep(this.#exact, recordId, record, RECORDS_KEPT);
    return record;
  }
}

/** Puts an entry into a map that holds so many at most, and lets the oldest go. */
function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
