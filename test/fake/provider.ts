import type { CompletionChunk, CompletionRequest, TokenLogprob, UsageSoFar } from '../../src/core/trial.ts';
import type { RunProvider } from '../../src/engine/attempt.ts';
import { Deferred } from './deferred.ts';

type DoneChunk = Extract<CompletionChunk, { type: 'done' }>;

/** One call that a scripted provider got. */
export interface Call {
  request: CompletionRequest;
  signal: AbortSignal;
  /** How many calls came before this one. */
  index: number;
  /** Tells of the usage so far. */
  tellUsage(soFar: UsageSoFar): void;
}

/** A piece of text. */
export function text(value: string, tokens?: TokenLogprob[]): CompletionChunk {
  return tokens ? { type: 'text', text: value, tokens } : { type: 'text', text: value };
}

/** The end of an answer: 10 tokens in, 5 out, unless said otherwise. */
export function done(more: Partial<DoneChunk> = {}): DoneChunk {
  return {
    type: 'done',
    finishReason: 'stop',
    rawFinishReason: 'stop',
    usage: {
      inputTokens: 10,
      outputTokens: 5,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    },
    modelVersion: null,
    requestId: null,
    logprobsKind: null,
    ...more,
  };
}

/** Sends nothing and never ends, but for an abort of the signal, on which it throws as a real provider does. */
export function hang(signal: AbortSignal): AsyncIterable<never> {
  const next = (): Promise<never> =>
    new Promise((_, reject) => {
      const refuse = (): void => reject(new DOMException('aborted', 'AbortError'));
      signal.addEventListener('abort', refuse, { once: true });
    });
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** A provider that answers as a test's script says, and remembers what it was asked. */
export class ScriptedProvider implements RunProvider {
  readonly calls: Call[] = [];
  /** Calls under way, and the most there ever were at once. */
  active = 0;
  mostActive = 0;
  readonly #script: (call: Call) => AsyncIterable<CompletionChunk>;
  readonly #watchers: { count: number; reached: Deferred }[] = [];

  constructor(script: (call: Call) => AsyncIterable<CompletionChunk>) {
    this.#script = script;
  }

  async *complete(
    request: CompletionRequest,
    { signal, onUsage }: { signal: AbortSignal; onUsage?: (soFar: UsageSoFar) => void },
  ): AsyncGenerator<CompletionChunk> {
    const tellUsage = (soFar: UsageSoFar): void => onUsage?.(soFar);
    const call = { request, signal, index: this.calls.length, tellUsage };
    this.calls.push(call);
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    for (const { count, reached } of this.#watchers) if (this.calls.length >= count) reached.resolve();
    try {
      yield* this.#script(call);
    } finally {
      this.active -= 1;
    }
  }

  /** Waits until so many calls have come. */
  untilCalled(count: number): Promise<void> {
    const reached = new Deferred();
    this.#watchers.push({ count, reached });
    if (this.calls.length >= count) reached.resolve();
    return reached.promise;
  }
}
