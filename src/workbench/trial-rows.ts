import { setImmediate } from 'node:timers/promises';
import type { CheckOutcome, TrialFigures, TrialRow } from '../core/result-api.ts';
import { runCheck } from '../core/check.ts';
import { cellsOf } from '../core/notebook.ts';
import type { Check } from '../core/notebook.ts';
import { isTemplate } from '../core/template-mark.ts';
import { toFigures, toTextMarks } from '../core/trial-row.ts';
import type { Rates, Trial } from '../core/trial.ts';
import { answerKey } from '../core/vote.ts';
import type { Results } from '../store/results.ts';
import type { MeasuredRow } from '../store/row-reader.ts';
import { tellWhyStale } from './plan.ts';
import type { Plan, PlannedTrial } from './plan.ts';

/** Records that are known in numbers at a time; those that were asked for longest ago are forgotten. */
const KEPT = 250_000;
/** Records that are read and checked before others get their turn. */
const READ_AT_ONCE = 250;

/** Words that figures share, and how long they may be. */
const WORDS_KEPT = 1000;
const LONGEST_SHARED = 40;

const NONE: TrialRow['checks'] = [];

/** What a row says of its record. */
interface RecordFacts {
  figures: TrialFigures;
  textKey: string | null;
  head: string | null;
  /** What `checks` are of: see {@link Checking}. */
  checkedBy: string;
  checks: TrialRow['checks'];
}

/** The checks of a matrix, and what tells their outcomes on one record apart: the checks and, where they hold templates, the
 * variables. */
interface Checking {
  checks: Check[];
  keyOf(trial: Trial): string;
}

function hasTemplate(value: unknown): boolean {
  return isTemplate(JSON.stringify(value) ?? '');
}

/** The checks of a matrix, of all its assert cells. */
export function checksOf({ notebook, matrix }: Pick<Plan, 'notebook' | 'matrix'>): Check[] {
  return cellsOf(notebook, 'assert').flatMap((cell) => (cell.of === matrix.id ? cell.checks : []));
}

/** Runs checks on a record; none run on what is no whole answer. */
function check(
  checks: readonly Check[],
  { outcome }: Pick<MeasuredRow, 'outcome'>,
  trial: Trial,
): CheckOutcome[] {
  if (outcome.status !== 'done') return [];
  return checks.map((one) => ({ id: one.id, ...runCheck(one, outcome.completion, trial.vars) }));
}

/**
 * Makes the rows of trials: what is known of every trial without its texts. What a record comes to is read, measured and
 * checked once, and then only where its checks have changed.
 */
export class TrialRows {
  readonly #results: Results;
  readonly #facts = new Map<number, RecordFacts>();
  readonly #kept: number;
  readonly #words = new Map<string, string>();
  readonly #rates = new Map<string, Rates>();

  constructor(results: Results, { kept = KEPT }: { kept?: number } = {}) {
    this.#results = results;
    this.#kept = kept;
  }

  /** The rows of some trials of a plan. */
  async of(plan: Plan, trials: readonly PlannedTrial[]): Promise<TrialRow[]> {
    const checking = toChecking(checksOf(plan));
    const rows: TrialRow[] = [];
    for (let start = 0; start < trials.length;) {
      const { end, missing } = this.#findMissing(trials, start, checking);
      this.#read(missing, checking);
      tellWhyStale({ ...plan, trials: trials.slice(start, end) }, this.#results);
      for (const planned of trials.slice(start, end)) rows.push(this.#toRow(planned));
      start = end;
      // A hundred thousand of them take seconds: others get their turn in between.
      if (missing.size > 0) await setImmediate();
    }
    this.#annotate(rows);
    return rows;
  }

  /** Adds what is said of the answers that rows show. */
  #annotate(rows: readonly TrialRow[]): void {
    const toKey = ({ answerHash: requestHash, repeat }: TrialRow) => ({ requestHash, repeat });
    const annotations = this.#results.annotations.of(rows.map(toKey));
    if (annotations.size === 0) return;
    for (const row of rows) {
      const said = annotations.get(answerKey(toKey(row)));
      if (!said) continue;
      row.annotation = { starred: said.starred, rating: said.rating, note: said.note, tags: said.tags };
    }
  }

  /** What the checks of a matrix say of some of its trials. */
  outcomes(plan: Plan, trials: readonly PlannedTrial[]): Map<string, CheckOutcome[]> {
    const checks = checksOf(plan);
    const ids = trials.flatMap(({ recordId }) => recordId ?? []);
    const records = new Map(this.#results.measured(ids).map((record) => [record.recordId, record]));
    return new Map(
      trials.map(({ trial, recordId }) => {
        const record = records.get(recordId ?? 0);
        return [trial.id, record ? check(checks, record, trial) : []];
      }),
    );
  }

  /** Goes on until enough records are found that are not known: where that is, and which they are. */
  #findMissing(
    trials: readonly PlannedTrial[],
    start: number,
    checking: Checking,
  ): { end: number; missing: Map<number, Trial> } {
    const missing = new Map<number, Trial>();
    let end = start;
    while (end < trials.length && missing.size < READ_AT_ONCE) {
      const planned = trials[end++];
      if (!planned || planned.recordId === null) continue;
      if (this.#facts.get(planned.recordId)?.checkedBy !== checking.keyOf(planned.trial))
        missing.set(planned.recordId, planned.trial);
    }
    return { end, missing };
  }

  #read(missing: ReadonlyMap<number, Trial>, checking: Checking): void {
    if (missing.size === 0) return;
    for (const record of this.#results.measured([...missing.keys()])) {
      const trial = missing.get(record.recordId);
      if (!trial) continue;
      const passes = check(checking.checks, record, trial).map(({ pass }) => pass);
      this.#keep(record.recordId, {
        figures: this.#shareWords(toFigures(record, record)),
        ...toTextMarks(record),
        checkedBy: checking.keyOf(trial),
        checks: passes.length === 0 ? NONE : passes,
      });
    }
  }

  /** Has figures share the few words that they are made of: the store gives each record strings of its own. */
  #shareWords(figures: TrialFigures): TrialFigures {
    const share = <T extends string>(word: T | null): T | null => {
      if (word === null || word.length > LONGEST_SHARED) return word;
      const known = this.#words.get(word);
      if (known === undefined && this.#words.size < WORDS_KEPT) this.#words.set(word, word);
      return (known as T | undefined) ?? word;
    };
    figures.finishReason = share(figures.finishReason);
    figures.rawFinishReason = share(figures.rawFinishReason);
    figures.logprobsKind = share(figures.logprobsKind);
    figures.priceAsOf = share(figures.priceAsOf);
    figures.rates = figures.rates && this.#shareRates(figures.rates);
    return figures;
  }

  #shareRates(rates: Rates): Rates {
    const key = Object.values(rates).join();
    const known = this.#rates.get(key);
    if (known === undefined && this.#rates.size < WORDS_KEPT) this.#rates.set(key, rates);
    return known ?? rates;
  }

  #keep(recordId: number, facts: RecordFacts): void {
    this.#facts.delete(recordId);
    this.#facts.set(recordId, facts);
    if (this.#facts.size <= this.#kept) return;
    const [oldest] = this.#facts.keys();
    if (oldest !== undefined) this.#facts.delete(oldest);
  }

  #toRow({ trial, standing, recordId, reason, earlierHash }: PlannedTrial): TrialRow {
    const facts = recordId === null ? undefined : this.#facts.get(recordId);
    return {
      trialId: trial.id,
      variant: trial.variant,
      repeat: trial.repeat,
      requestHash: trial.requestHash,
      answerHash: earlierHash ?? trial.requestHash,
      standing,
      reason,
      recordId: facts ? recordId : null,
      figures: facts?.figures ?? null,
      textKey: facts?.textKey ?? null,
      head: facts?.head ?? null,
      checks: facts?.checks ?? NONE,
      annotation: null,
    };
  }
}

function toChecking(checks: Check[]): Checking {
  const ofChecks = JSON.stringify(checks.map(({ id, type, value }) => [id, type, value]));
  if (!checks.some(({ value }) => hasTemplate(value))) return { checks, keyOf: () => ofChecks };
  // Trials of one row share its variables.
  const keys = new WeakMap<object, string>();
  return {
    checks,
    keyOf: ({ vars }) => {
      let key = keys.get(vars);
      if (key === undefined) keys.set(vars, (key = ofChecks + JSON.stringify(vars)));
      return key;
    },
  };
}
