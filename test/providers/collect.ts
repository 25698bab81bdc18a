import { ProviderError, type Failure } from '../../src/core/failure.ts';
import type { CompletionChunk, CompletionRequest, TokenLogprob } from '../../src/core/trial.ts';
import type { Provider } from '../../src/providers/provider.ts';

/** An answer put together. */
export interface Collected {
  text: string;
  reasoning: string;
  tokens: TokenLogprob[];
  done: Extract<CompletionChunk, { type: 'done' }> | null;
  chunks: CompletionChunk[];
}

/** A request that says next to nothing. */
export function toRequest(model: string, more: Partial<CompletionRequest> = {}): CompletionRequest {
  return { provider: 'p', model, messages: [{ role: 'user', content: 'Hi' }], params: {}, ...more };
}

/** Everything that a provider answers to a request. */
export async function collect(
  provider: Provider,
  request: CompletionRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Collected> {
  const collected: Collected = { text: '', reasoning: '', tokens: [], done: null, chunks: [] };
  for await (const chunk of provider.complete(request, { signal })) {
    collected.chunks.push(chunk);
    if (chunk.type === 'done') collected.done = chunk;
    else collected[chunk.type] += chunk.text;
    if (chunk.type === 'text' && chunk.tokens) collected.tokens.push(...chunk.tokens);
  }
  return collected;
}

/** The error that a provider throws for a request; fails where it throws none. */
export async function errorOf(answer: Promise<unknown>): Promise<Error> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** The failure that a provider throws for a request. */
export async function failureOf(answer: Promise<unknown>): Promise<Failure> {
  const error = await errorOf(answer);
  if (error instanceof ProviderError) return error.failure;
  throw error;
}
