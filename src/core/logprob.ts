import type { TokenAlternative, TokenLogprob } from './trial.ts';

/** What some servers send (OpenAI's documentation says so) where a token is too unlikely for a real figure. */
const TOO_UNLIKELY = -9999;

/** How far the probabilities of one place may add up to more than 1: servers round and compute in 32 bits. */
const SUM_TOLERANCE = 1e-3;

/** Whether a log probability is a figure that can be reckoned with, not a stand-in for "very unlikely" or garbage. */
export function isKnownLogprob(logprob: number): boolean {
  return Number.isFinite(logprob) && logprob > TOO_UNLIKELY;
}

/** The probability, 0 to 1, of a natural log probability. */
export function probability(logprob: number): number {
  return Math.min(1, Math.exp(logprob));
}

/** How unexpected a token was, in bits: −log2 p, never below 0 (Shannon 1948: self-information). */
export function surprisalBits(logprob: number): number {
  return Math.max(0, -logprob / Math.LN2);
}

/** The upper edges of the first five of the six surprisal bins, bits. Fixed, so that any two responses compare. */
export const SURPRISAL_EDGES = [0.5, 1, 2, 4, 7] as const;

/** The heat map's bin, 0 (expected) to 5 (a surprise), of a surprisal in bits; an edge belongs to the bin above it. */
export function surprisalBin(bits: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (bits < SURPRISAL_EDGES[0]) return 0;
  if (bits < SURPRISAL_EDGES[1]) return 1;
  if (bits < SURPRISAL_EDGES[2]) return 2;
  if (bits < SURPRISAL_EDGES[3]) return 3;
  if (bits < SURPRISAL_EDGES[4]) return 4;
  return 5;
}

function isSameToken(a: TokenAlternative, b: TokenAlternative): boolean {
  if (a.token !== b.token) return false;
  if (!a.bytes || !b.bytes) return true;
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, index) => byte === b.bytes?.[index]);
}

/**
 * Where in `entry.top` the chosen token stands, 0-based; -1 where it is not listed. A server that held tokens back gives
 * them one merged, cut or empty text, with the figures of one token alone; there the one alternative with exactly the
 * entry's figure is the chosen one.
 */
function chosenIndex(entry: TokenLogprob): number {
  const { top, token, logprob } = entry;
  if (token !== '') {
    const exact = top.findIndex((line) => line.logprob === logprob && isSameToken(line, entry));
    if (exact >= 0) return exact;
    const same = top.findIndex((line) => isSameToken(line, entry));
    if (same >= 0) return same;
  }
  if (!isKnownLogprob(logprob)) return -1;
  const index = top.findIndex((line) => line.logprob === logprob);
  return top.some((line, other) => other > index && line.logprob === logprob) ? -1 : index;
}

/** The chosen token's place among the alternatives, 1 for the most likely; null where it is not among those sent. */
export function rankOf(entry: TokenLogprob): number | null {
  const index = chosenIndex(entry);
  return index < 0 ? null : index + 1;
}

/** One line of a token's table of alternatives. */
export interface Alternative extends TokenAlternative {
  /** 0 to 1. */
  probability: number;
  isChosen: boolean;
  /** 1 for the most likely; null for a chosen token that was not among the alternatives sent. */
  rank: number | null;
}

/** All that is known of one place: the alternatives as sent, most likely first, and the chosen token if not among them. */
export function alternativesOf(entry: TokenLogprob): Alternative[] {
  const chosen = chosenIndex(entry);
  const lines: Alternative[] = entry.top.map((alternative, index) => ({
    ...alternative,
    probability: probability(alternative.logprob),
    isChosen: index === chosen,
    rank: index + 1,
  }));
  if (chosen < 0) {
    const { token, bytes, logprob } = entry;
    lines.push({ token, bytes, logprob, probability: probability(logprob), isChosen: true, rank: null });
  }
  return lines;
}

/**
 * The probability of everything that is not listed: 1 − Σp over the alternatives and the chosen token. A sum above 1 by
 * no more than rounding gives 0; one further above is no distribution, and gives null.
 */
export function othersMass(entry: TokenLogprob): number | null {
  let sum = 0;
  for (const line of alternativesOf(entry)) sum += line.probability;
  if (!(sum <= 1 + SUM_TOLERANCE)) return null;
  return Math.max(0, 1 - sum);
}

/**
 * A lower bound, bits, of the entropy of the distribution that the token was drawn from: Σ −p log2 p over what is
 * listed, and the rest taken as one single outcome. Merging outcomes never raises entropy (H(g(X)) ≤ H(X): Cover &
 * Thomas, Elements of Information Theory, problem 2.4), so the bound only rises as more alternatives are known. null
 * where there are no alternatives to reckon with, or they are no distribution.
 */
export function entropyBoundBits(entry: TokenLogprob): number | null {
  const others = othersMass(entry);
  if (entry.top.length === 0 || others === null) return null;
  let bits = others > 0 ? -others * Math.log2(others) : 0;
  for (const { probability: p } of alternativesOf(entry)) if (p > 0) bits -= p * Math.log2(p);
  return Math.max(0, bits);
}

/** A token of so much surprisal, bits, was unsure: the model gave it a quarter at most. An edge of {@link SURPRISAL_EDGES}, so
 * that it is what stands out where tokens are painted; and it asks for no alternatives, as a bound of the entropy would. */
export const UNSURE_BITS = 2;

/** What is kept of a token list beside it, see {@link LogprobStats}; null where it is unknown. */
export interface TokenFigures {
  meanLogprob: number | null;
  unsureShare: number | null;
}

/** Of an answer whose tokens say nothing. */
export const NO_TOKEN_FIGURES: TokenFigures = { meanLogprob: null, unsureShare: null };

/** The figures that are kept of a token list. */
export function tokenFigures(tokens: readonly TokenLogprob[] | null): TokenFigures {
  const { meanLogprob = null, unsureShare = null } = logprobStats(tokens) ?? {};
  return { meanLogprob, unsureShare };
}

/** What a token list says as a whole; natural logarithms. */
export interface LogprobStats {
  meanLogprob: number;
  /** e to the minus mean: 1 is certainty at every token. */
  perplexity: number;
  minTokenLogprob: number;
  /** Share of the entries, 0 to 1, that were a surprise of {@link UNSURE_BITS} or more. */
  unsureShare: number;
  /** How many entries the figures are of. Entries are not tokens: see the wire's held-back ones. */
  count: number;
}

/**
 * The figures of a token list; null where it has no known log probability. An entry without text at the very end is the
 * end token, which servers send in one mode and not in the other, so it is left out: otherwise the same answer would
 * have two means.
 */
export function logprobStats(tokens: readonly TokenLogprob[] | null): LogprobStats | null {
  if (!tokens) return null;
  let sum = 0;
  let min = 0;
  let count = 0;
  let unsure = 0;
  tokens.forEach(({ token, logprob }, index) => {
    const isEnd = token === '' && index === tokens.length - 1;
    if (isEnd || !isKnownLogprob(logprob)) return;
    // A server's rounding may leave a hair above 0, which no probability has.
    const known = Math.min(0, logprob);
    sum += known;
    min = Math.min(min, known);
    if (surprisalBits(known) >= UNSURE_BITS) unsure++;
    count++;
  });
  if (count === 0) return null;
  const meanLogprob = sum / count;
  const unsureShare = unsure / count;
  return { meanLogprob, perplexity: perplexity(meanLogprob), minTokenLogprob: min, unsureShare, count };
}

/** Mean natural log probability of a token list; null where none is known. */
export function meanLogprob(tokens: readonly TokenLogprob[] | null): number | null {
  return logprobStats(tokens)?.meanLogprob ?? null;
}

/** The least natural log probability of a token list; null where none is known. */
export function minTokenLogprob(tokens: readonly TokenLogprob[] | null): number | null {
  return logprobStats(tokens)?.minTokenLogprob ?? null;
}

/** Perplexity of a mean natural log probability: exp(−mean) (Jelinek et al. 1977). */
export function perplexity(mean: number): number {
  return Math.exp(-mean);
}
