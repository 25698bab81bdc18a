import type OpenAI from 'openai';
import type { CompletionRequest, LogprobsKind, Value } from '../core/trial.ts';
import { createAnswerRedactors } from './answer-redactor.ts';
import { withoutCustomHeaders } from './custom-headers.ts';
import { keepErrorBodies } from './error-bodies.ts';
import { isObject } from './json-value.ts';
import { isChatModel, readModelNames } from './model-names.ts';
import { createOpenAiReply } from './openai-reply.ts';
import { DEFAULT_TIMEOUT_MS, type Provider, type ProviderOptions } from './provider.ts';
import { reportRateLimits } from './rate-limit-report.ts';
import { readReply } from './read-reply.ts';
import { createRedactor } from './redact.ts';
import { headersOf, toThrown } from './sdk-error.ts';
import { watchSilence } from './silence.ts';
import type { FailureContext } from './to-failure.ts';

type ChatParams = OpenAI.Chat.ChatCompletionCreateParamsStreaming;

/**
 * A server that speaks OpenAI's Chat Completions. The vendor's SDK sends (address, key, headers, connection, errors); the
 * stream is read here, because the SDK's own reader does not tell whether the end mark came, ends quietly when stopped,
 * and is slower.
 */
export function createOpenAiProvider(options: ProviderOptions): Provider {
  const { id, baseUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const redact = options.redact ?? createRedactor([apiKey]);
  const createAnswerRedactor = options.createAnswerRedactor ?? createAnswerRedactors([apiKey]);
  const context: FailureContext = { baseUrl, keyEnv: options.keyEnv ?? null, redact };
  const errors = keepErrorBodies(options.fetch ?? fetch);
  const official = isOfficial(baseUrl);

  // The SDK is loaded when it is first needed: it takes as long as all the rest of a start.
  let loading: Promise<{ sdk: typeof OpenAI; client: OpenAI }> | null = null;
  const load = async () => {
    const { default: sdk } = await import('openai');
    const client = new sdk({
      baseURL: baseUrl,
      // A client without a key cannot be made; the header is then taken off again.
      apiKey: apiKey ?? 'none',
      // null: never from the environment, or another vendor would be sent OpenAI's.
      adminAPIKey: null,
      organization: options.organization ?? null,
      project: options.project ?? null,
      webhookSecret: null,
      defaultHeaders: {
        ...withoutCustomHeaders('OPENAI_CUSTOM_HEADERS'),
        ...(apiKey === null ? { Authorization: null } : {}),
      },
      fetch: errors.fetch,
      // Only should the watch of silence fail, which knows when this process itself was held up.
      timeout: timeoutMs * 4,
      maxRetries: 0,
      logLevel: 'off',
    });
    return { sdk, client };
  };
  const client = () => (loading ??= load());

  return {
    id,
    kind: 'openai',

    prepare: () =>
      client().then(
        () => undefined,
        // Told by the request.
        () => undefined,
      ),

    async *complete(request, { signal, onRateLimit, onUsage }) {
      const { sdk, client: openai } = await client();
      const watch = watchSilence(signal, timeoutMs);
      try {
        let response: Response;
        try {
          watch.signal.throwIfAborted();
          const body = toChatBody(request, official);
          response = await openai.chat.completions.create(body, { signal: watch.signal }).asResponse();
        } catch (error) {
          reportRateLimits(headersOf(error), onRateLimit);
          throw toThrown(error, { sdk, watch, errors, context });
        }
        reportRateLimits(response.headers, onRateLimit);
        const reader = createOpenAiReply(
          toTopK(request.params),
          toLogprobsKind(options.logprobsKind, response),
        );
        yield* readReply(response, { reader, watch, context, redactor: createAnswerRedactor(), onUsage });
      } finally {
        watch.close();
      }
    },

    async models(signal) {
      const { sdk, client: openai } = await client();
      const watch = watchSilence(signal, timeoutMs);
      try {
        try {
          const response = await openai.get('/models', { signal: watch.signal }).asResponse();
          const names = readModelNames(await response.json()).map(redact);
          return official ? names.filter(isChatModel) : names;
        } catch (error) {
          throw toThrown(error, { sdk, watch, errors, context });
        }
      } finally {
        watch.close();
      }
    },
  };
}

/** The JSON body of a request: what was written, and what streaming needs. */
export function toChatBody(request: CompletionRequest, official: boolean): ChatParams {
  const { model, messages, params } = request;
  const { stream_options: streamOptions, max_tokens: maxTokens, ...rest } = params;
  const body: Record<string, unknown> = { ...rest };
  if (maxTokens !== undefined) {
    // OpenAI's reasoning models refuse the old name; other servers may not know the new one.
    body[official && isReasoningModel(model) ? 'max_completion_tokens' : 'max_tokens'] = maxTokens;
  }
  const topK = params['top_logprobs'];
  if (typeof topK === 'number') {
    body['logprobs'] ??= true;
    // llama-server takes 0 alternatives for no log probabilities at all.
    if (topK === 0) delete body['top_logprobs'];
  }
  const more = isObject(streamOptions) ? streamOptions : {};
  // Anything may be named in a notebook, so this is only as much a ChatParams as its writer made it.
  return {
    ...body,
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { ...more, include_usage: true },
  } as ChatParams;
}

/** How many alternatives were asked for; null where log probabilities were not. */
function toTopK(params: Record<string, Value>): number | null {
  const topK = params['top_logprobs'];
  if (typeof topK === 'number') return topK;
  return params['logprobs'] === true ? 0 : null;
}

/** OpenAI's own models that think before they answer, fine-tuned ones too. */
function isReasoningModel(model: string): boolean {
  return /^(ft:)?(o\d|gpt-([5-9]|\d\d))/.test(model);
}

/** Whether an address is OpenAI’s own. */
export function isOfficial(baseUrl: string): boolean {
  return /(^|\.)api\.openai\.com$/.test(URL.parse(baseUrl)?.hostname ?? '');
}

/** llama-server's are of the model's own distribution, whatever the temperature (fixtures/wire/NOTES.md). */
function toLogprobsKind(known: LogprobsKind | undefined, response: Response): LogprobsKind | null {
  return known ?? (response.headers.get('server') === 'llama.cpp' ? 'raw' : null);
}
