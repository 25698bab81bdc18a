/** An answer as a server is about to send it. */
export interface Answer {
  id: string;
  model: string;
  words: string[];
  inputTokens: number;
  outputTokens: number;
}

/** How often an answer's usage is sent; `twice` is a running total first. */
export type UsageSent = 'once' | 'twice' | 'never';

/** What a protocol's server sends: event streams in pieces, and errors. */
export interface Wire {
  head(answer: Answer, usage: UsageSent): string;
  piece(answer: Answer, word: string): string;
  tail(answer: Answer, usage: UsageSent): string;
  errorBody(status: number, kind: 'quota' | null, message: string): object;
  errorEvent(message: string): string;
}

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;

function toChunk({ id, model }: Answer, more: object): string {
  return data({ id, object: 'chat.completion.chunk', created: 1, model, ...more });
}

const OPENAI_TYPES = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [429, 'rate_limit_error'],
]);

/** OpenAI's Chat Completions. */
export const openaiWire: Wire = {
  head: (answer) => toChunk(answer, { choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] }),
  piece: (answer, word) =>
    toChunk(answer, { choices: [{ index: 0, delta: { content: word }, finish_reason: null }] }),
  tail(answer, usage) {
    const toUsage = (output: number) => ({
      usage: {
        prompt_tokens: answer.inputTokens,
        completion_tokens: output,
        total_tokens: answer.inputTokens + output,
      },
    });
    const total = toChunk(answer, { choices: [], ...toUsage(answer.outputTokens) });
    return [
      usage === 'twice' ? toChunk(answer, { choices: [], ...toUsage(1) }) : '',
      toChunk(answer, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
      usage === 'never' ? '' : total,
      usage === 'twice' ? total : '',
      'data: [DONE]\n\n',
    ].join('');
  },
  errorBody: (status, kind, message) => ({
    error: {
      message,
      type: kind === 'quota' ? 'insufficient_quota' : (OPENAI_TYPES.get(status) ?? 'server_error'),
      code: kind === 'quota' ? 'insufficient_quota' : null,
    },
  }),
  errorEvent: (message) => data({ error: { message, type: 'server_error' } }),
};

const event = (type: string, more: object): string => `event: ${type}\n${data({ type, ...more })}`;

const ANTHROPIC_TYPES = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [429, 'rate_limit_error'],
  [529, 'overloaded_error'],
]);

/** Anthropic's Messages. */
export const anthropicWire: Wire = {
  head: (answer, usage) =>
    event('message_start', {
      message: {
        id: answer.id,
        type: 'message',
        role: 'assistant',
        model: answer.model,
        content: [],
        stop_reason: null,
        ...(usage === 'never' ? {} : { usage: { input_tokens: answer.inputTokens, output_tokens: 1 } }),
      },
    }) +
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
    event('ping', {}),
  piece: (_answer, word) =>
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: word } }),
  tail(answer, usage) {
    const end = event('message_delta', {
      delta: { stop_reason: 'end_turn' },
      ...(usage === 'never' ? {} : { usage: { output_tokens: answer.outputTokens } }),
    });
    return (
      event('content_block_stop', { index: 0 }) +
      (usage === 'twice' ? event('message_delta', { delta: {}, usage: { output_tokens: 1 } }) + end : '') +
      end +
      event('message_stop', {})
    );
  },
  errorBody: (status, kind, message) => ({
    type: 'error',
    error: {
      type: kind === 'quota' ? 'billing_error' : (ANTHROPIC_TYPES.get(status) ?? 'api_error'),
      message,
    },
  }),
  errorEvent: (message) => event('error', { error: { type: 'overloaded_error', message } }),
};
