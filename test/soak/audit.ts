import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Asked } from '../fault/fault.ts';
import type { Books } from '../fault/fault-server.ts';

/** What a store holds, held against the books of the server that it is from. */
export interface Audit {
  /** What is wrong, a sentence each. Empty is what is wanted. */
  faults: string[];
  /** Records of answers. */
  done: number;
  records: number;
  /** Answers that went out whole and are in no record: paid twice, for their process was killed. */
  lost: number;
  /** What those answers were to. */
  lostOf: ReadonlySet<Asked>;
  /** How many requests Gamut itself says may be paid twice. */
  paidTwice: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
}

const Row = z.object({
  request_hash: z.string(),
  repeat: z.number(),
  status: z.string(),
  text: z.string(),
  vendor_request_id: z.string().nullable(),
  input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  cost_usd: z.number().nullable(),
});

/** Sums differ by the order in which they are added. */
const SUM_TOLERANCE_USD = 1e-9;

/** Holds the store of a run of `trials` trials against the books. */
export function audit(store: string, books: Books, trials: number): Audit {
  const db = new DatabaseSync(store, { readOnly: true });
  try {
    const check = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    const rows = db
      .prepare('SELECT * FROM records')
      .all()
      .map((row) => Row.parse(row));
    const faults: string[] = check === 'ok' ? [] : [`The database is damaged: ${String(check)}`];
    const done = rows.filter(({ status }) => status === 'done');

    const answers = new Map<string, number>();
    const ids = new Map<string, number>();
    const sum = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
    const served = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
    for (const row of done) {
      const key = `${row.request_hash}:${row.repeat}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      const id = row.vendor_request_id ?? '';
      ids.set(id, (ids.get(id) ?? 0) + 1);
      const answer = books.served.get(id);
      if (answer === undefined) {
        faults.push(`Answer ${id} of trial ${key} was never served whole.`);
        continue;
      }
      if (
        row.text !== answer.text ||
        row.input_tokens !== answer.inputTokens ||
        row.output_tokens !== answer.outputTokens ||
        (row.cost_usd === null) !== (answer.costUsd === null)
      ) {
        faults.push(`Answer ${id} is kept otherwise than it was served.`);
      }
      sum.inputTokens += row.input_tokens ?? 0;
      sum.outputTokens += row.output_tokens ?? 0;
      sum.costUsd += row.cost_usd ?? 0;
      served.inputTokens += answer.inputTokens ?? 0;
      served.outputTokens += answer.outputTokens ?? 0;
      served.costUsd += answer.costUsd ?? 0;
    }
    for (const [key, count] of answers) if (count > 1) faults.push(`Trial ${key} is done ${count} times.`);
    for (const [id, count] of ids) if (count > 1) faults.push(`Answer ${id} stands for ${count} trials.`);
    if (answers.size !== trials) faults.push(`${answers.size} of ${trials} trials are done.`);
    if (sum.inputTokens !== served.inputTokens || sum.outputTokens !== served.outputTokens)
      faults.push(`The usage kept is ${JSON.stringify(sum)}, served was ${JSON.stringify(served)}.`);
    if (Math.abs(sum.costUsd - served.costUsd) > SUM_TOLERANCE_USD)
      faults.push(`The cost kept is $${sum.costUsd}, served was $${served.costUsd}.`);
    const lost = [...books.served.values()].filter(({ id }) => !ids.has(id));
    const lostOf = new Set(lost.map(({ asked }) => asked));
    const paidTwice = Number(db.prepare('SELECT sum(paid_twice) AS n FROM runs').get()?.['n'] ?? 0);
    const leases = Number(db.prepare('SELECT count(*) AS n FROM leases').get()?.['n'] ?? 0);
    if (leases > 0) faults.push(`${leases} leases are held by nobody.`);
    return { faults, paidTwice, done: done.length, records: rows.length, lost: lost.length, lostOf, ...sum };
  } finally {
    db.close();
  }
}
