import type { CellValue, Table } from './csv.ts';
import { toCell } from './row.ts';
import type { Trial } from './trial.ts';
import { answerKey } from './vote.ts';
import type { AnswerKey, Vote } from './vote.ts';

/** An answer that may have been voted on: the request that it answers, and whether the notebook still asks that. */
export interface Voted extends Pick<Trial, 'id' | 'variant' | 'repeat' | 'requestHash'> {
  isStale: boolean;
}

/** The votes on the answers of one matrix. */
export interface JudgedMatrix {
  notebook: string;
  matrix: string;
  votes: readonly Vote[];
  trials: readonly Voted[];
  /** What the notebook calls a persona. */
  personaName?: (id: string) => string;
}

/** Answers by their keys; where two have the same, the one that is current tells. */
function byKey(trials: readonly Voted[]): Map<string, Voted> {
  const ordered = [...trials.filter(({ isStale }) => isStale), ...trials.filter(({ isStale }) => !isStale)];
  return new Map(ordered.map((trial) => [answerKey(trial), trial]));
}

/**
 * Blind votes as a table, one row a vote, matrix by matrix in the order in which they were given, with what stood on each side
 * and whether it is `current` or `stale`. A vote on an answer that the matrix has no more keeps its row; what that answer was
 * is empty then.
 */
export function toVoteTable(judged: readonly JudgedMatrix[]): Table {
  const axes = [
    ...new Set(judged.flatMap(({ trials }) => trials.flatMap(({ variant }) => Object.keys(variant)))),
  ];
  const levelColumns = axes.flatMap((name) => (name === 'persona' ? [name, 'persona_name'] : [name]));
  const sideColumns = ['trial_id', 'request_hash', 'repeat', 'standing', ...levelColumns];
  const toSide = (key: AnswerKey, trial: Voted | undefined, nameOf: (id: string) => string): CellValue[] => {
    const levels = axes.flatMap((name) => {
      const level = toCell(trial?.variant[name]);
      return name === 'persona' ? [level, typeof level === 'string' ? nameOf(level) : level] : [level];
    });
    const standing = trial ? (trial.isStale ? 'stale' : 'current') : null;
    return [trial?.id ?? null, key.requestHash, key.repeat, standing, ...levels];
  };
  function* rows(): Generator<CellValue[]> {
    for (const { notebook, matrix, votes, trials, personaName = (id: string) => id } of judged) {
      const answers = byKey(trials);
      for (const { a, b, verdict, votedAt } of votes) {
        const sides = [a, b].flatMap((key) => toSide(key, answers.get(answerKey(key)), personaName));
        yield [notebook, matrix, votedAt, verdict, ...sides];
      }
    }
  }
  const columns = ['notebook', 'matrix', 'voted_at', 'verdict'];
  for (const side of ['a', 'b']) columns.push(...sideColumns.map((name) => `${side}.${name}`));
  return { columns, rows: rows() };
}
