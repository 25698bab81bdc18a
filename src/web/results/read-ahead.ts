import type { TrialRow } from '../../core/result-api.ts';
import { ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';

/** Answers that are asked for at a time. */
const AT_ONCE = 48;
/** Tokens with their alternatives are long: no more than these are asked for before they are shown. */
const MOST_TOKENS = 6000;
/** And so many at a time: to read a megabyte of them would hold a frame up. */
const TOKENS_AT_ONCE = 800;

/** What has not scrolled for so long rests. */
export const REST_MS = 100;

/** Rows that are in the page, both ends included. */
export interface RowRange {
  first: number;
  last: number;
}

/** Which rows to read next, `end` exclusive: a whole portion of them, the one that is come to from these. */
export function rowsAhead(
  now: RowRange,
  before: RowRange,
  { count, portion }: { count: number; portion: number },
): { start: number; end: number } {
  const half = Math.floor(portion / 2);
  const front = now.first < before.first ? now.first - half : now.last + half;
  const start = Math.floor(Math.max(0, Math.min(front, count - 1)) / portion) * portion;
  return { start, end: Math.min(count, start + portion) };
}

/** Reads the answers that are come to next as someone scrolls, many at a time: a card that has its text when it is made is
 * laid out once, and one that has it later twice. */
export class ReadAhead {
  #range: RowRange = { first: 0, last: 0 };
  #asked = '';

  /** Looks what is to be read for what is in the page now. `idsAt` gives the trials of a row. */
  look(
    range: RowRange,
    shown: { results: MatrixResults; count: number; perRow: number; withTokens: boolean },
    idsAt: (row: number) => readonly string[],
  ): void {
    const { results, count, perRow, withTokens } = shown;
    const portion = Math.max(4, Math.ceil(AT_ONCE / Math.max(1, perRow)));
    const { start, end } = rowsAhead(range, this.#range, { count, portion });
    this.#range = range;
    const asked = `${start} ${end}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const ids = Array.from({ length: end - start }, (_, at) => idsAt(start + at)).flat();
    results.need(ids);
    if (withTokens) void this.#readTokens(ids, results);
  }

  /** Until something else is come to: what has gone by is not read. */
  async #readTokens(ids: readonly string[], results: MatrixResults): Promise<void> {
    const asked = this.#asked;
    const rows = ids.flatMap((id) => results.row(id) ?? []);
    try {
      for (const portion of tokenPortions(rows, (id) => results.tokens(id) !== undefined)) {
        if (asked !== this.#asked) return;
        await Promise.all(portion.map((id) => results.loadTokens(id)));
      }
    } catch (error) {
      // The card that needs them asks again.
      if (!(error instanceof ApiFault)) throw error;
    }
  }
}

/** The records whose tokens are to be read, in portions that are read one after another. */
export function tokenPortions(
  rows: readonly Pick<TrialRow, 'recordId' | 'figures'>[],
  isHere: (recordId: number) => boolean,
): number[][] {
  const portions: number[][] = [];
  let left = MOST_TOKENS;
  let room = 0;
  for (const { recordId, figures } of rows) {
    if (recordId === null || !figures?.hasTokens || isHere(recordId)) continue;
    const tokens = figures.outputTokens ?? 0;
    left -= tokens;
    if (left < 0) break;
    if (room <= 0) {
      portions.push([]);
      room = TOKENS_AT_ONCE;
    }
    portions.at(-1)?.push(recordId);
    room -= tokens;
  }
  return portions;
}
