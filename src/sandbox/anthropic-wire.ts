import { AnthropicError } from './anthropic-error.ts';
import type { EndReason, GenerationEvent } from './generation.ts';
import { MODEL_ID } from './openai-request.ts';

type Started = Extract<GenerationEvent, { type: 'started' }>;
type Done = Extract<GenerationEvent, { type: 'done' }>;

/** A server-sent event: its name and its data. */
export interface AnthropicEvent {
  event: string;
  data: string;
}

/** One `message` from all of an answer's events. Throws {@link AnthropicError} where it failed. */
export async function toMessage(events: AsyncIterable<GenerationEvent>, id: string): Promise<object> {
  let started: Started | null = null;
  let text = '';
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        started = event;
        break;
      case 'text':
        text += event.text;
        break;
      case 'done':
        return {
          ...head(id),
          content: text === '' ? [] : [{ type: 'text', text, citations: null }],
          ...toStop(event),
          usage: toUsage(started, event.completionTokens),
        };
      default:
        throw toError(event);
    }
  }
  throw new AnthropicError('The answer was cancelled.', { type: 'api_error' });
}

/** The server-sent events of a streamed answer. A refusal is thrown before anything is given, a failure later becomes an
 * event `error`. */
export async function* toMessageEvents(
  events: AsyncIterable<GenerationEvent>,
  id: string,
  requestId: string,
): AsyncGenerator<AnthropicEvent> {
  let started: Started | null = null;
  let hasText = false;
  const named = (type: string, data: object): AnthropicEvent => ({
    event: type,
    data: JSON.stringify({ type, ...data }),
  });
  for await (const event of events) {
    switch (event.type) {
      case 'started':
        started = event;
        yield named('message_start', {
          message: {
            ...head(id),
            content: [],
            stop_reason: null,
            stop_sequence: null,
            usage: toUsage(started, 0),
          },
        });
        yield named('ping', {});
        break;
      case 'text':
        if (!hasText) {
          hasText = true;
          yield named('content_block_start', {
            index: 0,
            content_block: { type: 'text', text: '', citations: null },
          });
        }
        yield named('content_block_delta', { index: 0, delta: { type: 'text_delta', text: event.text } });
        break;
      case 'done':
        if (hasText) yield named('content_block_stop', { index: 0 });
        yield named('message_delta', {
          delta: toStop(event),
          usage: toUsage(started, event.completionTokens),
        });
        yield named('message_stop', {});
        return;
      default:
        if (started === null) throw toError(event);
        yield { event: 'error', data: JSON.stringify(toError(event).toBody(requestId)) };
    }
  }
}

function head(id: string): object {
  return { id, type: 'message', role: 'assistant', model: MODEL_ID };
}

/** `input_tokens` are those that were computed: the cached ones are counted by themselves. */
function toUsage(started: Started | null, outputTokens: number): object {
  const cached = started?.cachedTokens ?? 0;
  return {
    input_tokens: (started?.promptTokens ?? 0) - cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    output_tokens: outputTokens,
    service_tier: 'standard',
  };
}

const STOP_REASONS: Record<EndReason, string> = {
  end: 'end_turn',
  stop: 'stop_sequence',
  length: 'max_tokens',
  context: 'model_context_window_exceeded',
};

function toStop({ reason, stop }: Done): object {
  return { stop_reason: STOP_REASONS[reason], stop_sequence: stop };
}

function toError(event: Extract<GenerationEvent, { type: 'refused' | 'failed' }>): AnthropicError {
  if (event.type === 'failed') return new AnthropicError(event.message, { type: 'api_error' });
  const count = `${event.isAtLeast ? 'at least ' : ''}${event.promptTokens}`;
  return new AnthropicError(`prompt is too long: ${count} tokens > ${event.contextLength} maximum`);
}
