import type { Trial } from '../core/trial.ts';
import { Lanes } from './lane.ts';
import type { Lane } from './lane.ts';
import type { Gate } from './gate.ts';
import type { RunDeps } from './run-deps.ts';

/** The trials of one model that are still to be made. */
export interface Queue {
  lane: Lane;
  gate: Gate;
  /** The next one last. */
  trials: Trial[];
  /** Those that somebody else makes, here or in another process. */
  elsewhere: Trial[];
  /** Those that a limit on money keeps back, the next one first. */
  costly: Trial[];
  /** Those whose claim the store could not note: it is not known what it has of them. */
  stuck: Trial[];
  running: Set<Promise<void>>;
  /** How many of those have given their place in the lane to the next one, and are being stored. */
  storing: number;
}

/** How many answers of a lane with `limit` places may be on their way to the disk beside the requests in all its places:
 * what a kill can take is at most so much more. */
export function storingAhead(limit: number): number {
  return Math.ceil(limit / 4);
}

/** Trials of a queue that are not under way. */
export function countWaiting({ trials, elsewhere, costly, stuck }: Queue): number {
  return trials.length + elsewhere.length + costly.length + stuck.length;
}

/** The trials of a run by the lane that each goes through. */
export function toQueues(
  trials: readonly Trial[],
  { lanes, limits, clock }: RunDeps,
  gateOf: (provider: string, model: string) => Gate,
): Queue[] {
  const all = lanes ?? new Lanes((provider, model) => limits.concurrencyOf(provider, model), clock);
  const queues = new Map<Lane, Queue>();
  for (const trial of trials.toReversed()) {
    const { provider, model } = trial.request;
    const lane = all.of(provider, model);
    const queue = queues.get(lane);
    if (queue) queue.trials.push(trial);
    else {
      const gate = gateOf(provider, model);
      queues.set(lane, {
        lane,
        gate,
        trials: [trial],
        elsewhere: [],
        costly: [],
        stuck: [],
        running: new Set(),
        storing: 0,
      });
    }
  }
  return [...queues.values()];
}
