import { isPinned } from '../core/pinned.ts';
import type { RecordMark } from '../core/standing.ts';
import type { PackedTokens } from '../core/token-layout.ts';
import type { RecordSummary, TokenLogprob, Trial, TrialRecord } from '../core/trial.ts';
import { Annotations } from './annotations.ts';
import { Choices } from './choices.ts';
import { Database } from './database.ts';
import { fillFigures } from './fill-figures.ts';
import {
  countOfMatrix,
  selectChoiceStamp,
  selectCurrent,
  selectLatest,
  selectNewest,
  selectSince,
  selectStamp,
} from './record-marks.ts';
import type { NewRecord } from './record-marks.ts';
import { PinnedRecords } from './pinned-records.ts';
import { RECORD_COLUMNS, toRow, toSummary } from './record-row.ts';
import { RowReader, type RatesOfPaid } from './row-reader.ts';
import type { MeasuredRow } from './row-reader.ts';
import { RunBook } from './run-book.ts';
import type { RunBookOptions } from './run-book.ts';
import { selectRuns } from './run-log.ts';
import type { StoredRun } from './run-log.ts';
import { insertRequest } from './run-trials.ts';
import { StoreError } from './store-error.ts';
import { TOKEN_CODEC, decodeTokens, encodeTokens, packTokens, repackTokens } from './token-codec.ts';
import { newestAnswer, selectUsage } from './usage-samples.ts';
import type { StoredUsage } from './usage-samples.ts';
import { StoredCounts } from './vendor-count-rows.ts';
import { Votes } from './votes.ts';

/** What a result is known by: the exact request, and which of its repeats (1-based). */
export interface ResultKey {
  requestHash: string;
  repeat: number;
}

/** A result key as one text, for the keys of a Map. */
export function resultKey({ requestHash, repeat }: ResultKey): string {
  return `${requestHash}:${repeat}`;
}

const INSERT_RECORD = `INSERT INTO records (${RECORD_COLUMNS.join(', ')})
  VALUES (${RECORD_COLUMNS.map(() => '?').join(', ')})`;
const INSERT_TOKENS = 'INSERT INTO tokens (record_id, codec, blob) VALUES (?, ?, ?)';
const SELECT = 'SELECT r.*, q.request FROM records r JOIN requests q USING (request_hash)';
// The newest answer counts; where there is none, the newest of whatever there is. One number tells both.
const RANK = `(status = 'done') * 4503599627370496 + record_id`;
const KEYS_A_QUERY = 2000;
const ROWS_A_PAGE = 500;

/** How the file is opened. `busyMs`: how long a write waits for another process; `now`: milliseconds since 1970; `ratesOfPaid`
 * tells what answers were reckoned at that are older than its being written down. */
export type ResultsOptions = Partial<RunBookOptions> & { busyMs?: number; ratesOfPaid?: RatesOfPaid };

/** The results of a project: one SQLite file, which several processes may have open at once. Records are only added,
 * never changed, but for the name of their notebook. What goes wrong with the file is thrown as a StoreError. */
export class Results {
  readonly file: string;
  /** The runs: who makes which trial, what it costs, what can be resumed. */
  readonly book: RunBook;
  /** Answers that stand in files beside notebooks: asked for by their numbers as those of the file are. */
  readonly pinned = new PinnedRecords();
  /** What people have said of results. */
  readonly annotations: Annotations;
  /** How people judged pairs of results blind. */
  readonly votes: Votes;
  /** What vendors have counted. */
  readonly counts: StoredCounts;
  /** Earlier answers that people have made the current ones. */
  readonly choices: Choices;
  readonly #db: Database;
  readonly #now: () => number;

  readonly #ratesOfPaid: RatesOfPaid | undefined;

  constructor(file: string, { busyMs = 5000, now = Date.now, ratesOfPaid, ...more }: ResultsOptions = {}) {
    this.file = file;
    this.#ratesOfPaid = ratesOfPaid;
    this.#db = new Database(file, busyMs);
    this.#now = now;
    this.book = new RunBook(this.#db, { now, ...more });
    this.annotations = new Annotations(this.#db, { now, pinned: this.pinned });
    this.votes = new Votes(this.#db, { now });
    this.counts = new StoredCounts(this.#db, { now });
    this.choices = new Choices(this.#db, { now });
  }

  #reader(): RowReader {
    return new RowReader(this.file, this.#ratesOfPaid ? { ratesOfPaid: this.#ratesOfPaid } : {});
  }

  #summaries(sql: string, ...values: (string | number | null)[]): RecordSummary[] {
    const reader = this.#reader();
    return this.#db.all(sql, ...values).map((row) => reader.read(row));
  }

  /** Keeps one finished trial: see {@link saveAll}. */
  save(record: TrialRecord, { mayBeBilled = false }: { mayBeBilled?: boolean } = {}): RecordSummary {
    const [summary] = this.saveAll([{ record, mayBeBilled }]);
    if (!summary) throw new Error('a record was saved, and is not told of');
    return summary;
  }

  /**
   * Keeps finished trials, frees their leases and writes what they cost, all in one transaction: when this returns, all of
   * it is on the disk, and where it throws, nothing of it was kept. Gives them numbered, in the same order. `mayBeBilled`:
   * whether the vendor may have billed what left no answer.
   */
  saveAll(finished: readonly { record: TrialRecord; mayBeBilled: boolean }[]): RecordSummary[] {
    if (finished.length === 0) return [];
    const storedAt = new Date(this.#now()).toISOString();
    // Whatever takes time comes first: other processes wait for the transaction.
    const rows = finished.map(({ record, mayBeBilled }) => {
      const { outcome } = record;
      const tokens = outcome.status === 'done' ? outcome.completion.tokens : null;
      return { record, mayBeBilled, row: toRow(record, storedAt), blob: tokens && encodeTokens(tokens) };
    });
    return this.#db.transaction(() =>
      rows.map(({ record, mayBeBilled, row, blob }) => {
        insertRequest(this.#db, record.trial);
        const id = this.#db.run(INSERT_RECORD, ...RECORD_COLUMNS.map((column) => row[column]));
        if (blob) this.#db.run(INSERT_TOKENS, id, TOKEN_CODEC, blob);
        this.book.settle(record, id, mayBeBilled);
        if (record.outcome.status === 'done') this.choices.clear(record.trial);
        return toSummary(record, id);
      }),
    );
  }

  /**
   * What is known of each key: the answer that a person chose, else the newest, or where there is none the newest failure or
   * stop. By {@link resultKey}; keys without any record are missing. A record may come from another notebook or cell that sent
   * the same request: its `trial` is the one it was made for.
   */
  current(keys: readonly ResultKey[]): Map<string, RecordSummary> {
    const found = new Map<string, RecordSummary>();
    for (let start = 0; start < keys.length; start += KEYS_A_QUERY) {
      const part = keys.slice(start, start + KEYS_A_QUERY).map((key) => [key.requestHash, key.repeat]);
      const summaries = this.#summaries(
        `SELECT r.*, q.request FROM json_each(?) k
         CROSS JOIN records r ON r.record_id = coalesce(
           (SELECT record_id FROM choices WHERE request_hash = k.value ->> 0 AND repeat = k.value ->> 1),
           (SELECT record_id FROM records
            WHERE request_hash = k.value ->> 0 AND repeat = k.value ->> 1
            ORDER BY ${RANK} DESC LIMIT 1))
         JOIN requests q ON q.request_hash = r.request_hash`,
        JSON.stringify(part),
      );
      for (const summary of summaries) {
        const { requestHash, repeat } = summary.trial;
        found.set(resultKey({ requestHash, repeat }), summary);
      }
    }
    return found;
  }

  /** Of each key the record that counts, as {@link current} has it, in their order; null where there is none. */
  currentMarks(keys: readonly ResultKey[]): (RecordMark | null)[] {
    return selectCurrent(this.#db, keys);
  }

  /** The newest answer of each trial of a matrix, whatever was asked then; failing that, its newest failure or stop. By
   * trial id. */
  latestMarks(notebook: string, cellId: string): Map<string, RecordMark> {
    return this.choices.among(selectLatest(this.#db, notebook, cellId), notebook, cellId);
  }

  /** Stays the same while nobody writes anything into the file, this process or another. */
  stamp(): string {
    return selectStamp(this.#db);
  }

  /** Changes whenever people choose other records than the newest to be the current ones. */
  choiceStamp(): string {
    return selectChoiceStamp(this.#db);
  }

  /** How many records there are of a matrix. */
  countOf(notebook: string, cellId: string): number {
    return countOfMatrix(this.#db, notebook, cellId);
  }

  /** Number of the newest record of all; 0 where there is none. */
  newest(): number {
    return selectNewest(this.#db);
  }

  /** The records after a number, oldest first, as far as a join needs them. */
  since(recordId: number): NewRecord[] {
    return selectSince(this.#db, recordId);
  }

  /** What records are measured and checked by, in any order; unknown numbers are left out. */
  measured(recordIds: readonly number[]): MeasuredRow[] {
    const reader = this.#reader();
    const rows = this.#db.all(
      `SELECT r.* FROM json_each(?) k JOIN records r ON r.record_id = k.value`,
      JSON.stringify(recordIds),
    );
    const measured = rows.map((row) => reader.readMeasured(row));
    return [...fillFigures(this.#db, measured, (id) => this.tokens(id)), ...this.pinned.measured(recordIds)];
  }

  /** What came as answers, whole or in part, in any order; unknown numbers are left out. */
  texts(recordIds: readonly number[]): { recordId: number; text: string }[] {
    const rows = this.#db.all(
      `SELECT r.record_id, r.text FROM json_each(?) k JOIN records r ON r.record_id = k.value`,
      JSON.stringify(recordIds),
    );
    const stored = rows.map((row) => ({ recordId: Number(row['record_id']), text: String(row['text']) }));
    return [...stored, ...this.pinned.texts(recordIds)];
  }

  /** What records were made for, without what came; unknown numbers are left out. */
  trialsOf(recordIds: readonly number[]): { recordId: number; trial: Trial }[] {
    const reader = this.#reader();
    const rows = this.#db.all(
      `SELECT r.record_id, r.cell_id, r.trial_id, r.variant, r.repeat, r.vars, r.request_hash, q.request
       FROM json_each(?) k JOIN records r ON r.record_id = k.value JOIN requests q USING (request_hash)`,
      JSON.stringify(recordIds),
    );
    const stored = rows.map((row) => ({
      recordId: Number(row['record_id']),
      trial: reader.readTrial(row, null),
    }));
    const pinned = recordIds.flatMap((recordId) => this.pinned.record(recordId) ?? []);
    return [...stored, ...pinned];
  }

  /** Records by number, in the order asked for; unknown numbers are left out. */
  byIds(recordIds: readonly number[]): RecordSummary[] {
    const summaries = this.#summaries(
      `${SELECT} WHERE record_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(recordIds),
    );
    const byId = new Map(summaries.map((summary) => [summary.recordId, summary]));
    return recordIds.flatMap((recordId) => byId.get(recordId) ?? this.pinned.record(recordId) ?? []);
  }

  /** Every record of a key, newest first. */
  history({ requestHash, repeat }: ResultKey): RecordSummary[] {
    const where = 'WHERE request_hash = ? AND repeat = ? ORDER BY record_id DESC';
    return this.#summaries(`${SELECT} ${where}`, requestHash, repeat);
  }

  /** Every record of a trial, newest first, `limit` at most: of the same request, wherever it was sent from, and of the
   * requests that the trial was before. */
  historyOfTrial(
    trial: Pick<Trial, 'id' | 'cellId' | 'requestHash' | 'repeat'>,
    notebook: string,
    { limit = 200 }: { limit?: number } = {},
  ): RecordSummary[] {
    return this.#summaries(
      `${SELECT} WHERE record_id IN (
         SELECT record_id FROM records WHERE request_hash = ? AND repeat = ?
         UNION SELECT record_id FROM records WHERE notebook = ? AND cell_id = ? AND trial_id = ?
         ORDER BY record_id DESC LIMIT ?) ORDER BY record_id DESC`,
      trial.requestHash,
      trial.repeat,
      notebook,
      trial.cellId,
      trial.id,
      limit,
    );
  }

  /** The token list of a record; null where it has none. */
  tokens(recordId: number): TokenLogprob[] | null {
    return isPinned(recordId) ? this.pinned.tokens(recordId) : this.#readTokens(recordId, decodeTokens);
  }

  /** The same list as it is sent to the page. */
  packedTokens(recordId: number): PackedTokens | null {
    if (!isPinned(recordId)) return this.#readTokens(recordId, repackTokens);
    const tokens = this.pinned.tokens(recordId);
    return tokens && packTokens(tokens);
  }

  #readTokens<T>(recordId: number, read: (codec: number, blob: Uint8Array) => T): T | null {
    const row = this.#db.get('SELECT codec, blob FROM tokens WHERE record_id = ?', recordId);
    if (!row) return null;
    try {
      if (!(row['blob'] instanceof Uint8Array)) throw new Error('no bytes');
      return read(Number(row['codec']), row['blob']);
    } catch (error) {
      throw new StoreError('corrupt', this.file, `record ${recordId}, tokens`, error);
    }
  }

  /** Records from oldest to newest, read page by page, so that any number of them takes little memory. */
  *each(only: { notebook?: string; cellId?: string; runId?: string } = {}): Generator<RecordSummary> {
    let after = 0;
    for (;;) {
      const page = this.#summaries(
        `${SELECT} WHERE record_id > ? AND notebook = coalesce(?, notebook)
         AND cell_id = coalesce(?, cell_id) AND run_id = coalesce(?, run_id) ORDER BY record_id LIMIT ${ROWS_A_PAGE}`,
        after,
        only.notebook ?? null,
        only.cellId ?? null,
        only.runId ?? null,
      );
      yield* page;
      if (page.length < ROWS_A_PAGE) return;
      after = page.at(-1)?.recordId ?? after;
    }
  }

  /** Runs, newest first: of one notebook, or all. */
  runs(notebook: string | null = null): StoredRun[] {
    return selectRuns(this.#db, { notebook });
  }

  /** Number of a model's newest answer; null where it has none: while it stays, {@link usageOf} says the same. */
  newestAnswer(provider: string, model: string): number | null {
    return newestAnswer(this.#db, provider, model);
  }

  /** What a model's newest answers took, the newest first, and what was asked. */
  usageOf(provider: string, model: string, { limit = 300 }: { limit?: number } = {}): StoredUsage[] {
    return selectUsage(this.#db, provider, model, limit);
  }

  /** Lets the file go. Nothing may be asked after this. */
  close(): void {
    try {
      this.book.close();
    } catch {
      // A full or broken disk: others will find that this process is gone.
    } finally {
      this.#db.close();
    }
  }
}

/** Opens the file of results, and makes it and its folder where there is none. */
export function openResults(file: string, options: ResultsOptions = {}): Results {
  return new Results(file, options);
}
