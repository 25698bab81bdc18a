import type { DiversityGroup, TrialRow } from '../../core/result-api.ts';
import { api, ApiFault } from './api.ts';
import { Subject } from './subject.ts';

/** While answers come in, they are compared this often at most. */
const EVERY_MS = 2000;

/** How unlike each other the answers of a matrix are, as the server reckons it, kept up with the answers. */
export class MatrixDiversity extends Subject {
  readonly notebook: string;
  readonly cellId: string;
  /** null while it is not here. */
  groups: readonly DiversityGroup[] | null = null;
  fault: ApiFault | null = null;
  #of: readonly TrialRow[] | null = null;
  #wanted: readonly TrialRow[] | null = null;
  #isLoading = false;

  constructor(notebook: string, cellId: string) {
    super();
    this.notebook = notebook;
    this.cellId = cellId;
  }

  /** Asks anew where other answers are there than at the last time. */
  follow(trials: readonly TrialRow[]): void {
    this.#wanted = trials;
    if (this.#isLoading || (this.#of !== null && isSameAnswers(this.#of, trials))) return;
    void this.#load(trials);
  }

  async #load(trials: readonly TrialRow[]): Promise<void> {
    this.#isLoading = true;
    this.#of = trials;
    try {
      this.groups = (await api.diversity(this.notebook, this.cellId)).groups;
      this.fault = null;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
    } finally {
      this.notify();
      setTimeout(() => {
        this.#isLoading = false;
        if (this.#wanted !== null && this.fault === null) this.follow(this.#wanted);
      }, EVERY_MS);
    }
  }
}

function isSameAnswers(before: readonly TrialRow[], now: readonly TrialRow[]): boolean {
  if (before === now) return true;
  return (
    before.length === now.length &&
    before.every((row, at) => row.recordId === now[at]?.recordId && row.standing === now[at]?.standing)
  );
}
