import { toCanonicalJson } from './trial.ts';
import type { Variant } from './trial.ts';
import { answerKey, pairKey } from './vote.ts';
import type { AnswerKey } from './vote.ts';

/** An answer that can be compared. */
export interface Contestant extends AnswerKey {
  trialId: string;
  variant: Variant;
  /** Equal for equal texts. */
  textKey: string | null;
}

/** Two answers to the same case, in the places in which they are shown. */
export interface BlindPair {
  key: string;
  a: Contestant;
  b: Contestant;
}

/** The axes that make a case: what was asked. What is compared has the same levels of these. */
export const CASE_AXES = ['prompt', 'row'];

/** More pairs than anyone votes on. */
const MOST_PAIRS = 2000;

/** A number that a text and a seed give: FNV-1a, then mixed so that near texts lie apart. Not for secrets. */
function toNumber(text: string, seed: string): number {
  let hash = 2166136261;
  const whole = `${seed}\u0000${text}`;
  for (let at = 0; at < whole.length; at++) hash = Math.imul(hash ^ whole.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function shuffle<T>(items: readonly T[], seed: string, textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, text: textOf(item) }))
    .map(({ item, text }) => ({ item, text, place: toNumber(text, seed) }))
    .sort((a, b) => a.place - b.place || (a.text < b.text ? -1 : 1))
    .map(({ item }) => item);
}

function toCase(variant: Variant): string {
  return toCanonicalJson(CASE_AXES.map((name) => variant[name] ?? null));
}

/** Whether there is nothing to prefer: the same text, or two repeats of one request. */
function isAlike(a: Contestant, b: Contestant): boolean {
  return (a.textKey !== null && a.textKey === b.textKey) || a.requestHash === b.requestHash;
}

/**
 * Pairs of answers to the same case, shuffled by a seed: the same answers and seed give the same order, so that one can go
 * on tomorrow. They come in rounds (the answers of a case in a shuffled circle, each with the one k places on), so that
 * after each round every answer has been compared as often as the others. Answers of the same
 * text, and repeats of one request, are not compared.
 */
export function toBlindPairs(
  contestants: readonly Contestant[],
  { seed, limit = MOST_PAIRS }: { seed: string; limit?: number },
): BlindPair[] {
  const cases = [...Map.groupBy(contestants, ({ variant }) => toCase(variant))].map(([name, answers]) =>
    shuffle(answers, `${seed} ${name}`, answerKey),
  );
  const pairs: BlindPair[] = [];
  const most = Math.max(0, ...cases.map((answers) => Math.floor(answers.length / 2)));
  for (let step = 1; step <= most && pairs.length < limit; step++) {
    const round: BlindPair[] = [];
    for (const answers of cases) {
      const n = answers.length;
      if (step > n / 2) continue;
      // Half way round the circle each pair would come twice.
      const count = step * 2 === n ? n / 2 : n;
      for (let at = 0; at < count && round.length < limit * 4; at++) {
        const first = answers[at];
        const second = answers[(at + step) % n];
        if (!first || !second || isAlike(first, second)) continue;
        const key = pairKey(first, second);
        const isTurned = (toNumber(key, `${seed} side`) & 1) === 1;
        round.push(isTurned ? { key, a: second, b: first } : { key, a: first, b: second });
      }
    }
    pairs.push(...shuffle(round, `${seed} ${step}`, ({ key }) => key));
  }
  return pairs.slice(0, limit);
}
