import { createRandom } from './random.ts';

/** How the next token is chosen. */
export interface Sampling {
  /** 0 is greedy. */
  temperature: number;
  /** Nucleus: the fewest tokens whose probabilities reach this, 0..1. */
  topP: number;
  /** Only this many of the most likely tokens; null is all. */
  topK: number | null;
  /** Subtracted from a token's logit once for each time that it was chosen. */
  frequencyPenalty: number;
  /** Subtracted from the logit of every token that was chosen. */
  presencePenalty: number;
  /** Any integer: equal seeds, equal choices. */
  seed: number;
}

/** Chooses the tokens of one answer, in order. */
export interface Sampler {
  /** The next token from its raw logits, which are left as they are. Tokens whose place in `allowed` is 0 never are
   * chosen. Throws where nothing is allowed. */
  choose(logits: Float64Array, allowed: Uint8Array): number;
}

/** A sampler in OpenAI's order: penalties on the logits, then temperature, then top-k and top-p (Holtzman et al. 2020). */
export function createSampler(sampling: Sampling, vocabulary: number): Sampler {
  const { temperature, topP, topK, frequencyPenalty, presencePenalty } = sampling;
  const random = createRandom(sampling.seed);
  const chosenTimes = new Map<number, number>();
  const weights = new Float64Array(vocabulary);

  return {
    choose: (logits, allowed) => {
      for (let id = 0; id < vocabulary; id++) weights[id] = allowed[id] === 0 ? -Infinity : logits[id]!;
      for (const [id, times] of chosenTimes) {
        weights[id] = weights[id]! - times * frequencyPenalty - presencePenalty;
      }
      let best = -1;
      let highest = -Infinity;
      for (let id = 0; id < vocabulary; id++) {
        if (weights[id]! > highest) [best, highest] = [id, weights[id]!];
      }
      if (best === -1) throw new Error('No token is allowed next.');

      // Drawn in any case, so that the choice at one place does not depend on how an earlier one was made.
      const draw = random();
      const id = temperature === 0 ? best : drawFrom(weights, highest, { temperature, topP, topK }, draw);
      chosenTimes.set(id, (chosenTimes.get(id) ?? 0) + 1);
      return id;
    },
  };
}

/** Turns logits into probabilities, in place, and picks the token at which their sum passes `draw` (0..1). */
function drawFrom(
  weights: Float64Array,
  highest: number,
  { temperature, topP, topK }: Pick<Sampling, 'temperature' | 'topP' | 'topK'>,
  draw: number,
): number {
  let total = 0;
  for (let id = 0; id < weights.length; id++) {
    const weight = Math.exp((weights[id]! - highest) / temperature);
    weights[id] = weight;
    total += weight;
  }
  if (topP >= 1 && topK === null) {
    let rest = draw * total;
    let last = 0;
    for (let id = 0; id < weights.length; id++) {
      const weight = weights[id]!;
      if (weight === 0) continue;
      last = id;
      rest -= weight;
      if (rest < 0) break;
    }
    return last;
  }

  // All tokens below this together weigh less than what top-p cuts off: they need not be sorted.
  const least = ((1 - Math.min(topP, 1)) * total) / weights.length;
  const candidates: number[] = [];
  for (let id = 0; id < weights.length; id++) {
    if (weights[id]! > 0 && weights[id]! >= least) candidates.push(id);
  }
  candidates.sort((a, b) => weights[b]! - weights[a]! || a - b);
  if (topK !== null) candidates.length = Math.min(candidates.length, Math.max(topK, 1));
  let kept = 0;
  let nucleus = 0;
  while (kept < candidates.length && (kept === 0 || nucleus < topP * total)) {
    nucleus += weights[candidates[kept++]!]!;
  }
  let rest = draw * nucleus;
  let place = 0;
  while (place < kept - 1 && (rest -= weights[candidates[place]!]!) >= 0) place++;
  return candidates[place]!;
}
