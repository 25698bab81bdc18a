import type { RunEvent } from '../core/event.ts';
import type { Trial } from '../core/trial.ts';
import { Conductor } from './conductor.ts';
import type { RunDeps } from './run-deps.ts';
import { RunEvents } from './run-events.ts';

/**
 * Makes trials, and yields what happens as it happens. A trial that fails is an event like any other; what this throws is
 * a bug. Whoever stops iterating stops the run. Trials with a `skip` are passed over.
 */
export async function* run(trials: readonly Trial[], deps: RunDeps): AsyncGenerator<RunEvent> {
  const { runId, notebook, cellId, mode, estimateUsd, resumed, clock, signal } = deps;
  const wanted = trials.filter((trial) => trial.skip === null);
  const models = wanted.map(({ request }) => `${request.provider}/${request.model}`);
  const places = new Map([...new Set(models)].map((model, at) => [model, at]));
  const stop = new AbortController();
  const onStop = (): void => stop.abort();
  const events = new RunEvents();
  let finished: Promise<void> = Promise.resolve();
  signal.addEventListener('abort', onStop, { once: true });
  if (signal.aborted) onStop();
  try {
    yield {
      type: 'run-started',
      runId,
      notebook,
      cellId,
      mode,
      total: wanted.length,
      trialIds: wanted.map((trial) => trial.id),
      models: [...places.keys()],
      modelOf: models.map((model) => places.get(model) ?? -1),
      estimateUsd,
      ...(resumed ? { resumed } : {}),
      at: new Date(clock.now()).toISOString(),
    };
    finished = new Conductor(deps, events, stop).conduct(wanted).finally(() => events.close());
    // Awaited below; until then a bug must not look like one that nobody handles.
    finished.catch(() => {});
    for (let batch = await events.take(); batch.length > 0; batch = await events.take()) yield* batch;
  } finally {
    signal.removeEventListener('abort', onStop);
    stop.abort();
    events.close();
    await finished;
  }
}
