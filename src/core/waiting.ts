import type { LiveTrial, RunPause, RunState } from './run-state.ts';

/** Why a trial that is queued is not made; null where it waits for nothing but its turn. What a provider refuses comes before
 * what money refuses: with more of it the trial would still wait. */
export function pauseOf({ pauses }: Pick<RunState, 'pauses'>, trial: LiveTrial): RunPause | null {
  if (trial.status !== 'queued') return null;
  let found: RunPause | null = null;
  for (const pause of pauses) {
    if (pause.models === null) return pause;
    if (!pause.models.includes(trial.model)) continue;
    if (pause.budget === null) return pause;
    found = pause;
  }
  return found;
}

/** How many trials wait for each of the things that a run waits for. */
export function countWaiting(run: RunState): Map<RunPause, number> {
  const counts = new Map(run.pauses.map((pause) => [pause, 0]));
  if (counts.size === 0) return counts;
  for (const trial of run.live.values()) {
    const pause = pauseOf(run, trial);
    if (pause) counts.set(pause, (counts.get(pause) ?? 0) + 1);
  }
  return counts;
}
