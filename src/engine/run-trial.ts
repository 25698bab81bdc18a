import { unknownUsage } from '../core/trial.ts';
import type { CompletionRequest, Outcome, Rates, Trial, TrialRecord } from '../core/trial.ts';
import { attempt } from './attempt.ts';
import type { AttemptOptions, AttemptResult, RunProvider } from './attempt.ts';
import { mayBeBilled } from './billed.ts';
import { freeClaims } from './claims.ts';
import type { Claim } from './claims.ts';
import type { Lane, Sending, SendingEnd } from './lane.ts';
import { attemptsAfter, DEFAULT_RETRY, retryDelayMs } from './retry.ts';
import type { RunDeps, RunLimits } from './run-deps.ts';
import type { RunEvents } from './run-events.ts';
import type { Turn, WarmUps } from './warm-up.ts';

/** What a trial needs besides its run's dependencies. */
export interface TrialContext {
  provider: RunProvider;
  lane: Lane;
  warmUps: WarmUps;
  events: RunEvents;
  /** Stops the run: the request is aborted. */
  stop: AbortSignal;
  /** Aborts when the provider is blocked or the run is stopped: waiting for another attempt has become pointless. */
  halt: AbortSignal;
  /** When the trial began to wait for its place, on the monotonic clock. */
  queuedAtMs: number;
}

/** What came of a trial. */
export type TrialEnd =
  | { kind: 'made'; record: TrialRecord; mayBeBilled: boolean }
  /** Nothing: its provider was blocked, or the run stopped, before anything was kept. `hasBegun`: whether it was sent. */
  | { kind: 'halted'; hasBegun: boolean }
  /** It was not its turn. `hasBegun`: whether earlier attempts of it were sent. */
  | { kind: 'refused'; claim: Refusal; hasBegun: boolean };

type Refusal = Exclude<Claim, { kind: 'granted' }>;

/** What came of sending a trial once. */
type Sent =
  { kind: 'sent'; result: AttemptResult } | { kind: 'refused'; claim: Refusal } | { kind: 'given-up' };

/** Hears of an answer's first piece too. */
function toHearing(onDelta: AttemptOptions['onDelta'], turn: Turn): AttemptOptions['onDelta'] {
  let hasBegun = false;
  return (...piece) => {
    if (!hasBegun) turn.begun();
    hasBegun = true;
    onDelta(...piece);
  };
}

function timeoutOf({ timeoutMs }: RunLimits, { provider, model }: CompletionRequest): number | null {
  return typeof timeoutMs === 'function' ? timeoutMs(provider, model) : timeoutMs;
}

/** What an attempt that gave no answer is known to have cost; null where it is not. */
function knownCost(
  { request }: Trial,
  { usage }: AttemptResult,
  deps: RunDeps,
): ReturnType<RunDeps['costOf']> {
  return usage?.isFinal ? deps.costOf(request, usage.usage, null) : null;
}

/** A cost as an outcome has it. */
function toBill(cost: ReturnType<RunDeps['costOf']>): { costUsd: number | null; rates?: Rates } {
  return { costUsd: cost?.usd ?? null, ...(cost?.rates ? { rates: cost.rates } : {}) };
}

function toOutcome(trial: Trial, result: AttemptResult, deps: RunDeps): Outcome {
  const { end, text, reasoning, tokens, usage: soFar } = result;
  switch (end.status) {
    case 'done': {
      const { finishReason, rawFinishReason, usage, modelVersion, requestId, logprobsKind } = end.done;
      const cost = deps.costOf(trial.request, usage, modelVersion);
      return {
        status: 'done',
        completion: {
          text,
          reasoning,
          tokens,
          logprobsKind: tokens && logprobsKind,
          finishReason,
          rawFinishReason,
          usage,
          modelVersion,
          requestId,
        },
        ...toBill(cost),
        priceAsOf: cost?.asOf ?? null,
      };
    }
    case 'failed':
      return {
        status: 'error',
        failure: end.failure,
        partialText: text,
        usage: soFar?.usage ?? unknownUsage(),
        ...toBill(knownCost(trial, result, deps)),
      };
    case 'aborted': {
      if (soFar === null) return { status: 'aborted', partialText: text };
      const bill = toBill(knownCost(trial, result, deps));
      return { status: 'aborted', partialText: text, usage: soFar.usage, ...bill };
    }
    default:
      return end satisfies never;
  }
}

/** What the lane is to know of how a request ended. */
function toSendingEnd({ end }: AttemptResult): SendingEnd {
  if (end.status === 'failed') {
    const { kind, retryAfterMs } = end.failure;
    const isLimited = kind === 'rate_limit' || kind === 'overloaded';
    return { how: isLimited ? 'limited' : 'failed', retryAfterMs, tokens: null };
  }
  if (end.status === 'aborted') return { how: 'failed', retryAfterMs: null, tokens: null };
  const { inputTokens, outputTokens } = end.done.usage;
  const isKnown = inputTokens !== null && outputTokens !== null;
  const tokens = isKnown ? { input: inputTokens, output: outputTokens } : null;
  return { how: 'well', retryAfterMs: null, tokens };
}

/**
 * Makes one trial, with as many attempts as it takes, and tells of each. Its place in the lane is held meanwhile, also
 * while it waits to try again: a server in trouble is asked less, not more. Each attempt waits for the lane's pace and is
 * claimed right before it is sent.
 */
export async function runTrial(trial: Trial, deps: RunDeps, context: TrialContext): Promise<TrialEnd> {
  const { runId, notebook, clock, limits, random, claims = freeClaims } = deps;
  const { provider, lane, warmUps, events, stop, halt } = context;
  const { id: trialId, request } = trial;
  const timeoutMs = timeoutOf(limits, request);
  const policy = { ...DEFAULT_RETRY, maxAttempts: limits.maxAttempts };
  const at = (): string => new Date(clock.now()).toISOString();
  const base = { recordId: 0, runId, notebook, trial };
  let startedAt = '';
  let queuedMs = 0;
  let waitingSinceMs = context.queuedAtMs;
  let last: AttemptResult | null = null;

  /** How a trial ends whose next attempt is not to come. */
  const giveUp = (number: number): TrialEnd => {
    if (!last) return { kind: 'halted', hasBegun: false };
    if (!stop.aborted) {
      claims.release(trial);
      return { kind: 'halted', hasBegun: true };
    }
    // Stopped while it waited to be tried again: what had come by then is kept.
    queuedMs += clock.monotonicMs() - waitingSinceMs;
    const { text, ttftMs, totalMs } = last;
    const outcome: Outcome = { status: 'aborted', partialText: text };
    const record = { ...base, outcome, attempts: number - 1, queuedMs, ttftMs, totalMs, startedAt };
    return { kind: 'made', record, mayBeBilled: false };
  };

  /** Waits for its turn, and sends it once. */
  const sendOnce = async (number: number): Promise<Sent> => {
    const turn = await warmUps.turn(deps.prefixOf?.(trial) ?? null, halt);
    let sending: Sending | null = null;
    let end: SendingEnd | null = null;
    try {
      sending = await lane.send(halt, deps.tokensOf?.(trial));
      // What is claimed counts as sent from then on: nothing may come between the two.
      await provider.prepare?.();
      if (!sending || halt.aborted) return { kind: 'given-up' };
      const claim = claims.claim(trial);
      if (claim.kind !== 'granted') return { kind: 'refused', claim };
      await claims.keep(trial);
      // Where an earlier attempt was sent, giving up gives it back too.
      if (halt.aborted && !last) claims.release(trial);
      if (halt.aborted) return { kind: 'given-up' };
      queuedMs += clock.monotonicMs() - waitingSinceMs;
      const now = at();
      startedAt ||= now;
      events.push({ type: 'trial-started', runId, trialId, attempt: number, at: now });
      turn.sent();
      const result = await attempt(request, {
        provider,
        clock,
        timeoutMs,
        signal: stop,
        onDelta: toHearing(events.deltasOf(runId, trialId), turn),
        onRateLimit: sending.hear,
        onUsage: (soFar) => {
          turn.begun();
          claims.learn(trial, soFar);
        },
      });
      if (result.end.status === 'done') turn.begun();
      end = toSendingEnd(result);
      return { kind: 'sent', result };
    } finally {
      if (end) sending?.end(end);
      else sending?.cancel();
      turn.end();
    }
  };

  for (let number = 1; ; number++) {
    const sent = await sendOnce(number);
    if (sent.kind === 'given-up') return giveUp(number);
    if (sent.kind === 'refused') {
      if (last) claims.release(trial);
      return { ...sent, hasBegun: last !== null };
    }
    const { result } = sent;
    last = result;
    const outcome = toOutcome(trial, result, deps);
    const failure = outcome.status === 'error' ? outcome.failure : null;
    const waitMs = failure && retryDelayMs(failure, number, random, policy);
    if (!failure || waitMs === null) {
      const { ttftMs, totalMs } = result;
      const record = { ...base, outcome, attempts: number, queuedMs, ttftMs, totalMs, startedAt };
      return { kind: 'made', record, mayBeBilled: mayBeBilled(result) };
    }
    claims.rest(trial, mayBeBilled(result), knownCost(trial, result, deps)?.usd ?? null);
    waitingSinceMs = clock.monotonicMs();
    const maxAttempts = attemptsAfter(failure, policy);
    const event = { runId, trialId, failure, attempt: number, maxAttempts, waitMs, at: at() };
    events.push({ type: 'trial-retrying', ...event });
    await clock.sleep(waitMs, halt);
    if (halt.aborted) return giveUp(number + 1);
  }
}
