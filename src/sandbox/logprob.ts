/** A token and the natural logarithm of its probability. */
export interface Likelihood {
  id: number;
  logprob: number;
}

/** The log probability of `id` under the model's own distribution (softmax of the raw logits: no temperature, penalty or
 * grammar), and the `count` most likely tokens, most likely first. */
export function rawLogprobs(
  logits: Float64Array,
  id: number,
  count: number,
): { logprob: number; top: Likelihood[] } {
  let highest = -Infinity;
  for (const logit of logits) if (logit > highest) highest = logit;
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - highest);
  const normaliser = highest + Math.log(total);

  const top: Likelihood[] = [];
  for (let other = 0; other < logits.length && count > 0; other++) {
    const logprob = logits[other]! - normaliser;
    if (top.length === count && logprob <= top[count - 1]!.logprob) continue;
    let place = Math.min(top.length, count - 1);
    while (place > 0 && top[place - 1]!.logprob < logprob) {
      top[place] = top[place - 1]!;
      place--;
    }
    top[place] = { id: other, logprob };
  }
  return { logprob: logits[id]! - normaliser, top };
}
