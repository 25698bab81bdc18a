import { VERDICTS, pairKey } from '../core/vote.ts';
import type { AnswerKey, Verdict, Vote } from '../core/vote.ts';
import type { Database } from './database.ts';
import type { Row } from './record-row.ts';
import { StoreError } from './store-error.ts';

/** The matrix whose answers are compared. */
export interface VotedMatrix {
  /** What the store knows the notebook by. */
  notebook: string;
  cellId: string;
}

const OF = 'SELECT * FROM votes WHERE notebook = ? AND cell_id = ? ORDER BY vote_id';
const REMOVE = 'DELETE FROM votes WHERE notebook = ? AND cell_id = ? AND pair = ?';
const INSERT = `INSERT INTO votes (notebook, cell_id, pair, a_hash, a_repeat, b_hash, b_repeat, verdict, voted_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** How people judged pairs of answers without knowing whose they were: of a matrix, one vote a pair. */
export class Votes {
  readonly #db: Database;
  readonly #now: () => number;

  /** `now`: milliseconds since 1970. */
  constructor(db: Database, { now }: { now: () => number }) {
    this.#db = db;
    this.#now = now;
  }

  #read(row: Row): Vote {
    const text = (column: string): string => String(row[column]);
    const verdict = VERDICTS.find((one) => one === row['verdict']);
    if (!verdict) throw new StoreError('corrupt', this.#db.file, `vote ${text('vote_id')}, verdict`);
    return {
      a: { requestHash: text('a_hash'), repeat: Number(row['a_repeat']) },
      b: { requestHash: text('b_hash'), repeat: Number(row['b_repeat']) },
      verdict,
      votedAt: text('voted_at'),
    };
  }

  /** The votes on a matrix, in the order in which they were given. */
  of({ notebook, cellId }: VotedMatrix): Vote[] {
    return this.#db.all(OF, notebook, cellId).map((row) => this.#read(row));
  }

  /** Keeps a vote, in the place of an earlier one on the same pair; it is the last one then. */
  put({ notebook, cellId }: VotedMatrix, vote: { a: AnswerKey; b: AnswerKey; verdict: Verdict }): Vote {
    const votedAt = new Date(this.#now()).toISOString();
    const pair = pairKey(vote.a, vote.b);
    const { a, b, verdict } = vote;
    return this.#db.transaction(() => {
      this.#db.run(REMOVE, notebook, cellId, pair);
      this.#db.run(
        INSERT,
        notebook,
        cellId,
        pair,
        a.requestHash,
        a.repeat,
        b.requestHash,
        b.repeat,
        verdict,
        votedAt,
      );
      return { a, b, verdict, votedAt };
    });
  }

  /** Takes the vote on a pair back. */
  remove({ notebook, cellId }: VotedMatrix, a: AnswerKey, b: AnswerKey): void {
    this.#db.run(REMOVE, notebook, cellId, pairKey(a, b));
  }
}
