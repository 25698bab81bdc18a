import type { BlockedTrials } from '../core/api.ts';
import type { RunMode } from '../core/event.ts';
import type { Axis, MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { staleReason, standing } from '../core/standing.ts';
import type { RecordMark, Stand, Standing } from '../core/standing.ts';
import type { Text } from '../core/text.ts';
import type { RecordSummary, Trial } from '../core/trial.ts';
import type { Obstacle } from '../providers/registry.ts';
import type { Results } from '../store/results.ts';

/** A trial, how it stands, the number of the record that stands for it, and why where it is stale or skipped. */
export interface PlannedTrial extends Stand {
  trial: Trial;
  reason: Text | null;
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
  counts: Record<Standing, number>;
  /** Those without a result whose provider is not set up, by provider. */
  blocked: BlockedTrials[];
  /** Problems of the whole notebook and of the expansion. */
  problems: Problem[];
}

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

/** What the store has where that is an answer, else what is pinned, else what the store has. */
function answered(stored: RecordMark | null | undefined, pinned: () => RecordMark | null): RecordMark | null {
  return stored?.status === 'done' ? stored : (pinned() ?? stored ?? null);
}

/** Joins trials with what the store knows of them, and with what is pinned beside the notebook. */
export function joinResults(
  trials: readonly Trial[],
  results: Results,
  identity: string,
  cellId: string,
): PlannedTrial[] {
  const current = results.currentMarks(trials);
  const latest = results.latestMarks(identity, cellId);
  // Pinned answers stand where the store has none.
  const { pinned } = results;
  const planned = trials.map((trial, at): PlannedTrial => {
    const stored = {
      current: answered(current[at], () => pinned.current(identity, trial)),
      previous: answered(latest.get(trial.id), () => pinned.previous(identity, cellId, trial.id)),
    };
    const stand = standing(trial, stored);
    return { trial, ...stand, reason: stand.standing === 'skipped' ? trial.skip : null };
  });
  tellWhyStale(planned, results, identity);
  return planned;
}

/** Says of stale trials what has changed since. */
function tellWhyStale(planned: readonly PlannedTrial[], results: Results, identity: string): void {
  const stale = planned.filter((one) => one.standing === 'stale');
  let at = 0;
  for (const record of recordsOf(stale, results, identity)) {
    const one = stale[at++];
    if (one && record) one.reason = staleReason(record.trial, one.trial);
  }
}

/** How many trials there are of each standing. */
export function countStandings(trials: readonly PlannedTrial[]): Record<Standing, number> {
  const counts = { never: 0, done: 0, stale: 0, error: 0, aborted: 0, skipped: 0 };
  for (const { standing } of trials) counts[standing] += 1;
  return counts;
}

/** Counts the trials without a result whose provider cannot be asked, by provider, in the order of the trials. */
export function countBlocked(
  trials: readonly PlannedTrial[],
  obstacleOf: (provider: string) => Obstacle | null,
): BlockedTrials[] {
  const blocked = new Map<string, BlockedTrials | null>();
  for (const planned of trials) {
    if (!isWanted(planned, 'missing')) continue;
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

/** The plan without the trials whose provider is not set up: what can be made of it now. */
export function withoutBlocked(plan: Plan): Plan {
  const blocked = new Set(plan.blocked.map(({ provider }) => provider));
  const isOpen = (planned: PlannedTrial) =>
    !isWanted(planned, 'missing') || !blocked.has(planned.trial.request.provider);
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
 * earlier request alone, has no record of what the notebook says now, and is left out. Read as they are asked for, so that any
 * number of them takes little memory.
 */
export function* toRecords({ trials, identity }: Plan, results: Results): Generator<RecordSummary> {
  const kept = trials.filter(
    ({ standing, recordId }) => standing === 'skipped' || (standing !== 'stale' && recordId !== null),
  );
  let at = 0;
  for (const record of recordsOf(kept, results, identity)) {
    const one = kept[at++];
    if (one?.standing === 'skipped') yield toSkipped(one.trial, one.reason ?? { en: '', ko: '' }, identity);
    else if (record) yield record;
  }
}
