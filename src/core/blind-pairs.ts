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

/** So many pairs come at a time: more than anyone votes on in a day. */
const PAIRS_AT_ONCE = 2000;

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

/** How many pairs there are whose two have one key. */
function countTwos(keys: Iterable<string>): number {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
}

/** How many pairs {@link toBlindPairs} makes without a limit. */
export function countBlindPairs(contestants: readonly Contestant[]): number {
  const inCase = contestants.map((one) => ({ ...one, name: toCase(one.variant) }));
  const known = inCase.filter(({ textKey }) => textKey !== null);
  const byCase = countTwos(inCase.map(({ name }) => name));
  const byText = countTwos(known.map(({ name, textKey }) => `${textKey}\n${name}`));
  const byRequest = countTwos(inCase.map(({ name, requestHash }) => `${requestHash}\n${name}`));
  const byBoth = countTwos(
    known.map(({ name, textKey, requestHash }) => `${textKey}\n${requestHash}\n${name}`),
  );
  return byCase - byText - byRequest + byBoth;
}

/**
 * Pairs of answers to the same case, shuffled by a seed: the same answers and seed give the same order, so that one can go
 * on tomorrow. They come in rounds (the answers of a case in a shuffled circle, each with the one k places on), so that
 * after each round every answer has been compared as often as the others. Answers of the same
 * text, and repeats of one request, are not compared.
 */
export function toBlindPairs(
  contestants: readonly Contestant[],
  { seed, limit = PAIRS_AT_ONCE }: { seed: string; limit?: number },
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

/** The pairs to vote on and the first of them that is open, null where none is. Where a portion is through, another follows. */
export function openBlindPairs(
  contestants: readonly Contestant[],
  {
    seed,
    isDone,
    atOnce = PAIRS_AT_ONCE,
  }: { seed: string; isDone: (pair: BlindPair) => boolean; atOnce?: number },
): { pairs: BlindPair[]; next: BlindPair | null } {
  let pairs: BlindPair[] = [];
  for (let limit = atOnce; pairs.length === limit - atOnce; limit += atOnce) {
    pairs = toBlindPairs(contestants, { seed, limit });
    const next = pairs.find((pair) => !isDone(pair));
    if (next) return { pairs, next };
  }
  return { pairs, next: null };
}
