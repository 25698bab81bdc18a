import { ProviderError, toFailure } from '../core/failure.ts';
import type { Failure } from '../core/failure.ts';
import type { RateLimits } from '../core/rate-limit.ts';
import type { CompletionChunk, CompletionRequest, TokenLogprob, UsageSoFar } from '../core/trial.ts';
import type { Clock } from './clock.ts';

/** As much of a provider as the engine needs. `complete` throws a ProviderError; its stream ends with one `done`. */
export interface RunProvider {
  complete(
    request: CompletionRequest,
    options: {
      signal: AbortSignal;
      onRateLimit?: (limits: RateLimits) => void;
      onUsage?: (soFar: UsageSoFar) => void;
    },
  ): AsyncIterable<CompletionChunk>;
  /** Gets ready for the first request, before anything is sent. Never rejects. */
  prepare?(): Promise<void>;
}

type DoneChunk = Extract<CompletionChunk, { type: 'done' }>;

type End =
  { status: 'done'; done: DoneChunk } | { status: 'failed'; failure: Failure } | { status: 'aborted' };

/** How one attempt went, and all that came of it until then. Times in milliseconds from when it was sent. */
export interface AttemptResult {
  end: End;
  text: string;
  reasoning: string;
  /** null where no log probabilities came. */
  tokens: TokenLogprob[] | null;
  /** What the vendor had said of the usage before the end; null for nothing. */
  usage: UsageSoFar | null;
  /** To the first piece of text or reasoning; null where none came. */
  ttftMs: number | null;
  totalMs: number;
}

/** What an attempt needs besides the request. */
export interface AttemptOptions {
  provider: RunProvider;
  clock: Clock;
  /** How long nothing may come, before the first piece or between two; null: for ever. */
  timeoutMs: number | null;
  /** Aborts the request; the attempt then ends as `aborted` at once, whatever the provider does about it. */
  signal: AbortSignal;
  onDelta(text: string, reasoning: string, tokens: TokenLogprob[] | undefined): void;
  /** Gets what the server's headers say of its limits. */
  onRateLimit?: (limits: RateLimits) => void;
  /** Gets what the vendor says of the usage while the answer is under way. */
  onUsage?: (soFar: UsageSoFar) => void;
}

const UNENDED = { en: 'the stream ended without its end mark', ko: '스트림이 끝 표시 없이 끝났습니다.' };

/** What a provider threw as a failure. Anything but a ProviderError is a fault of ours. */
function failureOf(error: unknown): Failure {
  if (error instanceof ProviderError) return error.failure;
  return toFailure('internal', error instanceof Error ? error.message : String(error));
}

/** Tries a request once. Never rejects: how it ended is in the result. */
export async function attempt(request: CompletionRequest, options: AttemptOptions): Promise<AttemptResult> {
  const { provider, clock, timeoutMs, signal, onDelta, onRateLimit, onUsage } = options;
  const sentMs = clock.monotonicMs();
  const result: AttemptResult = {
    end: { status: 'aborted' },
    text: '',
    reasoning: '',
    tokens: null,
    usage: null,
    ttftMs: null,
    totalMs: 0,
  };
  const aborter = new AbortController();
  const watch = new AbortController();
  let lastMs = sentMs;
  const last: { done: DoneChunk | null } = { done: null };
  let ended = false;
  const { promise, resolve } = Promise.withResolvers<End>();
  // An answer that is complete counts, however its stream then comes to an end.
  const finish = (end: End): void => resolve(last.done ? { status: 'done', done: last.done } : end);
  // The connection is closed at once, before anybody who waits for the end hears of it.
  const onAbort = (): void => {
    finish({ status: 'aborted' });
    aborter.abort();
  };

  const take = (chunk: CompletionChunk): void => {
    lastMs = clock.monotonicMs();
    if (chunk.type === 'done') {
      last.done ??= chunk;
      return;
    }
    if (chunk.text !== '') result.ttftMs ??= lastMs - sentMs;
    if (chunk.type === 'reasoning') {
      result.reasoning += chunk.text;
      onDelta('', chunk.text, undefined);
      return;
    }
    result.text += chunk.text;
    if (chunk.tokens) {
      result.tokens ??= [];
      for (const token of chunk.tokens) result.tokens.push(token);
    }
    if (chunk.text !== '' || chunk.tokens) onDelta(chunk.text, '', chunk.tokens);
  };

  const read = async (): Promise<void> => {
    try {
      const stream = provider.complete(request, {
        signal: aborter.signal,
        ...(onRateLimit ? { onRateLimit } : {}),
        onUsage: (soFar) => {
          if (ended) return;
          result.usage = soFar;
          onUsage?.(soFar);
        },
      });
      for await (const chunk of stream) {
        if (ended) return;
        take(chunk);
      }
      finish({ status: 'failed', failure: toFailure('truncated', UNENDED) });
    } catch (error) {
      finish({ status: 'failed', failure: failureOf(error) });
    }
  };

  // One timer an attempt, set anew only when it fires: a stream of many pieces costs none.
  const watchForStall = async (limitMs: number): Promise<void> => {
    for (;;) {
      const leftMs = limitMs - (clock.monotonicMs() - lastMs);
      if (ended) return;
      if (leftMs <= 0) break;
      await clock.sleep(leftMs, watch.signal);
    }
    const seconds = limitMs / 1000;
    const message =
      result.ttftMs === null
        ? { en: `no answer for ${seconds} s`, ko: `${seconds}초 동안 답변이 오지 않았습니다.` }
        : {
            en: `the answer stalled: nothing more came for ${seconds} s`,
            ko: `답변이 오다가 멈췄습니다. ${seconds}초 동안 더 오지 않았습니다.`,
          };
    finish({ status: 'failed', failure: toFailure('timeout', message) });
  };

  if (signal.aborted) return result;
  signal.addEventListener('abort', onAbort, { once: true });
  void read();
  if (timeoutMs !== null) void watchForStall(timeoutMs);
  result.end = await promise;
  ended = true;
  result.totalMs = clock.monotonicMs() - sentMs;
  signal.removeEventListener('abort', onAbort);
  watch.abort();
  if (result.end.status !== 'done') aborter.abort();
  return result;
}
