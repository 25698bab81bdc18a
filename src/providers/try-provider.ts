import type { ProviderTest } from '../core/api.ts';
import { ProviderError, toFailure } from '../core/failure.ts';
import type { CompletionRequest } from '../core/trial.ts';
import type { Provider } from './provider.ts';

/** What a try says, and how many tokens its answer has at most. */
export const TRY_TEXT = 'Hello!';
export const TRY_MAX_TOKENS = 16;

/** How long a trial request may take: a local server may have to load the model first. */
const TRY_TIMEOUT_MS = 60_000;

/** What a try asks a model. */
export function toTestRequest(provider: string, model: string): CompletionRequest {
  return {
    provider,
    model,
    messages: [{ role: 'user', content: TRY_TEXT }],
    // Few enough to cost nothing, enough for a model that thinks first to begin.
    params: { max_tokens: TRY_MAX_TOKENS },
  };
}

/** Asks a model for a word. Everything that can go wrong is in the result; throws only where `signal` was aborted. */
export async function tryProvider(
  provider: Provider,
  model: string,
  { signal, now, redact }: { signal: AbortSignal; now: () => number; redact: (text: string) => string },
): Promise<ProviderTest> {
  const request = toTestRequest(provider.id, model);
  const late = AbortSignal.timeout(TRY_TIMEOUT_MS);
  const started = now();
  let text = '';
  let ttftMs: number | null = null;
  let modelVersion: string | null = null;
  try {
    for await (const chunk of provider.complete(request, { signal: AbortSignal.any([signal, late]) })) {
      if (chunk.type === 'done') modelVersion = chunk.modelVersion;
      else {
        ttftMs ??= now() - started;
        if (chunk.type === 'text') text += chunk.text;
      }
    }
    return { ok: true, model, modelVersion, text, ttftMs, totalMs: now() - started };
  } catch (error) {
    if (signal.aborted) throw error;
    if (late.aborted) {
      return {
        ok: false,
        model,
        failure: toFailure('timeout', {
          en: `No answer within ${TRY_TIMEOUT_MS / 1000} s.`,
          ko: `${TRY_TIMEOUT_MS / 1000}초 안에 답변이 오지 않았습니다.`,
        }),
      };
    }
    const failure =
      error instanceof ProviderError ? error.failure : toFailure('internal', redact(String(error)));
    return { ok: false, model, failure };
  }
}
