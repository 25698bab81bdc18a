import type { TokenAlternative, TokenLogprob } from '../core/trial.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** Token lists of one chunk. `sampled`: the server said so, by sending probabilities after sampling. */
export interface Logprobs {
  tokens: TokenLogprob[];
  sampled: boolean;
}

/**
 * Reads `choices[0].logprobs`: `{content: [{token, bytes, logprob, top_logprobs}], refusal}`. Null where there is none.
 * Entries without a number are left out; at most `topK` alternatives are kept, the most likely first.
 */
export function readLogprobs(value: unknown, topK: number): Logprobs | null {
  if (!isObject(value)) return null;
  const { content, refusal } = value;
  const tokens: TokenLogprob[] = [];
  let sampled = false;
  for (const list of [content, refusal]) {
    if (!Array.isArray(list)) continue;
    for (const entry of list) {
      if (!isObject(entry)) continue;
      if (entry['logprob'] === undefined && entry['prob'] !== undefined) sampled = true;
      const alternative = readAlternative(entry);
      if (alternative === null) continue;
      const { token, bytes, logprob } = alternative;
      tokens.push({ token, bytes, logprob, top: readTop(entry['top_logprobs'] ?? entry['top_probs'], topK) });
    }
  }
  return tokens.length === 0 ? null : { tokens, sampled };
}

function readTop(value: unknown, topK: number): TokenAlternative[] {
  if (!Array.isArray(value) || topK === 0) return [];
  const top: TokenAlternative[] = [];
  let sorted = true;
  let last = Infinity;
  for (const entry of value) {
    const alternative = isObject(entry) ? readAlternative(entry) : null;
    if (alternative === null) continue;
    if (alternative.logprob > last) sorted = false;
    last = alternative.logprob;
    top.push(alternative);
  }
  // vLLM puts the chosen token first, wherever it stands.
  if (!sorted) top.sort((a, b) => b.logprob - a.logprob);
  if (top.length > topK) top.length = topK;
  return top;
}

/** `prob` in place of `logprob` is llama.cpp's `post_sampling_probs`. */
function readAlternative(entry: JsonObject): TokenAlternative | null {
  const { token, bytes, logprob, prob } = entry;
  if (typeof token !== 'string') return null;
  const value = typeof logprob === 'number' ? logprob : typeof prob === 'number' ? Math.log(prob) : NaN;
  // -Infinity is no JSON, and so could not be stored.
  if (!Number.isFinite(value)) return null;
  return { token, bytes: Array.isArray(bytes) ? (bytes as number[]) : null, logprob: value };
}
