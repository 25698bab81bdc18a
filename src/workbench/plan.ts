import type { BlockedTrials } from '../core/api.ts';
import type { RunMode } from '../core/event.ts';
import type { Axis, MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { seenFrom } from '../core/seen-from.ts';
import { staleReason } from '../core/standing.ts';
import type { Stand, Standing } from '../core/standing.ts';
import type { Text } from '../core/text.ts';
import type { RecordSummary, Trial } from '../core/trial.ts';
import type { AnswerKey } from '../core/vote.ts';
import type { Obstacle } from '../providers/registry.ts';
import type { Results } from '../store/results.ts';

/** A trial, how it stands, and the number of the record that stands for it. */
export interface PlannedTrial extends Stand {
  trial: Trial;
  /** Why it is skipped, or stale: the latter only once {@link tellWhyStale} was asked. */
  reason: Text | null;
  /** Hash of the request that the record of a stale one answers, once {@link tellWhyStale} was asked; null for all others. */
  earlierHash: string | null;
}

/** What a matrix would make, and what of it is there. */
export interface Plan {
  /** Name of the notebook, from the notebooks folder. */
  name: string;
  /** What the store knows the notebook by. */
  identity: string;
  notebook: Notebook;
  matrix: MatrixCell;
  axes: Axis[];
  /** In order, skipped ones included; of a plan with a selection, the selected ones. */
  trials: PlannedTrial[];
  /** Where a trial stands among all of the matrix; -1 where it has none such. */
  placeOf: (trialId: string) => number;
  counts: Record<Standing, number>;
  /** Those without a result whose provider is not set up, by provider. */
  blocked: BlockedTrials[];
  /** Problems of the whole notebook and of the expansion. */
  problems: Problem[];
}

/** Some trials of a matrix of a notebook. */
type Planned = Pick<Plan, 'notebook' | 'matrix'> & { trials: readonly PlannedTrial[] };

/** Records that are read at a time. */
const RECORDS_AT_ONCE = 500;

/** A record as the result of a trial that sends the same request: it may have been made for another cell or notebook. A stale
 * one keeps the trial that it was made for. */
function toOwn(record: RecordSummary, { trial, standing }: PlannedTrial, identity: string): RecordSummary {
  return standing === 'stale' ? record : { ...record, notebook: identity, trial };
}

/** The records of some trials, in order; null where a trial has none. Read from the store as they are asked for. */
export function* recordsOf(
  planned: readonly PlannedTrial[],
  results: Results,
  identity: string,
): Generator<RecordSummary | null> {
  for (let start = 0; start < planned.length; start += RECORDS_AT_ONCE) {
    const part = planned.slice(start, start + RECORDS_AT_ONCE);
    const ids = part.flatMap(({ recordId }) => recordId ?? []);
    const records = new Map(results.byIds(ids).map((record) => [record.recordId, record]));
    for (const one of part) {
      const record = one.recordId === null ? undefined : records.get(one.recordId);
      yield record ? toOwn(record, one, identity) : null;
    }
  }
}

/** Says of the stale ones among some trials what their records answer, and what has changed since they were made, where that is
 * not said yet. */
export function tellWhyStale({ notebook, matrix, trials }: Planned, results: Results): void {
  const seen = seenFrom(notebook, matrix);
  const stale = trials.filter((one) => one.standing === 'stale' && one.reason === null);
  for (let start = 0; start < stale.length; start += RECORDS_AT_ONCE) {
    const part = stale.slice(start, start + RECORDS_AT_ONCE);
    const asked = new Map(
      results
        .trialsOf(part.flatMap(({ recordId }) => recordId ?? []))
        .map((one) => [one.recordId, one.trial]),
    );
    for (const one of part) {
      const before = asked.get(one.recordId ?? 0);
      if (!before) continue;
      one.reason = staleReason(before, one.trial, seen);
      one.earlierHash = before.requestHash;
    }
  }
}

/** What is known of the answers that some trials show goes by these keys, in their order: a stale one shows an earlier
 * request's. */
export function answerKeysOf(planned: Planned, results: Results): AnswerKey[] {
  tellWhyStale(planned, results);
  return planned.trials.map(({ trial: { requestHash, repeat }, earlierHash }) => ({
    requestHash: earlierHash ?? requestHash,
    repeat,
  }));
}

/** The trials of a plan with these ids, in their order. */
export function findTrials({ trials, placeOf }: Plan, ids: readonly string[]): PlannedTrial[] {
  return ids.flatMap((id) => {
    const planned = trials[placeOf(id)];
    return planned?.trial.id === id ? planned : (trials.find(({ trial }) => trial.id === id) ?? []);
  });
}

/** How many trials there are of each standing. */
export function countStandings(trials: readonly PlannedTrial[]): Record<Standing, number> {
  const counts = { never: 0, done: 0, stale: 0, error: 0, aborted: 0, skipped: 0 };
  for (const { standing } of trials) counts[standing] += 1;
  return counts;
}

/** Counts the trials that a run of a mode would make, and whose provider cannot be asked, by provider, in the order of the
 * trials. */
export function countBlocked(
  trials: readonly PlannedTrial[],
  obstacleOf: (provider: string) => Obstacle | null,
  mode: RunMode = 'missing',
): BlockedTrials[] {
  const blocked = new Map<string, BlockedTrials | null>();
  for (const planned of trials) {
    if (!isWanted(planned, mode)) continue;
    const { provider } = planned.trial.request;
    if (!blocked.has(provider)) {
      const obstacle = obstacleOf(provider);
      blocked.set(provider, obstacle && { provider, ...obstacle, count: 0 });
    }
    const found = blocked.get(provider);
    if (found) found.count += 1;
  }
  return [...blocked.values()].filter((one) => one !== null);
}

/** The plan without the trials whose provider is not set up: what a run of a mode can make of it now. */
export function withoutBlocked(plan: Plan, mode: RunMode = 'missing'): Plan {
  const blocked = new Set(plan.blocked.map(({ provider }) => provider));
  const isOpen = (planned: PlannedTrial) =>
    !isWanted(planned, mode) || !blocked.has(planned.trial.request.provider);
  return { ...plan, trials: plan.trials.filter(isOpen), blocked: [] };
}

const WANTED: Record<RunMode, ReadonlySet<Standing>> = {
  missing: new Set(['never', 'stale', 'error', 'aborted']),
  all: new Set(['never', 'stale', 'error', 'aborted', 'done']),
  failed: new Set(['error']),
};

/** Whether a run of a mode makes a trial. */
export function isWanted({ standing }: PlannedTrial, mode: RunMode): boolean {
  return WANTED[mode].has(standing);
}

function toSkipped(trial: Trial, reason: Text, identity: string): RecordSummary {
  return {
    recordId: 0,
    runId: '',
    notebook: identity,
    trial,
    outcome: { status: 'skipped', reason },
    attempts: 0,
    queuedMs: 0,
    ttftMs: null,
    totalMs: null,
    startedAt: '',
    hasTokens: false,
  };
}

/**
 * The records of a plan as they stand: of what was run, and made up for what is skipped. What has no result, or one of an
 * earlier request alone, has no record of what the notebook says now, and is left out, the latter unless `withStale`. Read as
 * they are asked for, so that any number of them takes little memory.
 */
export function* toRecords(
  { trials, identity }: Plan,
  results: Results,
  { withStale = false }: { withStale?: boolean } = {},
): Generator<RecordSummary> {
  const kept = trials.filter(
    ({ standing, recordId }) =>
      standing === 'skipped' || (recordId !== null && (withStale || standing !== 'stale')),
  );
  let at = 0;
  for (const record of recordsOf(kept, results, identity)) {
    const one = kept[at++];
    if (one?.standing === 'skipped') yield toSkipped(one.trial, one.reason ?? { en: '', ko: '' }, identity);
    else if (record) yield record;
  }
}
