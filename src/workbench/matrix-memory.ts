import type { Expansion } from '../core/expand.ts';
import type { Notebook } from '../core/notebook.ts';
import type { Results } from '../store/results.ts';
import { StoreJoin } from './store-join.ts';

/** Trials that are kept multiplied out, of all matrices together. */
const KEPT_TRIALS = 250_000;

/** A matrix multiplied out, and joined with the store. */
export interface KnownMatrix {
  expansion: Expansion;
  join: StoreJoin;
}

/** What a matrix is multiplied out of: while it is the same, so are the trials. */
export interface MatrixSource {
  /** What the store knows the notebook by. */
  identity: string;
  matrixId: string;
  /** The same object while the text is the same. */
  notebook: Notebook;
  /** The same object while the settings are. */
  settings: object;
}

/**
 * Keeps matrices multiplied out and joined: a page asks many times over for parts of the same one, and a hundred thousand
 * trials take seconds. What was asked for longest ago is let go of.
 */
export class MatrixMemory {
  readonly #results: Results;
  readonly #most: number;
  readonly #known = new Map<string, KnownMatrix & Pick<MatrixSource, 'notebook' | 'settings'>>();

  constructor(results: Results, { most = KEPT_TRIALS }: { most?: number } = {}) {
    this.#results = results;
    this.#most = most;
  }

  /** A matrix, as known or made by `expand`. */
  of({ identity, matrixId, notebook, settings }: MatrixSource, expand: () => Expansion): KnownMatrix {
    const key = `${identity}\n${matrixId}`;
    let known = this.#known.get(key);
    this.#known.delete(key);
    if (known?.notebook !== notebook || known.settings !== settings) {
      // The one before goes first: two of them would take twice the memory.
      known = undefined;
      known = { notebook, settings, ...this.once({ identity, matrixId }, expand) };
    }
    this.#known.set(key, known);
    this.#forget();
    return known;
  }

  /** A matrix that is not kept: of a selection, which is asked for once. */
  once(
    { identity, matrixId }: Pick<MatrixSource, 'identity' | 'matrixId'>,
    expand: () => Expansion,
  ): KnownMatrix {
    const expansion = expand();
    const join = new StoreJoin(expansion.trials, { results: this.#results, identity, cellId: matrixId });
    return { expansion, join };
  }

  #forget(): void {
    let trials = 0;
    for (const { expansion } of this.#known.values()) trials += expansion.trials.length;
    for (const [key, { expansion }] of this.#known) {
      if (trials <= this.#most || this.#known.size === 1) return;
      this.#known.delete(key);
      trials -= expansion.trials.length;
    }
  }
}
