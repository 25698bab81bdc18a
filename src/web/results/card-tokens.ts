import type { TrialRow } from '../../core/result-api.ts';
import type { LiveTrial } from '../../core/run-state.ts';
import type { LogprobsKind, TokenLogprob } from '../../core/trial.ts';
import { ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';

/** What a card paints its text with; null where there is nothing. */
interface Painted {
  tokens: TokenLogprob[] | null;
  kind: LogprobsKind | null;
}

/** The tokens of the text that a card shows. */
export class CardTokens {
  readonly #came: () => void;
  readonly #asked = new Set<number>();

  /** `came` is called when some that were asked for are here. */
  constructor(came: () => void) {
    this.#came = came;
  }

  /** The tokens to paint with: the stream's while it goes on and until the stored ones are here. */
  of(
    results: MatrixResults,
    {
      row: { recordId, figures },
      live,
      streamed,
      text,
    }: { row: TrialRow; live: LiveTrial | null; streamed: LiveTrial | null; text: string },
  ): Painted {
    if (live && live.status !== 'queued')
      return { tokens: live.tokens.length > 0 ? live.tokens : null, kind: null };
    const kind = figures?.logprobsKind ?? null;
    if (recordId === null || !figures?.hasTokens) return { tokens: null, kind };
    const stored = results.tokens(recordId);
    if (stored !== undefined) return { tokens: stored, kind };
    this.#ask(results, recordId);
    return { tokens: streamed?.text === text && streamed.tokens.length > 0 ? streamed.tokens : null, kind };
  }

  #ask(results: MatrixResults, recordId: number): void {
    if (this.#asked.has(recordId)) return;
    this.#asked.add(recordId);
    results.loadTokens(recordId).then(this.#came, (error: unknown) => {
      if (!(error instanceof ApiFault)) throw error;
    });
  }
}
