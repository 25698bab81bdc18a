import { api } from './api.ts';
import { Subject } from './subject.ts';

/** The limits that a person sets for runs, US dollars: of the next runs of matrices, kept while the page is open, and of those
 * that are under way. */
export class RunBudgets extends Subject {
  readonly #usd = new Map<string, number>();
  readonly #attempt: (act: () => Promise<unknown>) => Promise<void>;
  readonly #readSpend: () => Promise<void>;

  constructor(attempt: (act: () => Promise<unknown>) => Promise<void>, readSpend: () => Promise<void>) {
    super();
    this.#attempt = attempt;
    this.#readSpend = readSpend;
  }

  /** The limit of a matrix's next run; null where none is set. */
  of(notebook: string, matrix: string): number | null {
    return this.#usd.get(`${matrix} ${notebook}`) ?? null;
  }

  /** Sets it; null takes it away. */
  set(notebook: string, matrix: string, usd: number | null): void {
    if (usd === null) this.#usd.delete(`${matrix} ${notebook}`);
    else this.#usd.set(`${matrix} ${notebook}`, usd);
    this.notify();
  }

  /** Sets the limit of a run that is under way; one that is paused at it goes on. */
  async raise(runId: string, usd: number): Promise<void> {
    await this.#attempt(() => api.setRunBudget(runId, usd));
  }

  /** Takes what may have been billed, and was not, out of all budgets. */
  async writeOff(): Promise<void> {
    await this.#attempt(async () => {
      await api.writeOff();
      await this.#readSpend();
    });
  }
}
