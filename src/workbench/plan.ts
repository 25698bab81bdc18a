import type { BlockedTrials } from '../core/api.ts';
import type { RunMode } from '../core/event.ts';
import type { Axis, MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { standing } from '../core/standing.ts';
import type { Stand, Standing } from '../core/standing.ts';
import type { Text } from '../core/text.ts';
import type { RecordSummary, Trial } from '../core/trial.ts';
import type { Obstacle } from '../providers/registry.ts';
import { resultKey } from '../store/results.ts';
import type { Results } from '../store/results.ts';

/** A trial, how it stands, the record that stands for it (for a stale one the last of its earlier request), and why. */
export interface PlannedTrial extends Stand {
  trial: Trial;
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

/** A record as the result of a trial that sends the same request: it may have been made for another cell or notebook. */
function toOwn(record: RecordSummary, trial: Trial, identity: string): RecordSummary {
  return { ...record, notebook: identity, trial };
}

/** Joins trials with what the store knows of them. */
export function joinResults(
  trials: readonly Trial[],
  results: Results,
  identity: string,
  cellId: string,
): PlannedTrial[] {
  const current = results.current(trials);
  const latest = results.latestOfTrials(identity, cellId);
  return trials.map((trial) => {
    const own = current.get(resultKey(trial));
    const stand = standing(trial, {
      current: own ? toOwn(own, trial, identity) : null,
      previous: latest.get(trial.id) ?? null,
    });
    return { trial, ...stand };
  });
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
 * earlier request alone, has no record of what the notebook says now, and is left out.
 */
export function toRecords({ trials, identity }: Plan): RecordSummary[] {
  return trials.flatMap(({ trial, standing, reason, record }) => {
    if (standing === 'skipped') return [toSkipped(trial, reason ?? { en: '', ko: '' }, identity)];
    return standing !== 'stale' && record ? [record] : [];
  });
}
