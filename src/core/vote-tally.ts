import { wilsonInterval } from './summary.ts';
import { toCanonicalJson } from './trial.ts';
import type { Value, Variant } from './trial.ts';
import { answerKey } from './vote.ts';
import type { AnswerKey, Vote } from './vote.ts';

/** How one contestant has fared in the comparisons that it was in. */
export interface Score {
  /** The levels that tell it from the others. */
  levels: Record<string, Value>;
  wins: number;
  losses: number;
  ties: number;
  /** Comparisons of which both sides were called bad. They are in no rate: nothing was preferred. */
  bad: number;
  /** Comparisons that the rate is of: wins, losses and ties. */
  n: number;
  /** (wins + ½ ties) / n; null without any. */
  rate: number | null;
  /** 95% interval of the rate by Wilson (1927), a tie counted as half a win; null without any. */
  ci95: { low: number; high: number } | null;
}

/** What was voted, summed up. */
export interface Tally {
  /** The best first; those of equal rate by how often they were compared. */
  scores: Score[];
  /** Votes that are counted: their two answers are here, and differ in what is compared. */
  counted: number;
  /** Votes on answers that are stale or here no more, or that do not differ in what is compared. */
  leftOut: number;
  /** How many of these are on an answer that is stale: they count again once the notebook asks what it answers. */
  stale: number;
  /** How many of these are between two that do not differ in what is compared. The rest of them are on answers that are here no more. */
  alike: number;
}

/** Sums votes up by the levels of some axes. `variants` has the variant of each current answer by {@link answerKey}, `staleKeys`
 * are the keys of those that are stale. */
export function tallyVotes(
  votes: readonly Vote[],
  variants: ReadonlyMap<string, Variant>,
  by: readonly string[],
  staleKeys: ReadonlySet<string> = new Set(),
): Tally {
  const scores = new Map<string, Score>();
  const scoreOf = (key: AnswerKey): Score | null => {
    const variant = variants.get(answerKey(key));
    if (!variant) return null;
    const levels = Object.fromEntries(by.map((name) => [name, variant[name] ?? null]));
    const id = toCanonicalJson(levels);
    let score = scores.get(id);
    if (!score) {
      score = { levels, wins: 0, losses: 0, ties: 0, bad: 0, n: 0, rate: null, ci95: null };
      scores.set(id, score);
    }
    return score;
  };
  const isStale = (key: AnswerKey): boolean => !variants.has(answerKey(key)) && staleKeys.has(answerKey(key));
  let counted = 0;
  let stale = 0;
  let alike = 0;
  for (const { a, b, verdict } of votes) {
    const left = scoreOf(a);
    const right = scoreOf(b);
    if (isStale(a) || isStale(b)) stale += 1;
    else if (left && left === right) alike += 1;
    if (!left || !right || left === right) continue;
    counted += 1;
    if (verdict === 'tie' || verdict === 'bad') {
      const kind = verdict === 'tie' ? 'ties' : 'bad';
      left[kind] += 1;
      right[kind] += 1;
    } else {
      (verdict === 'a' ? left : right).wins += 1;
      (verdict === 'a' ? right : left).losses += 1;
    }
  }
  const compared = [...scores.values()]
    .filter(({ wins, losses, ties, bad }) => wins + losses + ties + bad > 0)
    .map((score) => {
      const n = score.wins + score.losses + score.ties;
      const rate = n === 0 ? null : (score.wins + score.ties / 2) / n;
      return { ...score, n, rate, ci95: rate === null ? null : wilsonInterval(n, rate) };
    });
  compared.sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || b.n - a.n);
  return { scores: compared, counted, leftOut: votes.length - counted, stale, alike };
}
