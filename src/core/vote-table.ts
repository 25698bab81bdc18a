import type { CellValue, Table } from './csv.ts';
import { toCell } from './row.ts';
import type { Trial } from './trial.ts';
import { answerKey } from './vote.ts';
import type { AnswerKey, Vote } from './vote.ts';

/** Where the votes were given. */
export interface VotedPlace {
  notebook: string;
  matrix: string;
}

/** An answer that may have been voted on: the request that it answers, and whether the notebook still asks that. */
export interface Voted extends Pick<Trial, 'id' | 'variant' | 'repeat' | 'requestHash'> {
  isStale: boolean;
}

/**
 * Blind votes as a table, one row a vote in the order in which they were given, with what stood on each side and whether it is
 * `current` or `stale`. A vote on an answer that the matrix has no more keeps its row; what that answer was is empty then.
 */
export function toVoteTable(votes: readonly Vote[], trials: readonly Voted[], place: VotedPlace): Table {
  // Where two have the same, the one that is current tells.
  const ordered = [...trials.filter(({ isStale }) => isStale), ...trials.filter(({ isStale }) => !isStale)];
  const byKey = new Map(ordered.map((trial) => [answerKey(trial), trial]));
  const axes = [...new Set(trials.flatMap(({ variant }) => Object.keys(variant)))];
  const sideColumns = ['trial_id', 'request_hash', 'repeat', 'standing', ...axes];
  const toSide = (key: AnswerKey): CellValue[] => {
    const trial = byKey.get(answerKey(key));
    const levels = axes.map((name) => toCell(trial?.variant[name]));
    const standing = trial ? (trial.isStale ? 'stale' : 'current') : null;
    return [trial?.id ?? null, key.requestHash, key.repeat, standing, ...levels];
  };
  function* rows(): Generator<CellValue[]> {
    for (const { a, b, verdict, votedAt } of votes)
      yield [place.notebook, place.matrix, votedAt, verdict, ...toSide(a), ...toSide(b)];
  }
  const columns = ['notebook', 'matrix', 'voted_at', 'verdict'];
  for (const side of ['a', 'b']) columns.push(...sideColumns.map((name) => `${side}.${name}`));
  return { columns, rows: rows() };
}
