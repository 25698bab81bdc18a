import { blocksProvider, toFailure } from '../core/failure.ts';
import type { Failure } from '../core/failure.ts';
import type { RunEvent } from '../core/event.ts';
import type { Text } from '../core/text.ts';
import type { Trial } from '../core/trial.ts';
import type { RunProvider } from './attempt.ts';
import { freeClaims } from './claims.ts';
import type { Claim, Claims } from './claims.ts';
import { Gate } from './gate.ts';
import { Nudge } from './nudge.ts';
import { Keeper } from './keeper.ts';
import { Pauses, pauseOfProvider, textOf, toProviderPause } from './pause.ts';
import { Purse } from './purse.ts';
import { countWaiting, storingAhead, toQueues } from './queue.ts';
import type { Queue } from './queue.ts';
import type { RunDeps } from './run-deps.ts';
import type { RunEvents } from './run-events.ts';
import { runTrial } from './run-trial.ts';
import { WarmUps } from './warm-up.ts';

/** How often it is looked whether a trial that another process makes has its answer. */
const ELSEWHERE_POLL_MS = 500;
/** How often it is looked whether there is money again: a raised limit, another process that is done, midnight. */
const BUDGET_POLL_MS = 2000;

function toUnset(id: string): Text {
  return { en: `provider ${id} is not set up`, ko: `${id} 공급자가 설정되지 않았습니다.` };
}

/** A run under way. What it does is in its events; this is its state. */
export class Conductor {
  readonly #deps: RunDeps;
  readonly #claims: Claims;
  readonly #events: RunEvents;
  readonly #stop: AbortController;
  readonly #startedMs: number;
  readonly #pauses: Pauses;
  readonly #keeper: Keeper;
  readonly #purse: Purse;
  readonly #warmUps: WarmUps;
  readonly #gates = new Map<string, Gate>();
  #queues: Queue[] = [];
  /** Given whenever something has settled: a trial, a provider, a limit. */
  readonly #changed = new Nudge();
  /** Whether nothing more is to be begun, whatever changes. */
  #isThrough = false;
  #untried = 0;
  #bug: unknown = null;

  constructor(deps: RunDeps, events: RunEvents, stop: AbortController) {
    this.#deps = deps;
    this.#claims = deps.claims ?? freeClaims;
    this.#events = events;
    this.#stop = stop;
    this.#startedMs = deps.clock.monotonicMs();
    this.#warmUps = deps.warmUps ?? new WarmUps(deps.clock);
    this.#pauses = new Pauses(deps.runId, (event) => this.#tell(event));
    this.#purse = new Purse({
      runId: deps.runId,
      claims: this.#claims,
      pauses: this.#pauses,
      changed: this.#changed,
      waits: this.#waits,
    });
    this.#keeper = new Keeper({
      run: deps,
      pauses: this.#pauses,
      underWay: () => this.#queues.reduce((sum, { running }) => sum + running.size, 0),
      stop,
      changed: this.#changed,
      tell: (event) => this.#tell(event),
      onTry: () => {
        for (const queue of this.#queues) this.#free(queue);
      },
      onOver: () => {
        this.#isThrough = true;
        for (const gate of this.#gates.values()) gate.close();
      },
    });
  }

  #tell(event: RunEvent): void {
    this.#events.push(event);
  }

  get #waits(): boolean {
    return this.#deps.whenBlocked === 'wait';
  }

  #gateOf(id: string, model: string): Gate {
    const key = `${id}/${model}`;
    let gate = this.#gates.get(key);
    if (!gate) {
      gate = new Gate(id, model, this.#deps.providers.get(id), this.#stop.signal);
      this.#gates.set(key, gate);
    }
    return gate;
  }

  #block(gate: Gate, failure: Failure): void {
    if (gate.isClosed) return;
    gate.close(failure);
    // A key may be good for some models of a provider alone, or each be refused for something else: each is asked, and what is told
    // is of those that were refused alike.
    const gates = [...this.#gates.values()].filter(({ id }) => id === gate.id);
    const models = gates.filter((one) => one.failure?.kind === failure.kind).map(({ model }) => model);
    const refuser = { provider: gate.id, models, isWhole: models.length === gates.length };
    this.#pauses.begin(toProviderPause(this.#deps.runId, refuser, failure, this.#waits));
  }

  /** Providers or limits may have changed: those that refused are tried anew. */
  #lookAgain(): void {
    if (this.#isThrough) return;
    for (const gate of this.#gates.values()) {
      const { failure } = gate;
      gate.open(this.#deps.providers.get(gate.id));
      if (failure && !gate.isClosed) this.#pauses.end(pauseOfProvider(gate.id, failure.kind));
    }
    this.#purse.changed();
    this.#keeper.tryAgain();
    this.#changed.give();
  }

  /** Gives back what the store could not note, so that it can be asked for anew. */
  #free(queue: Queue): void {
    for (const trial of queue.stuck.splice(0)) {
      try {
        // A request of it may be billed, where one was sent.
        this.#claims.rest(trial, true, null);
        this.#claims.release(trial);
        queue.trials.push(trial);
      } catch (error) {
        if (!textOf(error)) throw error;
        queue.stuck.push(trial);
        this.#keeper.refused(error);
        return;
      }
    }
  }

  #requeue(trial: Trial, queue: Queue, hasBegun: boolean): void {
    queue.trials.push(trial);
    if (hasBegun) this.#tell({ type: 'trial-requeued', runId: this.#deps.runId, trialId: trial.id });
  }

  /** Puts a trial where it waits for its turn, or takes the answer that somebody else got. */
  #takeRefusal(trial: Trial, queue: Queue, claim: Exclude<Claim, { kind: 'granted' }>): void {
    const { runId } = this.#deps;
    switch (claim.kind) {
      case 'stored':
        this.#tell({
          type: 'trial-finished',
          runId,
          trialId: trial.id,
          record: claim.record,
          isStored: true,
        });
        return;
      case 'elsewhere':
        queue.elsewhere.push(trial);
        return;
      case 'over-budget':
        queue.costly.unshift(trial);
        this.#purse.refused(claim);
        return;
      default:
        claim satisfies never;
    }
  }

  /** Makes a trial and keeps it. `leave` gives its place in the lane to the next one. */
  async #make(trial: Trial, queue: Queue, provider: RunProvider, leave: () => void): Promise<void> {
    const { gate, lane } = queue;
    const end = await runTrial(trial, this.#deps, {
      provider,
      lane,
      warmUps: this.#warmUps,
      events: this.#events,
      stop: this.#stop.signal,
      halt: gate.halt,
      queuedAtMs: this.#startedMs,
    });
    // A refusal for money stands only until something has settled; a trial that was refused settles nothing.
    if (end.kind !== 'refused') this.#purse.changed();
    if (end.kind === 'halted') {
      this.#requeue(trial, queue, end.hasBegun);
      return;
    }
    if (end.kind === 'refused') {
      if (end.hasBegun) this.#tell({ type: 'trial-requeued', runId: this.#deps.runId, trialId: trial.id });
      this.#takeRefusal(trial, queue, end.claim);
      return;
    }
    this.#purse.granted(trial);
    const { outcome } = end.record;
    const failure = outcome.status === 'error' ? outcome.failure : null;
    if (failure && blocksProvider(failure)) {
      // One failed record tells of a bad key; the others that met it are as good as never sent. Where the run waits for
      // a better key, none is kept; nor of a provider that is not set up, to which nothing was sent.
      const isFirst = !gate.isClosed && failure.kind !== 'config';
      this.#block(gate, failure);
      if (this.#waits || !isFirst) {
        this.#claims.release(trial);
        this.#requeue(trial, queue, true);
        return;
      }
    }
    // The server has nothing more to do with it: the next one need not wait for the disk.
    const isAhead = queue.storing < storingAhead(lane.limit);
    if (isAhead) {
      queue.storing += 1;
      leave();
    }
    try {
      await this.#keeper.keep(end);
    } finally {
      if (isAhead) queue.storing -= 1;
    }
    // What was reserved for it is free only now.
    this.#purse.changed();
  }

  #begin(trial: Trial, queue: Queue, provider: RunProvider): void {
    let isInLane = true;
    const leave = (): void => {
      if (isInLane) queue.lane.leave();
      isInLane = false;
    };
    const made = this.#make(trial, queue, provider, leave)
      .catch((error: unknown) => {
        // Errors that have their sentences are the store's; others are bugs.
        if (textOf(error)) {
          queue.stuck.push(trial);
          this.#tell({ type: 'trial-requeued', runId: this.#deps.runId, trialId: trial.id });
          this.#keeper.refused(error);
          return;
        }
        this.#bug ??= error;
        this.#stop.abort();
      })
      .finally(() => {
        leave();
        queue.running.delete(made);
        this.#changed.give();
      });
    queue.running.add(made);
  }

  /** Whether the trials of a queue will never be made: nothing of it is under way, and what they wait for is not waited for. */
  #isOver(queue: Queue): boolean {
    if (queue.running.size > 0) return false;
    if (countWaiting(queue) === 0 || this.#isThrough) return true;
    if (this.#waits) return false;
    if (queue.gate.isClosed) return true;
    return queue.costly.length === countWaiting(queue) && this.#pauses.has('budget');
  }

  /** Waits until something has settled, or until it is time to look again. */
  async #wait(queue: Queue): Promise<void> {
    const { clock } = this.#deps;
    if (this.#stop.signal.aborted) return;
    const over = new AbortController();
    const end = (): void => over.abort();
    this.#stop.signal.addEventListener('abort', end, { once: true });
    const isClosed = queue.gate.isClosed;
    const hasElsewhere = queue.elsewhere.length > 0 && !isClosed;
    // While one of them is being asked for, its answer is waited for.
    const hasCostly = queue.costly.length > 0 && queue.running.size === 0 && !isClosed;
    const waits = [this.#changed.wait(over.signal).then(() => false)];
    const pollMs = hasElsewhere ? ELSEWHERE_POLL_MS : BUDGET_POLL_MS;
    if (hasElsewhere || hasCostly) waits.push(clock.sleep(pollMs, over.signal).then(() => true));
    const isTime = await Promise.race(waits);
    over.abort();
    this.#stop.signal.removeEventListener('abort', end);
    // Only now and then: a refusal is itself a change, and asking again at each would leave no time for anything else.
    if (isTime && hasElsewhere) queue.trials.push(...queue.elsewhere.splice(0));
    if (!isTime || !hasCostly || this.#stop.signal.aborted) return;
    await this.#claims.refresh();
    this.#purse.changed();
  }

  /** Makes the trials of one model, as many at once as the lane lets in. */
  async #drain(queue: Queue): Promise<void> {
    const { lane, gate } = queue;
    while (!this.#stop.signal.aborted) {
      await this.#events.room();
      const { provider, halt } = gate;
      const isHeld = gate.isClosed || halt.aborted || this.#keeper.isHeld;
      const trial = isHeld ? null : this.#purse.next(queue);
      if (!trial || !provider) {
        if (this.#isOver(queue)) break;
        const mayFit = this.#purse.considerPause(this.#queues);
        if (!mayFit && !this.#isOver(queue)) await this.#wait(queue);
        continue;
      }
      const hasEntered = await lane.enter(halt);
      // A place may have been given up by a trial that the store then refused.
      if (hasEntered && !halt.aborted && !this.#keeper.isHeld) {
        this.#begin(trial, queue, provider);
        // It is on its way before the next one is claimed: what a kill leaves as under way is under way, or nearly all of it.
        await new Promise(setImmediate);
        continue;
      }
      if (hasEntered) lane.leave();
      queue.trials.push(trial);
    }
    await Promise.all(queue.running);
    this.#untried += countWaiting(queue);
  }

  /** Makes all trials, and tells how the run ended. */
  async conduct(trials: readonly Trial[]): Promise<void> {
    const { runId, clock, signal, nudge } = this.#deps;
    this.#queues = toQueues(trials, this.#deps, (id, model) => this.#gateOf(id, model));
    for (const gate of this.#gates.values()) {
      if (!gate.provider) this.#block(gate, toFailure('config', toUnset(gate.id)));
    }
    const deafen = nudge?.subscribe(() => this.#lookAgain());
    await Promise.all(this.#queues.map((queue) => this.#drain(queue)));
    deafen?.();
    if (this.#bug) throw this.#bug;

    const lost = await this.#keeper.end();
    const isWhole = this.#untried + this.#keeper.aborted + lost === 0;
    const isStopped = signal.aborted && !this.#pauses.has('store');
    const reason = isWhole ? 'done' : isStopped ? 'stopped' : 'failed';
    this.#tell({ type: 'run-finished', runId, reason, at: new Date(clock.now()).toISOString() });
  }
}
