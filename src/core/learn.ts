import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { tQuantile975 } from './t-quantile.ts';
import type { FinishReason } from './trial.ts';

/** Which alphabet most of a text is in, as far as tokenizers differ by it. */
export type Script = 'hangul' | 'other';

/** What one earlier answer took. */
export interface UsageSample {
  requestHash: string;
  script: Script;
  /** Input tokens by the counter at hand. */
  counted: number;
  /** Input tokens as billed; null for unknown. */
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
  /** `max_tokens` of the request; null for none. */
  limit: number | null;
  finishReason: FinishReason;
  /** Whether it was made for the same matrix of the same notebook. */
  isOwn: boolean;
}

/** Bounds of a mean over a number of requests. */
export interface Learnt {
  low: number;
  high: number;
}

/** Fewer different requests than this tell little of how much they vary. */
const ENOUGH = 4;
/** Counts by another tokenizer are never exact: roles, marks and the vendor's own additions change with the texts. */
const LEAST_SPREAD = 0.02;
/** Answers of a few requests are known as well as a few can tell, and never to the token. */
const LEAST_OUTPUT_SPREAD = 0.05;
/** The levels that are still to be made may be the long ones: half as far again as chance alone would have it. */
const UNLIKE = 1.5;

/** How many times as long or as short answers may be as the ones that are known, where those are few or of other prompts. */
const FEW = 3;
const ELSEWHERE = 2;
/** How much longer answers that were cut short are taken to be where nothing else bounds them. */
const CUT = 4;

/** A text is of Hangul from a fifth of it on: a syllable is a token where a word of Latin letters is one. */
export function scriptOf(texts: readonly string[], syllablesOf = countHangul): Script {
  let hangul = 0;
  let all = 0;
  for (const text of texts) {
    all += text.length;
    hangul += syllablesOf(text);
  }
  return hangul * 5 >= all && hangul > 0 ? 'hangul' : 'other';
}

/** Letters of Hangul in a text. */
export function countHangul(text: string): number {
  return text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
}

/** Means by request, since repeats of one request tell of that request alone. */
function byRequest(samples: readonly UsageSample[], valueOf: (sample: UsageSample) => number): number[] {
  const groups = new Map<string, number[]>();
  for (const sample of samples) {
    const group = groups.get(sample.requestHash);
    if (group) group.push(valueOf(sample));
    else groups.set(sample.requestHash, [valueOf(sample)]);
  }
  return [...groups.values()].map((group) => mean(group));
}

/** Half of the 95% prediction interval of the mean of `n` further values. */
function halfInterval(values: readonly number[], n: number): number {
  const s = sampleStandardDeviation([...values]);
  return tQuantile975(values.length - 1) * s * Math.sqrt(1 / values.length + 1 / Math.max(1, n));
}

/**
 * Billed ÷ counted input tokens of `n` further requests in a script: learnt from earlier ones in that script, the newest
 * first. null where there is none.
 */
export function learnInput(samples: readonly UsageSample[], script: Script, n: number): Learnt | null {
  const known = samples.filter((one) => one.script === script && one.inputTokens !== null && one.counted > 0);
  if (known.length === 0) return null;
  const ratios = byRequest(known, (one) => (one.inputTokens ?? 0) / one.counted);
  const factor = mean(ratios);
  const half =
    ratios.length < ENOUGH
      ? factor * 0.15
      : Math.max(factor * LEAST_SPREAD, UNLIKE * halfInterval(ratios, n));
  return { low: Math.max(0, factor - half), high: factor + half };
}

/**
 * Mean output tokens of `n` further requests: learnt from earlier answers in the same matrix where enough different
 * requests were answered there, else, more widely, from the model's answers elsewhere. `limit` is what bounds each answer.
 * null where nothing is known.
 */
export function learnOutput(
  samples: readonly UsageSample[],
  { n, limit }: { n: number; limit: number | null },
): Learnt | null {
  const known = samples.filter((one) => one.outputTokens !== null);
  const own = known.filter((one) => one.isOwn);
  const outputOf = (one: UsageSample) => Math.min(one.outputTokens ?? 0, limit ?? Infinity);
  const most = limit ?? Infinity;
  // Answers that a lower limit cut would have been longer.
  const isCut = (one: UsageSample) => one.finishReason === 'length' && (one.outputTokens ?? 0) < most;
  const values = byRequest(own, outputOf);
  if (values.length >= ENOUGH) {
    const middle = mean(values);
    const half = Math.max(middle * LEAST_OUTPUT_SPREAD, UNLIKE * halfInterval(values, n));
    const high = own.some(isCut) ? (limit ?? CUT * (middle + half)) : middle + half;
    return { low: Math.max(Math.min(...values) / 2, middle - half), high: Math.min(most, high) };
  }
  const [first, ...rest] = known.map(outputOf).sort((a, b) => a - b);
  if (first === undefined) return null;
  const lengths = [first, ...rest];
  const few = byRequest(known, outputOf).length < ENOUGH;
  const times = few ? FEW : ELSEWHERE;
  const high = times * quantileSorted(lengths, 0.9);
  const wide = known.some(isCut) ? (limit ?? CUT * high) : high;
  return { low: quantileSorted(lengths, 0.1) / times, high: Math.min(most, Math.max(high, wide)) };
}

/** The greatest part of the input that came from the vendor's cache in an earlier request: 0 to 1. */
export function cachedShareOf(samples: readonly UsageSample[]): number {
  let most = 0;
  for (const { inputTokens, cachedInputTokens } of samples) {
    if (inputTokens && cachedInputTokens) most = Math.max(most, cachedInputTokens / inputTokens);
  }
  return Math.min(1, most);
}
