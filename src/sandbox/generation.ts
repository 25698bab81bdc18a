import type { Sampling } from './sampler.ts';

/** One message of a chat, as the model's template knows it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What the answer must look like. A schema is a JSON Schema that `toExpression` takes. */
export type AnswerFormat =
  { type: 'text' } | { type: 'json_object' } | { type: 'json_schema'; schema: unknown };

/** One answer to be generated: plain data, so that it can be posted to a worker. */
export interface GenerationRequest {
  messages: ChatMessage[];
  /** The last message is the assistant's own, and is continued instead of answered. */
  continuesLast: boolean;
  /** null: until the answer ends or the context is full. */
  maxTokens: number | null;
  sampling: Sampling;
  /** Texts before which the answer ends. */
  stop: string[];
  /** How many alternatives to give for each token, 0..20; null: no log probabilities at all. */
  topLogprobs: number | null;
  format: AnswerFormat;
}

/** A token by its raw bytes, which need not be whole characters. */
export interface TokenBytes {
  bytes: number[];
  /** Natural logarithm of the model's own probability, without temperature, penalties and grammar. */
  logprob: number;
}

/** A token of the answer with the most likely ones at its place. */
export interface GeneratedToken extends TokenBytes {
  top: TokenBytes[];
}

/** Why an answer ended: the model's own end, a stop text, `maxTokens`, or the end of the context. */
export type EndReason = 'end' | 'stop' | 'length' | 'context';

/** What happens to a request, in this order: refused; or started, text..., done; or failed at any time. */
export type GenerationEvent =
  | { type: 'refused'; promptTokens: number; isAtLeast: boolean; contextLength: number }
  | { type: 'started'; promptTokens: number; cachedTokens: number }
  /** `text` holds whole characters only; `tokens` are those that end in it (none where none were asked for). */
  | { type: 'text'; text: string; tokens: GeneratedToken[] }
  | { type: 'done'; reason: EndReason; stop: string | null; completionTokens: number }
  | { type: 'failed'; message: string };
