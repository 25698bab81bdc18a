import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';

/** What a card is told of. `other`: one that it says the same as is made anew. */
interface Heard {
  live: () => void;
  result: () => void;
  other: () => void;
}

/** The trial that a card shows, '' for none, and those that it says the same as. */
interface Watched {
  live: LiveRuns;
  results: MatrixResults;
  id: string;
  others: readonly string[];
}

/** What a card hears of the trial that it shows, whichever that is. */
export class CardWatch {
  readonly #heard: Heard;
  #watched = '';
  #end: (() => void) | null = null;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  /** Hears of these from now on, and of nothing else. */
  follow({ live, results, id, others }: Watched): void {
    const watched = [id, ...others].join(' ');
    if (watched === this.#watched) return;
    this.#end?.();
    this.#watched = watched;
    this.#end = null;
    if (!id) return;
    const ends = [
      live.watchTrial(results.notebook, id, this.#heard.live),
      results.watchResult(id, this.#heard.result),
      ...others.map((other) => live.watchTrial(results.notebook, other, this.#heard.other)),
    ];
    this.#end = () => ends.forEach((end) => end());
  }

  /** Hears of nothing any more. */
  end(): void {
    this.#end?.();
    this.#end = null;
    this.#watched = '';
  }
}
