import { FAILURE_NAME, blocksProvider, toFailure } from '../core/failure.ts';
import type { Failure } from '../core/failure.ts';
import type { RunEvent } from '../core/event.ts';
import type { Text } from '../core/text.ts';
import type { Trial, TrialRecord } from '../core/trial.ts';
import type { RunProvider } from './attempt.ts';
import { Lanes } from './lane.ts';
import type { Lane } from './lane.ts';
import type { RunDeps } from './run-deps.ts';
import { RunEvents } from './run-events.ts';
import { runTrial } from './run-trial.ts';

/** One provider of a run: what stops its trials, and whether it has been stopped. */
interface Gate {
  id: string;
  provider: RunProvider | null;
  halt: AbortController;
  blocked: boolean;
}

/** The trials of one model that are still to be made, the next one last. */
interface Queue {
  lane: Lane;
  gate: Gate;
  trials: Trial[];
}

function blockedText(provider: string, failure: Failure): Text {
  const name = FAILURE_NAME[failure.kind];
  return {
    en: `${provider}: ${name.en}. Its other trials were not sent. ${failure.hint.en}`,
    ko: `${provider}: ${name.ko}. 이 공급자의 나머지 시행은 보내지 않았습니다. ${failure.hint.ko}`,
  };
}

/** The sentences of an error that has them in both languages (as the store's do); its message otherwise. */
function textOf(error: unknown): Text {
  if (error instanceof Error && 'text' in error) {
    const { text } = error;
    if (typeof text === 'object' && text !== null && 'en' in text && 'ko' in text) {
      return { en: String(text.en), ko: String(text.ko) };
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, ko: message };
}

/** A run under way. What it does is in its events; this is its state. */
class Conductor {
  readonly #deps: RunDeps;
  readonly #events: RunEvents;
  readonly #stop: AbortController;
  readonly #startedMs: number;
  readonly #gates = new Map<string, Gate>();
  /** Records that could not be stored. */
  readonly #unsaved: TrialRecord[] = [];
  #untried = 0;
  #aborted = 0;
  #bug: unknown = null;

  constructor(deps: RunDeps, events: RunEvents, stop: AbortController) {
    this.#deps = deps;
    this.#events = events;
    this.#stop = stop;
    this.#startedMs = deps.clock.monotonicMs();
  }

  #tell(event: RunEvent): void {
    this.#events.push(event);
  }

  #gateOf(id: string): Gate {
    let gate = this.#gates.get(id);
    if (!gate) {
      const halt = new AbortController();
      gate = { id, provider: this.#deps.providers.get(id), halt, blocked: false };
      this.#stop.signal.addEventListener('abort', () => halt.abort(), { once: true });
      if (this.#stop.signal.aborted) halt.abort();
      this.#gates.set(id, gate);
    }
    return gate;
  }

  #block(gate: Gate, failure: Failure): void {
    if (gate.blocked) return;
    gate.blocked = true;
    gate.halt.abort();
    const reason = blockedText(gate.id, failure);
    this.#tell({ type: 'run-paused', runId: this.#deps.runId, provider: gate.id, failure, reason });
  }

  #pauseForStore(error: unknown, reason: Text): void {
    const message = error instanceof Error ? error.message : String(error);
    const failure = toFailure('internal', message, { hint: textOf(error) });
    this.#tell({ type: 'run-paused', runId: this.#deps.runId, provider: null, failure, reason });
  }

  /** Stores a record and tells of it; in this order, so that what anyone saw finish is on the disk. */
  #save(record: TrialRecord): unknown {
    const { runId, save } = this.#deps;
    try {
      const summary = save(record);
      if (record.outcome.status === 'aborted') this.#aborted += 1;
      this.#tell({ type: 'trial-finished', runId, trialId: record.trial.id, record: summary });
      return null;
    } catch (error) {
      return error ?? new Error('unknown');
    }
  }

  async #make(trial: Trial, gate: Gate, provider: RunProvider): Promise<void> {
    const record = await runTrial(trial, this.#deps, {
      provider,
      events: this.#events,
      stop: this.#stop.signal,
      halt: gate.halt.signal,
      queuedAtMs: this.#startedMs,
    });
    const failure = record?.outcome.status === 'error' ? record.outcome.failure : null;
    const blocks = failure !== null && blocksProvider(failure);
    // One failed record tells of a bad key; the others that met it are as good as never sent.
    if (!record || (blocks && gate.blocked)) {
      this.#untried += 1;
      this.#tell({ type: 'trial-requeued', runId: this.#deps.runId, trialId: trial.id });
      return;
    }
    if (blocks) this.#block(gate, failure);
    const error = this.#save(record);
    if (error === null) return;
    if (this.#unsaved.length === 0) this.#pauseForStore(error, textOf(error));
    this.#unsaved.push(record);
    // Answers that cannot be kept are not to be paid for.
    this.#stop.abort();
  }

  /** Makes the trials of one model, as many at once as the lane lets in. */
  async #drain({ lane, gate, trials }: Queue): Promise<void> {
    const running = new Set<Promise<void>>();
    const { signal } = gate.halt;
    while (trials.length > 0 && gate.provider) {
      await this.#events.room();
      if (!(await lane.enter(signal))) break;
      const trial = signal.aborted ? undefined : trials.pop();
      if (!trial) {
        lane.leave();
        break;
      }
      const made = this.#make(trial, gate, gate.provider)
        .catch((error: unknown) => {
          this.#bug ??= error;
          this.#stop.abort();
        })
        .finally(() => {
          lane.leave();
          running.delete(made);
        });
      running.add(made);
    }
    await Promise.all(running);
    this.#untried += trials.length;
  }

  #queuesOf(trials: readonly Trial[]): Queue[] {
    const lanes = this.#deps.lanes ?? new Lanes(this.#deps.limits.concurrencyOf);
    const queues = new Map<Lane, Queue>();
    for (const trial of trials.toReversed()) {
      const { provider, model } = trial.request;
      const lane = lanes.of(provider, model);
      const queue = queues.get(lane);
      if (queue) queue.trials.push(trial);
      else queues.set(lane, { lane, gate: this.#gateOf(provider), trials: [trial] });
    }
    return [...queues.values()];
  }

  /** Makes all trials, and tells how the run ended. */
  async conduct(trials: readonly Trial[]): Promise<void> {
    const { runId, clock, signal } = this.#deps;
    const queues = this.#queuesOf(trials);
    for (const gate of this.#gates.values()) {
      if (!gate.provider) this.#block(gate, toFailure('config', `provider ${gate.id} is not set up`));
    }
    await Promise.all(queues.map((queue) => this.#drain(queue)));
    if (this.#bug) throw this.#bug;

    // The disk may have been freed, or the lock let go, since.
    const lost = this.#unsaved.filter((record) => this.#save(record) !== null);
    if (lost.length > 0) {
      const named = lost.map((record) => record.trial.id).join(', ');
      const reason = {
        en: `${lost.length} finished trials could not be stored and have to be run again: ${named}.`,
        ko: `끝난 시행 ${lost.length}개를 저장하지 못했습니다. 다시 실행해야 합니다: ${named}`,
      };
      this.#pauseForStore(new Error(reason.en), reason);
    }
    const isWhole = this.#untried + this.#aborted === 0 && lost.length === 0;
    const reason = isWhole ? 'done' : signal.aborted && this.#unsaved.length === 0 ? 'stopped' : 'failed';
    this.#tell({ type: 'run-finished', runId, reason, at: new Date(clock.now()).toISOString() });
  }
}

/**
 * Makes trials, and yields what happens as it happens. A trial that fails is an event like any other; what this throws is
 * a bug. Whoever stops iterating stops the run. Trials with a `skip` are passed over.
 */
export async function* run(trials: readonly Trial[], deps: RunDeps): AsyncGenerator<RunEvent> {
  const { runId, notebook, cellId, mode, estimateUsd, clock, signal } = deps;
  const wanted = trials.filter((trial) => trial.skip === null);
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
      estimateUsd,
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
