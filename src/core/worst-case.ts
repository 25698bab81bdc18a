import { outputLimitOf } from './output-limit.ts';
import { unknownUsage, type CompletionRequest, type Usage, type UsageSoFar, type Value } from './trial.ts';

/** Tokens around a message and a conversation that are no text of it, with room to spare: chat templates take 3 to 8. */
const TOKENS_A_MESSAGE = 16;
const TOKENS_A_REQUEST = 64;
/** What vendors write around a list of tools (Anthropic's documentation: up to 530). */
const TOKENS_OF_TOOLS = 1_024;

export interface WorstCaseDeps {
  /** What a request with such a usage costs; null for unknown. */
  costOf: (request: CompletionRequest, usage: Usage) => { usd: number } | null;
  /** Tokens that go into a model, input and output together; null where unknown. */
  contextWindowOf?: (request: CompletionRequest) => number | null;
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** The limit that a request sets on its answer; null where it sets none. */
export function writtenLimitOf(params: Record<string, Value>): number | null {
  const limit = params['max_tokens'] ?? params['max_completion_tokens'];
  return typeof limit === 'number' && limit >= 0 ? limit : null;
}

/**
 * The most tokens that a request's input can be: its UTF-8 bytes, since no token of a byte-level tokenizer is less than
 * one byte, and what stands around messages. Three to four times what prose really takes.
 */
export function worstInputTokens({ messages, params }: CompletionRequest): number {
  let tokens = TOKENS_A_REQUEST + ('tools' in params ? TOKENS_OF_TOOLS : 0);
  for (const { content } of messages) tokens += TOKENS_A_MESSAGE + bytesOf(content);
  for (const value of Object.values(params)) {
    if (typeof value === 'object' && value !== null) tokens += bytesOf(JSON.stringify(value));
  }
  return tokens;
}

/** The most tokens that an answer can be: `max_tokens`, else the model's own limit, else its context window; null where
 * none of them is known. */
export function worstOutputTokens(
  request: CompletionRequest,
  contextWindow: number | null = null,
): number | null {
  return writtenLimitOf(request.params) ?? outputLimitOf(request.model) ?? contextWindow;
}

/**
 * The most US dollars that one attempt of a request can cost, whatever is answered: all of its input, written into the
 * vendor's cache where that is dearer, and the longest answer. 0 where nothing costs anything; null where the price, or
 * with a price the longest answer, is unknown. `soFar` is what the vendor has said of an attempt under way: of what it
 * knows nothing worse has to be thought. The text that came of an answer that broke off is no such bound: models think in
 * tokens that are not sent, and vendors may go on generating after the connection is gone.
 */
export function worstCaseUsd(
  request: CompletionRequest,
  { costOf, contextWindowOf }: WorstCaseDeps,
  soFar: UsageSoFar | null = null,
): number | null {
  if (soFar?.isFinal) return costOf(request, soFar.usage)?.usd ?? null;
  const contextWindow = contextWindowOf?.(request) ?? null;
  const inputTokens = Math.min(worstInputTokens(request), contextWindow ?? Infinity);
  const outputTokens = worstOutputTokens(request, contextWindow);
  const most = (output: number): number | null => {
    if (soFar !== null && soFar.usage.inputTokens !== null)
      return costOf(request, { ...soFar.usage, outputTokens: output })?.usd ?? null;
    const usage = { ...unknownUsage(), inputTokens, outputTokens: output };
    const costs = [usage, { ...usage, cachedInputTokens: 0, cacheWriteTokens: inputTokens }].map(
      (one) => costOf(request, one)?.usd ?? null,
    );
    return costs.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)));
  };
  if (outputTokens !== null) return most(outputTokens);
  // However long the answer is, what is free stays free.
  return most(1_000_000) === 0 ? 0 : null;
}
