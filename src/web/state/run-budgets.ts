import { api } from './api.ts';
import { Subject } from './subject.ts';

/** Where limits are kept between visits. */
export type BudgetStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORED = 'gamut.run-budgets';

/** How many matrices are kept: those that were set last. */
const MOST_KEPT = 200;

const keyOf = (notebook: string, matrix: string): string => `${matrix} ${notebook}`;

/** The limits that a person sets for runs, US dollars: of the next runs of matrices, kept in this browser, and of those that
 * are under way. */
export class RunBudgets extends Subject {
  /** By matrix and notebook; what was set last is last. */
  readonly #usd: Map<string, number>;
  readonly #storage: BudgetStorage | null;
  readonly #attempt: (act: () => Promise<unknown>) => Promise<void>;
  readonly #readSpend: () => Promise<void>;

  constructor(
    attempt: (act: () => Promise<unknown>) => Promise<void>,
    readSpend: () => Promise<void>,
    storage: BudgetStorage | null = globalThis.localStorage ?? null,
  ) {
    super();
    this.#attempt = attempt;
    this.#readSpend = readSpend;
    this.#storage = storage;
    this.#usd = readKept(storage);
  }

  /** The limit of a matrix's next run; null where none is set. */
  of(notebook: string, matrix: string): number | null {
    return this.#usd.get(keyOf(notebook, matrix)) ?? null;
  }

  /** Sets it; null takes it away. */
  set(notebook: string, matrix: string, usd: number | null): void {
    this.#readOthers();
    this.#usd.delete(keyOf(notebook, matrix));
    if (usd !== null) this.#usd.set(keyOf(notebook, matrix), usd);
    this.#keep();
    this.notify();
  }

  /** A matrix has another id: its limit goes along. */
  moveMatrix(notebook: string, from: string, to: string): void {
    this.#move((key) => (key === keyOf(notebook, from) ? keyOf(notebook, to) : key));
  }

  /** A notebook has another name: the limits of its matrices go along. */
  moveNotebook(from: string, to: string): void {
    this.#move((key) => {
      const matrix = key.slice(0, key.indexOf(' '));
      return key === keyOf(from, matrix) ? keyOf(to, matrix) : key;
    });
  }

  #move(toKey: (key: string) => string): void {
    this.#readOthers();
    const moved = [...this.#usd].filter(([key]) => toKey(key) !== key);
    if (moved.length === 0) return;
    for (const [key] of moved) this.#usd.delete(key);
    for (const [key, usd] of moved) this.#usd.set(toKey(key), usd);
    this.#keep();
    this.notify();
  }

  /** Another tab may have set others since. */
  #readOthers(): void {
    for (const [key, kept] of readKept(this.#storage)) if (!this.#usd.has(key)) this.#usd.set(key, kept);
  }

  #keep(): void {
    for (const key of this.#usd.keys()) {
      if (this.#usd.size <= MOST_KEPT) break;
      this.#usd.delete(key);
    }
    try {
      if (this.#usd.size === 0) this.#storage?.removeItem(STORED);
      else this.#storage?.setItem(STORED, JSON.stringify([...this.#usd]));
    } catch {
      // A browser that keeps nothing: it holds while the page is open.
    }
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

/** What was kept; what is none of ours in it is passed over. */
function readKept(storage: BudgetStorage | null): Map<string, number> {
  const kept = new Map<string, number>();
  try {
    const stored: unknown = JSON.parse(storage?.getItem(STORED) ?? '[]');
    for (const entry of Array.isArray(stored) ? (stored as unknown[]) : []) {
      const [key, usd] = Array.isArray(entry) ? (entry as unknown[]) : [];
      if (typeof key === 'string' && typeof usd === 'number' && Number.isFinite(usd) && usd >= 0)
        kept.set(key, usd);
    }
  } catch {
    // It is set anew when the person sets something.
  }
  return kept;
}
