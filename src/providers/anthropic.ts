import type Anthropic from '@anthropic-ai/sdk';
import { ProviderError, toFailure } from '../core/failure.ts';
import { cacheTtlOf, type CacheTtl } from '../core/prompt-cache.ts';
import type { CompletionRequest, Message, Value } from '../core/trial.ts';
import { createAnthropicReply } from './anthropic-reply.ts';
import { createAnswerRedactors } from './answer-redactor.ts';
import { withoutCustomHeaders } from './custom-headers.ts';
import { keepErrorBodies } from './error-bodies.ts';
import { countAt, isObject } from './json-value.ts';
import { readModelNames } from './model-names.ts';
import { DEFAULT_TIMEOUT_MS, type Provider, type ProviderOptions } from './provider.ts';
import { reportRateLimits } from './rate-limit-report.ts';
import { readReply } from './read-reply.ts';
import { createRedactor } from './redact.ts';
import { headersOf, toThrown } from './sdk-error.ts';
import { watchSilence } from './silence.ts';
import type { FailureContext } from './to-failure.ts';

/** The last version of the API whose models take temperature, top_p and top_k; the SDK's own refuses them. */
const SAMPLING_VERSION = '2023-06-01';

/** A server that speaks Anthropic's Messages. The vendor's SDK sends; the stream is read here, as in `openai.ts`. */
export function createAnthropicProvider(options: ProviderOptions): Provider {
  const { id, baseUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const redact = options.redact ?? createRedactor([apiKey]);
  const createAnswerRedactor = options.createAnswerRedactor ?? createAnswerRedactors([apiKey]);
  const context: FailureContext = { baseUrl, keyEnv: options.keyEnv ?? null, redact };
  const errors = keepErrorBodies(options.fetch ?? fetch);
  const official = URL.parse(baseUrl)?.hostname === 'api.anthropic.com';

  // The SDK is loaded when it is first needed: it takes as long as all the rest of a start.
  let loading: Promise<{ sdk: typeof Anthropic; client: Anthropic }> | null = null;
  const load = async () => {
    const { default: sdk } = await import('@anthropic-ai/sdk');
    const client = new sdk({
      baseURL: baseUrl,
      // A client without a key would look for credentials elsewhere; the header is then taken off again.
      apiKey: apiKey ?? 'none',
      webhookKey: null,
      defaultHeaders: {
        ...withoutCustomHeaders('ANTHROPIC_CUSTOM_HEADERS'),
        // The SDK sends the key as a bearer token only; servers of the older version look for this header.
        ...(apiKey === null ? { Authorization: null } : { 'X-Api-Key': apiKey }),
      },
      fetch: errors.fetch,
      // Only should the watch of silence fail, which knows when this process itself was held up.
      timeout: timeoutMs * 4,
      maxRetries: 0,
      logLevel: 'off',
      openTelemetry: false,
    });
    return { sdk, client };
  };
  const client = () => (loading ??= load());

  return {
    id,
    kind: 'anthropic',

    prepare: () =>
      client().then(
        () => undefined,
        // Told by the request.
        () => undefined,
      ),

    async *complete(request, { signal, onRateLimit, onUsage }) {
      const { sdk, client: anthropic } = await client();
      const watch = watchSilence(signal, timeoutMs);
      try {
        let response: Response;
        try {
          watch.signal.throwIfAborted();
          // Not `messages.create`, which prints a warning for every request to a model that is to be retired.
          const sent = anthropic.post('/v1/messages', {
            body: toMessagesBody(request),
            headers: toVersionHeader(request.params, official),
            signal: watch.signal,
            stream: true,
          });
          response = await sent.asResponse();
        } catch (error) {
          reportRateLimits(headersOf(error), onRateLimit);
          throw toThrown(error, { sdk, watch, errors, context });
        }
        reportRateLimits(response.headers, onRateLimit);
        yield* readReply(response, {
          reader: createAnthropicReply(),
          watch,
          context,
          redactor: createAnswerRedactor(),
          onUsage,
        });
      } finally {
        watch.close();
      }
    },

    async countTokens(request, { signal }) {
      const { sdk, client: anthropic } = await client();
      const watch = watchSilence(signal, timeoutMs);
      try {
        let body: unknown;
        try {
          const sent = anthropic.post('/v1/messages/count_tokens', {
            body: toCountBody(request),
            headers: toVersionHeader({}, official),
            signal: watch.signal,
          });
          body = await (await sent.asResponse()).json();
        } catch (error) {
          throw toThrown(error, { sdk, watch, errors, context });
        }
        const tokens = isObject(body) ? countAt(body, 'input_tokens') : null;
        if (tokens !== null) return tokens;
        throw new ProviderError(
          toFailure('malformed', {
            en: 'The server counted no tokens.',
            ko: '서버가 토큰 수를 알려 주지 않았습니다.',
          }),
        );
      } finally {
        watch.close();
      }
    },

    async models(signal) {
      const { sdk, client: anthropic } = await client();
      const watch = watchSilence(signal, timeoutMs);
      try {
        try {
          const sent = anthropic.get('/v1/models', { query: { limit: 1000 }, signal: watch.signal });
          const response = await sent.asResponse();
          return readModelNames(await response.json()).map(redact);
        } catch (error) {
          throw toThrown(error, { sdk, watch, errors, context });
        }
      } finally {
        watch.close();
      }
    },
  };
}

/**
 * The JSON body of a request: what was written, in this API's names. System messages before all others become `system`,
 * `stop` becomes `stop_sequences`, `reasoning_effort` becomes `output_config.effort`, `cache_control` marks the end of the
 * persona; log probabilities are never asked for.
 */
export function toMessagesBody(request: CompletionRequest): Record<string, unknown> {
  const { stop, reasoning_effort: effort, ...more } = request.params;
  const { cache_control: _cache, top_logprobs: _top, logprobs: _logprobs, ...rest } = more;
  const first = request.messages.findIndex(({ role }) => role !== 'system');
  const instructions = first === -1 ? request.messages : request.messages.slice(0, first);
  const turns = first === -1 ? [] : request.messages.slice(first);
  const body: Record<string, unknown> = { ...rest };
  if (stop !== undefined) body['stop_sequences'] = typeof stop === 'string' ? [stop] : stop;
  if (effort !== undefined) {
    const config = rest['output_config'];
    body['output_config'] = { ...(isObject(config) ? config : {}), effort };
  }
  if (instructions.length > 0) body['system'] = toSystem(instructions, cacheTtlOf(request.params));
  return {
    ...body,
    model: request.model,
    messages: turns.map(({ role, content }) => ({ role, content })),
    stream: true,
  };
}

/** The parts of a body that become input, which is all that the counting endpoint takes. */
const COUNTED = ['model', 'messages', 'system', 'tools', 'tool_choice', 'thinking', 'output_config'];

/** The JSON body by which a request's input is counted. */
export function toCountBody(request: CompletionRequest): Record<string, unknown> {
  const body = Object.entries(toMessagesBody(request));
  return Object.fromEntries(body.filter(([name]) => COUNTED.includes(name)));
}

interface SystemBlock {
  type: 'text';
  text: string;
  cache_control?: { type: 'ephemeral'; ttl: CacheTtl };
}

/** The persona: what is the same in many requests, so that it ends where the cache is to begin. */
function toSystem(messages: Message[], ttl: CacheTtl | null): string | SystemBlock[] {
  const [only] = messages;
  if (messages.length === 1 && only !== undefined && ttl === null) return only.content;
  return messages.map(({ content }, index) => ({
    type: 'text',
    text: content,
    ...(ttl !== null && index === messages.length - 1 ? { cache_control: { type: 'ephemeral', ttl } } : {}),
  }));
}

/** Asks for the older version where a parameter needs it, and of servers that are not the vendor's, which know no other. */
export function toVersionHeader(params: Record<string, Value>, official: boolean): Record<string, string> {
  const samples = ['temperature', 'top_p', 'top_k'].some((name) => params[name] !== undefined);
  return samples || !official ? { 'anthropic-version': SAMPLING_VERSION } : {};
}
