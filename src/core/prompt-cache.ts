import { groupDigits } from './group-digits.ts';
import type { Text } from './text.ts';
import { approximateTokens } from './token-count.ts';
import {
  modelId,
  toCanonicalJson,
  toHash,
  type CompletionRequest,
  type Message,
  type Value,
} from './trial.ts';

/** How long a vendor is asked to keep what it has read: the levels of `cache_control`. */
export const CACHE_TTLS = ['5m', '1h'] as const;

export type CacheTtl = (typeof CACHE_TTLS)[number];

/** How long the persona is to be kept in the vendor's cache; null where that is not asked for. */
export function cacheTtlOf(params: Record<string, Value>): CacheTtl | null {
  return CACHE_TTLS.find((ttl) => ttl === params['cache_control']) ?? null;
}

/** The fewest tokens that a model caches, by its name: what is shorter is read anew each time, and nobody says so.
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching#cache-limitations */
const MINIMUMS: readonly [RegExp, number][] = [
  [/^claude-(opus|fable|mythos)-5(?!-[5-9])/, 512],
  [/^claude-opus-4-7/, 2_048],
  [/^claude-opus-4-[56]/, 4_096],
  [/^claude-haiku-4-5/, 4_096],
  [/^claude-(3-5-haiku|3-haiku)/, 2_048],
  [/^claude-(opus-4|sonnet-4|sonnet-5(?!-[5-9])|3-7-sonnet|3-5-sonnet|3-opus)/, 1_024],
];

/** The fewest tokens that a model caches; null where it is not documented. */
export function minimumCacheable(model: string): number | null {
  return MINIMUMS.find(([family]) => family.test(model))?.[1] ?? null;
}

/** What goes before the conversation, which is what is cached. */
function personaOf({ messages }: CompletionRequest): Message[] {
  const first = messages.findIndex(({ role }) => role !== 'system');
  return first === -1 ? messages : messages.slice(0, first);
}

/** Tokens of what is cached: about. */
function tokensOfPersona(request: CompletionRequest): number {
  return personaOf(request).reduce((sum, { content }) => sum + approximateTokens(content), 0);
}

const KEPT_MS: Record<CacheTtl, number> = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/**
 * What a request shares with others by its vendor's cache, and how long that is kept after it was last read; null where
 * nothing is cached. Requests of the same key read what the first of them has written.
 */
export function cachedPrefixOf(request: CompletionRequest): { key: string; keptMs: number } | null {
  const ttl = cacheTtlOf(request.params);
  const persona = personaOf(request);
  if (ttl === null || persona.length === 0 || tooShortToCache(request) !== null) return null;
  const { tools = null, tool_choice: choice = null, thinking = null } = request.params;
  const key = toHash(toCanonicalJson([modelId(request), ttl, persona, tools, choice, thinking]));
  return { key, keptMs: KEPT_MS[ttl] };
}

/** Says that a persona is too short for its model to cache; null where it is not, nothing is to be cached, or the model's
 * minimum is not known. */
export function tooShortToCache(request: CompletionRequest): Text | null {
  const minimum = minimumCacheable(request.model);
  if (cacheTtlOf(request.params) === null || minimum === null) return null;
  const tokens = tokensOfPersona(request);
  if (tokens === 0 || tokens >= minimum) return null;
  const least = groupDigits(minimum);
  return {
    en: `about ${tokens} tokens; ${modelId(request)} caches from ${least} on, so cache_control changes nothing here`,
    ko: `약 ${tokens}토큰입니다. ${modelId(request)} 모델은 ${least}토큰부터 캐시하므로 cache_control이 효과가 없습니다.`,
  };
}
