import { setImmediate } from 'node:timers/promises';
import type { DiversityGroup } from '../core/api.ts';
import { diversity } from '../core/diversity.ts';
import type { Diversity } from '../core/diversity.ts';
import { toCanonicalJson } from '../core/trial.ts';
import type { Variant } from '../core/trial.ts';
import type { Plan } from './plan.ts';

const MOST_REMEMBERED = 5000;
/** The texts of a large matrix take seconds: in between others have their turn this often. */
const TURN_MS = 20;

interface Gathered {
  variant: Variant;
  trials: number;
  records: { recordId: number; text: string }[];
}

/** The answers of a plan by what was asked, repeats together. Only answers to the requests as they are now. */
function gather({ trials }: Plan): Gathered[] {
  const groups = new Map<string, Gathered>();
  for (const { trial, standing, record } of trials) {
    if (standing === 'skipped') continue;
    const key = toCanonicalJson(trial.variant);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { variant: trial.variant, trials: 0, records: [] }));
    group.trials += 1;
    if (standing !== 'done' || record?.outcome.status !== 'done') continue;
    group.records.push({ recordId: record.recordId, text: record.outcome.completion.text });
  }
  return [...groups.values()];
}

/** Reckons how diverse the answers of repeats are, and remembers it: records never change. */
export class DiversityMemory {
  readonly #known = new Map<string, Diversity | null>();

  #reckon(records: Gathered['records']): Diversity | null {
    const key = records.map(({ recordId }) => recordId).join(' ');
    let known = this.#known.get(key);
    if (known === undefined) known = diversity(records.map(({ text }) => text));
    // Put last again: what was asked for longest ago is forgotten first.
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }

  /** One group a variant, in the order of the matrix. */
  async groups(plan: Plan): Promise<DiversityGroup[]> {
    const groups: DiversityGroup[] = [];
    let since = performance.now();
    for (const { variant, trials, records } of gather(plan)) {
      if (performance.now() - since > TURN_MS) {
        await setImmediate();
        since = performance.now();
      }
      groups.push({ variant, trials, answers: records.length, diversity: this.#reckon(records) });
    }
    return groups;
  }
}
