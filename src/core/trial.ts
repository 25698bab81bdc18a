import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Failure } from './failure.ts';
import type { Text } from './text.ts';

export type Role = 'system' | 'user' | 'assistant';

/** One message of a conversation, as both vendors know it. */
export interface Message {
  role: Role;
  content: string;
}

/** A value that YAML and JSON both can hold: what a parameter or a level may be. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/**
 * Everything that is sent to a model, and nothing else: two equal requests have the same hash. A parameter that was not
 * written is absent, so that the vendor's default holds. `params` has the APIs' own names (`temperature`, `top_p`,
 * `max_tokens`, `frequency_penalty`, `presence_penalty`, `seed`, `stop`, `reasoning_effort`, `response_format`,
 * `logprobs`-related `top_logprobs`, and any other that a notebook names, passed on as it is).
 */
export interface CompletionRequest {
  /** Id of the provider, as in `gamut.config.yaml`: the part of the model id before the first `/`. */
  provider: string;
  /** The vendor's own name of the model: the rest of the model id. */
  model: string;
  messages: Message[];
  params: Record<string, Value>;
}

/** One alternative at one place: a token's text as the server sent it, its raw bytes where known, ln p. */
export interface TokenAlternative {
  token: string;
  /** UTF-8 bytes of the token; null where the server did not send them. */
  bytes: number[] | null;
  /** Natural logarithm of the probability. */
  logprob: number;
}

/** One entry of a logprob list. A streamed entry may cover several tokens (servers hold tokens back). */
export interface TokenLogprob extends TokenAlternative {
  /** The most likely tokens at this place, most likely first, as many as were asked for and sent. */
  top: TokenAlternative[];
}

/** Tokens as the vendor billed them. `inputTokens` includes cached and cache-written ones, `outputTokens` includes
 * reasoning. null is unknown, never 0. */
export interface Usage {
  inputTokens: number | null;
  outputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  reasoningTokens: number | null;
}

/** What a usage was billed at: US dollars per million tokens of each kind, and US dollars for the request itself. */
export interface Rates {
  /** Of input that was neither in the vendor's cache nor written into it. */
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  /** Of output that is no reasoning. */
  readonly output: number;
  readonly reasoning: number;
  readonly request: number;
}

/** What a vendor has said of an answer's usage while it is under way. */
export interface UsageSoFar {
  usage: Usage;
  /** Whether it is all that the answer will be billed for: its end was told, whatever became of the stream then. */
  isFinal: boolean;
}

/** Why a model stopped, one vocabulary for every vendor. `other` keeps the vendor's word in `rawFinishReason`. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'refusal' | 'tool_calls' | 'other';

/** What a server's log probabilities are of: the model's own distribution (`raw`, temperature not applied), the one that
 * was sampled from (`sampled`), or unknown which. Two kinds are never compared. */
export type LogprobsKind = 'raw' | 'sampled' | 'unknown';

/** A whole answer. */
export interface Completion {
  text: string;
  /** The model's visible thinking, where the vendor sends it; empty otherwise. */
  reasoning: string;
  /** null where no logprobs were sent. */
  tokens: TokenLogprob[] | null;
  logprobsKind: LogprobsKind | null;
  finishReason: FinishReason;
  rawFinishReason: string | null;
  usage: Usage;
  /** The model that answered, as the server names it (often with a date); null where it does not say. */
  modelVersion: string | null;
  requestId: string | null;
}

/** What a provider's stream yields. `done` comes exactly once, last. */
export type CompletionChunk =
  | { type: 'text'; text: string; tokens?: TokenLogprob[] }
  | { type: 'reasoning'; text: string }
  | {
      type: 'done';
      finishReason: FinishReason;
      rawFinishReason: string | null;
      usage: Usage;
      modelVersion: string | null;
      requestId: string | null;
      logprobsKind: LogprobsKind | null;
    };

/** One level of each axis. Keys in the order of the axes: `prompt`, `persona`, `model`, the swept parameters, then `row`
 * (a dataset row's id) where the matrix has data. Single-valued parameters are in `request.params` alone. */
export type Variant = Record<string, Value>;

/** One request to be made. */
export interface Trial {
  /** Stable and unique in a notebook: the matrix, variant and repeat, hashed. Says nothing of the texts. */
  id: string;
  /** Id of the matrix cell. */
  cellId: string;
  variant: Variant;
  /** 1-based. */
  repeat: number;
  /** The variables that the prompt was rendered with. */
  vars: Record<string, string>;
  request: CompletionRequest;
  /** Hex SHA-256 of the canonical JSON of `request`. */
  requestHash: string;
  /** Set where this trial cannot be made, with the reason: it becomes a `skipped` row and nothing is sent. */
  skip: Text | null;
}

/** How a trial ended. `aborted` is a stop by the person: not a failure. `rates` are what `costUsd` was reckoned at; absent
 * where nothing was paid, or where they were not written down. */
export type Outcome =
  | {
      status: 'done';
      completion: Completion;
      costUsd: number | null;
      priceAsOf: string | null;
      rates?: Rates;
    }
  | {
      status: 'error';
      failure: Failure;
      partialText: string;
      usage: Usage;
      costUsd: number | null;
      rates?: Rates;
    }
  /** `usage` and `costUsd` are there where the vendor had told something by then. */
  | { status: 'aborted'; partialText: string; usage?: Usage; costUsd?: number | null; rates?: Rates }
  | { status: 'skipped'; reason: Text };

/** A trial with its outcome: what the store keeps. Times in milliseconds; null is unknown. */
export interface TrialRecord {
  /** Number of the record in the store; 0 before it is stored. */
  recordId: number;
  runId: string;
  notebook: string;
  trial: Trial;
  outcome: Outcome;
  /** Requests that were really sent. */
  attempts: number;
  /** Waiting for a free place or a rate limit, all attempts together. Never part of the latency. */
  queuedMs: number;
  /** From sending the last attempt to its first text; null where none came. */
  ttftMs: number | null;
  /** From sending the last attempt to its end. */
  totalMs: number | null;
  /** ISO 8601, UTC: when the first attempt was sent. */
  startedAt: string;
}

/** A record without its token list, which is the heavy part and is asked for by itself. */
export type RecordSummary = TrialRecord & { hasTokens: boolean };

const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

/** A usage of which nothing is known. */
export function unknownUsage(): Usage {
  return { ...NO_USAGE };
}

/** JSON with sorted keys, so that equal values have equal texts. `undefined` members are left out. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = value as Record<string, unknown>;
    let text = '';
    for (const key of Object.keys(members).sort()) {
      const member = members[key];
      if (member === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${toCanonicalJson(member)}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Hex SHA-256 of a text's UTF-8 bytes. */
export type Hash = (text: string) => string;

/** A {@link Hash} in plain JavaScript. */
export function toHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The hash by which a result is known: of the exact request. */
export function requestHash(request: CompletionRequest, hash: Hash = toHash): string {
  return hash(toCanonicalJson(request));
}

/** A trial's id: 16 hex digits of the hash of where it stands in its matrix. */
export function trialId(cellId: string, variant: Variant, repeat: number): string {
  return createTrialIds(cellId, variant)(repeat);
}

/** The {@link trialId}s of the repeats of a variant. */
export function createTrialIds(
  cellId: string,
  variant: Variant,
  hash: Hash = toHash,
): (repeat: number) => string {
  const place = `[${JSON.stringify(cellId)},${toCanonicalJson(variant)},`;
  return (repeat) => hash(`${place}${repeat}]`).slice(0, 16);
}

/** The model id as notebooks write it: `provider/model`. */
export function modelId(request: CompletionRequest): string {
  return `${request.provider}/${request.model}`;
}
