import { standing } from '../core/standing.ts';
import type { RecordMark } from '../core/standing.ts';
import type { Trial } from '../core/trial.ts';
import { newerMark } from '../store/record-marks.ts';
import type { Results } from '../store/results.ts';
import type { PlannedTrial } from './plan.ts';

/** What the store has where that is an answer, else what is pinned, else what the store has. */
function answered(stored: RecordMark | null, pinned: () => RecordMark | null): RecordMark | null {
  return stored?.status === 'done' ? stored : (pinned() ?? stored);
}

/**
 * The trials of a matrix joined with what the store knows of them, and with what is pinned beside the notebook. Kept up as
 * records are added: after the first time only they are looked at.
 */
export class StoreJoin {
  readonly #trials: readonly Trial[];
  readonly #results: Results;
  readonly #identity: string;
  readonly #cellId: string;
  /** Which trials send a request: mostly as many as there are repeats. */
  readonly #byHash = new Map<string, number[]>();
  readonly #byTrial = new Map<string, number>();
  #current: (RecordMark | null)[] = [];
  #previous: (RecordMark | null)[] = [];
  #planned: PlannedTrial[] = [];
  /** Of which state of the store that is; see {@link Results.stamp}. */
  #stamp = '';
  #newest = 0;
  /** How many records of this matrix there were, which choices, and which pinned answers. */
  #own = 0;
  #choices = '';
  #pins: string | null = null;

  constructor(
    trials: readonly Trial[],
    { results, identity, cellId }: { results: Results; identity: string; cellId: string },
  ) {
    this.#trials = trials;
    this.#results = results;
    this.#identity = identity;
    this.#cellId = cellId;
    for (const [place, { id, requestHash }] of trials.entries()) {
      this.#byTrial.set(id, place);
      const places = this.#byHash.get(requestHash);
      if (places) places.push(place);
      else this.#byHash.set(requestHash, [place]);
    }
  }

  /** The trials as they stand now. The list stays the same one while nothing changes; nobody may change it. */
  planned(): PlannedTrial[] {
    const stamp = this.#results.stamp();
    const pins = this.#results.pinned.versionOf(this.#identity);
    if (stamp === this.#stamp && pins === this.#pins) return this.#planned;
    if (this.#stamp === '' || !this.#catchUp(pins)) this.#joinAll(pins);
    this.#stamp = stamp;
    return this.#planned;
  }

  /** Where a trial stands; -1 where the matrix has none such. */
  placeOf(trialId: string): number {
    return this.#byTrial.get(trialId) ?? -1;
  }

  #joinAll(pins: string | null): void {
    const results = this.#results;
    this.#newest = results.newest();
    this.#own = results.countOf(this.#identity, this.#cellId);
    this.#choices = results.choiceStamp();
    this.#pins = pins;
    this.#current = results.currentMarks(this.#trials);
    const latest = results.latestMarks(this.#identity, this.#cellId);
    this.#previous = this.#trials.map(({ id }) => latest.get(id) ?? null);
    this.#planned = this.#trials.map((_, place) => this.#plan(place));
  }

  /** Takes up the records that are new. False where more has changed than that: notebooks that were renamed, an answer that
   * was chosen, other pinned answers. */
  #catchUp(pins: string | null): boolean {
    const results = this.#results;
    if (pins !== this.#pins || results.choiceStamp() !== this.#choices) return false;
    const added = results.since(this.#newest);
    let own = this.#own;
    const changed = new Set<number>();
    for (const record of added) {
      const mark: RecordMark = { recordId: record.recordId, status: record.status };
      for (const place of this.#byHash.get(record.requestHash) ?? []) {
        if (this.#trials[place]?.repeat !== record.repeat) continue;
        this.#current[place] = newerMark(this.#current[place], mark);
        changed.add(place);
      }
      if (record.notebook !== this.#identity || record.cellId !== this.#cellId) continue;
      own += 1;
      const place = this.#byTrial.get(record.trialId);
      if (place === undefined) continue;
      this.#previous[place] = newerMark(this.#previous[place], mark);
      changed.add(place);
    }
    if (results.countOf(this.#identity, this.#cellId) !== own) return false;
    this.#own = own;
    this.#newest = added.at(-1)?.recordId ?? this.#newest;
    if (changed.size > 0) {
      // Whoever has the list as it was keeps it.
      this.#planned = [...this.#planned];
      for (const place of changed) this.#planned[place] = this.#plan(place);
    }
    return true;
  }

  #plan(place: number): PlannedTrial {
    const trial = this.#trials[place];
    if (!trial) throw new Error(`no trial ${place}`);
    const { pinned } = this.#results;
    const stand = standing(trial, {
      current: answered(this.#current[place] ?? null, () => pinned.current(this.#identity, trial)),
      previous: answered(this.#previous[place] ?? null, () =>
        pinned.previous(this.#identity, this.#cellId, trial.id),
      ),
    });
    return { trial, ...stand, reason: stand.standing === 'skipped' ? trial.skip : null, earlierHash: null };
  }
}
