import { setImmediate } from 'node:timers/promises';
import type { DiversityGroup } from '../core/result-api.ts';
import { MIN_REPEATS, diversity } from '../core/diversity.ts';
import type { Diversity } from '../core/diversity.ts';
import { toCanonicalJson } from '../core/trial.ts';
import type { Variant } from '../core/trial.ts';
import type { Results } from '../store/results.ts';
import type { Plan } from './plan.ts';

const MOST_REMEMBERED = 5000;
/** The texts of a large matrix take seconds: in between others have their turn this often. */
const TURN_MS = 20;

interface Gathered {
  variant: Variant;
  trials: number;
  recordIds: number[];
}

/** The answers of a plan by what was asked, repeats together. Only answers to the requests as they are now. */
function gather({ trials }: Plan): Gathered[] {
  const groups = new Map<string, Gathered>();
  for (const { trial, standing, recordId } of trials) {
    if (standing === 'skipped') continue;
    const key = toCanonicalJson(trial.variant);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { variant: trial.variant, trials: 0, recordIds: [] }));
    group.trials += 1;
    if (standing === 'done' && recordId !== null) group.recordIds.push(recordId);
  }
  return [...groups.values()];
}

function textsOf(recordIds: readonly number[], results: Results): string[] {
  if (recordIds.length < MIN_REPEATS) return [];
  return results
    .measured(recordIds)
    .flatMap(({ outcome }) => (outcome.status === 'done' ? [outcome.completion.text] : []));
}

/** Reckons how diverse the answers of repeats are, and remembers it: records never change. */
export class DiversityMemory {
  readonly #known = new Map<string, Diversity | null>();

  #reckon(recordIds: readonly number[], results: Results): Diversity | null {
    const key = recordIds.join(' ');
    let known = this.#known.get(key);
    if (known === undefined) known = diversity(textsOf(recordIds, results));
    // Put last again: what was asked for longest ago is forgotten first.
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }

  /** One group a variant, in the order of the matrix. */
  async groups(plan: Plan, results: Results): Promise<DiversityGroup[]> {
    const groups: DiversityGroup[] = [];
    let since = performance.now();
    for (const { variant, trials, recordIds } of gather(plan)) {
      if (performance.now() - since > TURN_MS) {
        await setImmediate();
        since = performance.now();
      }
      groups.push({
        variant,
        trials,
        answers: recordIds.length,
        diversity: this.#reckon(recordIds, results),
      });
    }
    return groups;
  }
}
