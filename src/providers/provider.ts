import type { ProviderKind } from '../core/capability.ts';
import type { RateLimits } from '../core/rate-limit.ts';
import type { AnswerRedactor } from './answer-redactor.ts';
import type { CompletionChunk, CompletionRequest, LogprobsKind, UsageSoFar } from '../core/trial.ts';

/** What a request is sent with. */
export interface CompleteOptions {
  signal: AbortSignal;
  /**
   * Called with what the answer's headers say of the server's limits, as soon as they are there and before anything is
   * yielded or thrown, whether the server answers or refuses. Not called where they say nothing of them.
   */
  onRateLimit?: (limits: RateLimits) => void;
  /**
   * Called with what the server has said of the usage, each time it says more, before what came with it is yielded: what is
   * known of an answer that breaks off. Not called where the server says it with the end alone.
   */
  onUsage?: (soFar: UsageSoFar) => void;
}

/** Somebody who answers requests: a vendor, or a server that speaks a vendor's protocol. */
export interface Provider {
  /** The part of a model id before the first `/`. */
  readonly id: string;
  readonly kind: ProviderKind;
  /**
   * Sends one request, once, and yields the answer as it comes; `done` comes exactly once, last. What arrives together
   * is yielded together, so a text chunk may hold several tokens. Throws a ProviderError for every failure, and a
   * DOMException named AbortError where `signal` was aborted. Ending the iteration early closes the connection.
   */
  complete(request: CompletionRequest, options: CompleteOptions): AsyncIterable<CompletionChunk>;
  /** Gets ready whatever the first request would have to wait for here, before anything is sent. Never rejects. */
  prepare?(): Promise<void>;
  /** Names of the models that the server lists, sorted. Throws as `complete` does. */
  models(signal: AbortSignal): Promise<string[]>;
  /** Input tokens of a request as the server counts them, free of charge; absent where it has no such endpoint. Throws as
   * `complete` does. */
  countTokens?(request: CompletionRequest, options: { signal: AbortSignal }): Promise<number>;
}

/** The part of `fetch` that the SDKs use; a test gives one that answers with recorded replies. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What an adapter needs to know of a server. */
export interface ProviderOptions {
  id: string;
  /** As the vendor's SDK takes it: with `/v1` for OpenAI's protocol, without for Anthropic's. */
  baseUrl: string;
  /** null sends no key at all. */
  apiKey: string | null;
  /** Where the key comes from, for the hint when it is refused. */
  keyEnv?: string | null;
  fetch?: Fetch;
  /** How long a server may be silent, before its first byte and between any two, milliseconds. */
  timeoutMs?: number;
  /** Takes keys out of every text that leaves; by default `apiKey` alone. */
  redact?: (text: string) => string;
  /** Makes what takes keys out of one answer; by default `apiKey` alone. */
  createAnswerRedactor?: () => AnswerRedactor;
  /** What the server's log probabilities are of, where that is known. */
  logprobsKind?: LogprobsKind;
  /** OpenAI's own headers for accounts with several organizations or projects; sent where set. */
  organization?: string | null;
  project?: string | null;
}

/** How long a server may be silent where nobody said otherwise: some think or load a model for minutes. */
export const DEFAULT_TIMEOUT_MS = 300_000;
