import { unknownUsage } from '../core/trial.ts';
import type { CompletionRequest, Outcome, Trial, TrialRecord } from '../core/trial.ts';
import { attempt } from './attempt.ts';
import type { AttemptResult, RunProvider } from './attempt.ts';
import { DEFAULT_RETRY, retryDelayMs } from './retry.ts';
import type { RunDeps, RunLimits } from './run-deps.ts';
import type { RunEvents } from './run-events.ts';

/** What a trial needs besides its run's dependencies. */
export interface TrialContext {
  provider: RunProvider;
  events: RunEvents;
  /** Stops the run: the request is aborted. */
  stop: AbortSignal;
  /** Aborts when the provider is blocked or the run is stopped: waiting for another attempt has become pointless. */
  halt: AbortSignal;
  /** When the trial began to wait for its place, on the monotonic clock. */
  queuedAtMs: number;
}

function timeoutOf({ timeoutMs }: RunLimits, { provider, model }: CompletionRequest): number | null {
  return typeof timeoutMs === 'function' ? timeoutMs(provider, model) : timeoutMs;
}

function toOutcome(trial: Trial, { end, text, reasoning, tokens }: AttemptResult, deps: RunDeps): Outcome {
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
        costUsd: cost?.usd ?? null,
        priceAsOf: cost?.asOf ?? null,
      };
    }
    case 'failed':
      return {
        status: 'error',
        failure: end.failure,
        partialText: text,
        usage: unknownUsage(),
        costUsd: null,
      };
    case 'aborted':
      return { status: 'aborted', partialText: text };
    default:
      return end satisfies never;
  }
}

/**
 * Makes one trial, with as many attempts as it takes, and tells of each. Its place in the lane is held meanwhile, also
 * while it waits to try again: a server in trouble is asked less, not more. null where its provider was blocked during
 * such a wait: nothing has come of it yet.
 */
export async function runTrial(
  trial: Trial,
  deps: RunDeps,
  context: TrialContext,
): Promise<TrialRecord | null> {
  const { runId, notebook, clock, limits, random } = deps;
  const { provider, events, stop, halt } = context;
  const { id: trialId, request } = trial;
  const timeoutMs = timeoutOf(limits, request);
  const policy = { ...DEFAULT_RETRY, maxAttempts: limits.maxAttempts };
  const at = (): string => new Date(clock.now()).toISOString();
  const startedAt = at();
  let queuedMs = 0;
  let waitingSinceMs = context.queuedAtMs;

  for (let number = 1; ; number++) {
    queuedMs += clock.monotonicMs() - waitingSinceMs;
    events.push({ type: 'trial-started', runId, trialId, attempt: number, at: at() });
    const onDelta = events.deltasOf(runId, trialId);
    const result = await attempt(request, { provider, clock, timeoutMs, signal: stop, onDelta });
    let outcome = toOutcome(trial, result, deps);
    const failure = outcome.status === 'error' ? outcome.failure : null;
    const waitMs = failure && retryDelayMs(failure, number, random, policy);
    if (failure && waitMs !== null) {
      const { maxAttempts } = policy;
      waitingSinceMs = clock.monotonicMs();
      events.push({
        type: 'trial-retrying',
        runId,
        trialId,
        failure,
        attempt: number,
        maxAttempts,
        waitMs,
        at: at(),
      });
      await clock.sleep(waitMs, halt);
      if (!halt.aborted) continue;
      if (!stop.aborted) return null;
      queuedMs += clock.monotonicMs() - waitingSinceMs;
      outcome = { status: 'aborted', partialText: result.text };
    }
    const { ttftMs, totalMs } = result;
    return {
      recordId: 0,
      runId,
      notebook,
      trial,
      outcome,
      attempts: number,
      queuedMs,
      ttftMs,
      totalMs,
      startedAt,
    };
  }
}
