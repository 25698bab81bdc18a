import type { EndReason, GeneratedToken, GenerationEvent, TokenBytes } from './generation.ts';
import { OpenAiError } from './openai-error.ts';
import { MODEL_ID, type OpenAiRequest } from './openai-request.ts';

/** What all parts of one answer have in common. */
export interface OpenAiFrame {
  id: string;
  /** Seconds since 1970. */
  created: number;
  fingerprint: string | null;
}

type Started = Extract<GenerationEvent, { type: 'started' }>;
type Done = Extract<GenerationEvent, { type: 'done' }>;

/** One `chat.completion` from all of an answer's events. Throws {@link OpenAiError} where it failed. */
export async function toChatCompletion(
  events: AsyncIterable<GenerationEvent>,
  { generation }: OpenAiRequest,
  frame: () => OpenAiFrame,
): Promise<object> {
  let started: Started | null = null;
  let text = '';
  const tokens: GeneratedToken[] = [];
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        started = event;
        break;
      case 'text':
        text += event.text;
        tokens.push(...event.tokens);
        break;
      case 'done':
        return {
          ...head('chat.completion', frame()),
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: text, refusal: null, annotations: [] },
              logprobs: generation.topLogprobs === null ? null : toLogprobs(tokens),
              finish_reason: toFinishReason(event.reason),
            },
          ],
          usage: toUsage(started, event),
        };
      default:
        throw toError(event);
    }
  }
  throw OpenAiError.internal('The answer was cancelled.');
}

/** The data of each server-sent event of a streamed answer, `[DONE]` at the end. A refusal is thrown before anything is
 * given, a failure later becomes an event `{error}`. */
export async function* toChunks(
  events: AsyncIterable<GenerationEvent>,
  { generation, includesUsage }: OpenAiRequest,
  frame: () => OpenAiFrame,
): AsyncGenerator<string> {
  let started: Started | null = null;
  const noLogprobs = { logprobs: null };
  const chunk = (delta: object, rest: object = {}) =>
    JSON.stringify({
      ...head('chat.completion.chunk', frame()),
      choices: [{ index: 0, delta, ...noLogprobs, finish_reason: null, ...rest }],
      ...(includesUsage && { usage: null }),
    });
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        started = event;
        yield chunk({ role: 'assistant', content: '', refusal: null });
        break;
      case 'text':
        yield chunk(
          { content: event.text },
          generation.topLogprobs === null ? {} : { logprobs: toLogprobs(event.tokens) },
        );
        break;
      case 'done':
        yield chunk({}, { finish_reason: toFinishReason(event.reason) });
        if (includesUsage) {
          yield JSON.stringify({
            ...head('chat.completion.chunk', frame()),
            choices: [],
            usage: toUsage(started, event),
          });
        }
        yield '[DONE]';
        return;
      default:
        if (started === null) throw toError(event);
        yield JSON.stringify(toError(event).body);
    }
  }
}

function head(object: string, { id, created, fingerprint }: OpenAiFrame): object {
  return {
    id,
    object,
    created,
    model: MODEL_ID,
    service_tier: 'default',
    system_fingerprint: fingerprint === null ? null : `fp_${fingerprint}`,
  };
}

function toLogprobs(tokens: readonly GeneratedToken[]): object {
  const content = tokens.map((token) => ({ ...toEntry(token), top_logprobs: token.top.map(toEntry) }));
  return { content, refusal: null };
}

function toEntry({ bytes, logprob }: TokenBytes): { token: string; logprob: number; bytes: number[] } {
  return { token: tokenText(bytes), logprob, bytes };
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A token as OpenAI writes it: its text, or `bytes:\xec\x98` where the bytes alone are no text. */
export function tokenText(bytes: readonly number[]): string {
  try {
    return STRICT.decode(Uint8Array.from(bytes));
  } catch {
    const escaped = bytes.map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
    );
    return `bytes:${escaped.join('')}`;
  }
}

/** The tokens that were computed, those of a stop text included; the end token is not counted. */
function toUsage(started: Started | null, { completionTokens }: Done): object {
  const promptTokens = started?.promptTokens ?? 0;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: started?.cachedTokens ?? 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function toFinishReason(reason: EndReason): 'stop' | 'length' {
  return reason === 'end' || reason === 'stop' ? 'stop' : 'length';
}

function toError(event: Extract<GenerationEvent, { type: 'refused' | 'failed' }>): OpenAiError {
  if (event.type === 'failed') return OpenAiError.internal(event.message);
  const count = `${event.isAtLeast ? 'at least ' : ''}${event.promptTokens}`;
  return OpenAiError.contextExceeded(event.contextLength, count);
}
