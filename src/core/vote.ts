/** What can be said of two answers whose makers are hidden: one is better, they are alike good, both are bad. */
export const VERDICTS = ['a', 'b', 'tie', 'bad'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What an answer is known by: the exact request, and which of its repeats (1-based). */
export interface AnswerKey {
  requestHash: string;
  repeat: number;
}

/** Two answers that were compared blind: `a` stood on the left. */
export interface Vote {
  a: AnswerKey;
  b: AnswerKey;
  verdict: Verdict;
  /** ISO 8601, UTC. */
  votedAt: string;
}

/** An answer's key as one text. */
export function answerKey({ requestHash, repeat }: AnswerKey): string {
  return `${requestHash}:${repeat}`;
}

/** Two answers as one text, whichever of them stands on the left. */
export function pairKey(a: AnswerKey, b: AnswerKey): string {
  return [answerKey(a), answerKey(b)].sort().join(' ');
}
