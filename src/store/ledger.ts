import type { BudgetScope } from '../core/budget.ts';
import type { Database } from './database.ts';
import { toNano, toUsd } from './nano-usd.ts';

/** What is known of the cost of something: what was billed; the most that may have been billed, where nobody knows (its
 * answer never came, or without its usage); or that its price is unknown. */
export type SpendKind = 'settled' | 'unsettled' | 'unpriced';

/** One line of the ledger. Lines are only added. */
export interface SpendEntry {
  notebook: string;
  runId: string;
  /** null: of an attempt that left no record. */
  recordId: number | null;
  kind: SpendKind;
  /** 0 where the price is unknown; below 0 for what was written off. */
  nanoUsd: number;
}

/** Sums of a run, a notebook or a day. US dollars. */
export interface Spent {
  /** What was billed. */
  usd: number;
  /** The most that may have been billed besides, for requests whose end nobody saw. */
  unsettledUsd: number;
  /** Answers of unknown price, not in `usd`. */
  unpriced: number;
}

/** The local day of a time, as `2026-11-21`. */
export function toLocalDay(ms: number): string {
  const date = new Date(ms);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const INSERT = `INSERT INTO spend (at, local_day, notebook, run_id, record_id, kind, nano_usd)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const ADD = `INSERT INTO spend_sums (scope, name, settled_nano_usd, unsettled_nano_usd, unpriced)
  VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    settled_nano_usd = settled_nano_usd + excluded.settled_nano_usd,
    unsettled_nano_usd = unsettled_nano_usd + excluded.unsettled_nano_usd,
    unpriced = unpriced + excluded.unpriced`;

/** Writes a line, and adds it to the sums: of today, or of another day. What cost nothing is not written. To be called in a
 * transaction. */
export function addSpend(db: Database, entry: SpendEntry, nowMs: number, day = toLocalDay(nowMs)): void {
  const { notebook, runId, recordId, kind, nanoUsd } = entry;
  if (nanoUsd === 0 && kind !== 'unpriced') return;
  db.run(INSERT, new Date(nowMs).toISOString(), day, notebook, runId, recordId, kind, nanoUsd);
  const sums = [
    kind === 'settled' ? nanoUsd : 0,
    kind === 'unsettled' ? nanoUsd : 0,
    kind === 'unpriced' ? 1 : 0,
  ];
  for (const [scope, name] of [
    ['run', runId],
    ['notebook', notebook],
    ['day', day],
  ] as const) {
    db.run(ADD, scope, name, ...sums);
  }
}

/** Nano-dollars that were or may have been billed. */
export function spentNano(db: Database, scope: BudgetScope, name: string): number {
  const row = db.get(
    'SELECT settled_nano_usd + unsettled_nano_usd AS nano FROM spend_sums WHERE scope = ? AND name = ?',
    scope,
    name,
  );
  return Number(row?.['nano'] ?? 0);
}

/** What a run, a notebook or a day (as {@link toLocalDay} has it) came to. */
export function selectSpent(db: Database, scope: BudgetScope, name: string): Spent {
  const row = db.get('SELECT * FROM spend_sums WHERE scope = ? AND name = ?', scope, name);
  return {
    usd: toUsd(Number(row?.['settled_nano_usd'] ?? 0)),
    unsettledUsd: toUsd(Number(row?.['unsettled_nano_usd'] ?? 0)),
    unpriced: Number(row?.['unpriced'] ?? 0),
  };
}

/** What may have been billed of a run on a day, for requests whose end nobody saw, and was not written off. */
export interface Unsettled {
  runId: string;
  notebook: string;
  /** As {@link toLocalDay} has it. */
  day: string;
  /** The most that it can be, US dollars. */
  usd: number;
  requests: number;
}

interface UnsettledFilter {
  notebook?: string | null;
  runId?: string | null;
}

/** What is unsettled, by run and day, newest first: all, of a notebook, or of a run. */
export function selectUnsettled(
  db: Database,
  { notebook = null, runId = null }: UnsettledFilter = {},
): Unsettled[] {
  const rows = db.all(
    `SELECT s.run_id, s.notebook, s.local_day, sum(s.nano_usd) AS nano, max(s.spend_id) AS newest,
       count(*) FILTER (WHERE s.nano_usd > 0 AND s.spend_id > coalesce((SELECT max(w.spend_id) FROM spend w
         WHERE w.run_id = s.run_id AND w.local_day = s.local_day AND w.notebook = s.notebook
           AND w.kind = 'unsettled' AND w.nano_usd < 0), 0)) AS requests
     FROM spend s WHERE s.kind = 'unsettled' AND s.notebook = coalesce(?, s.notebook)
       AND s.run_id = coalesce(?, s.run_id)
     GROUP BY s.run_id, s.notebook, s.local_day HAVING nano > 0 ORDER BY newest DESC`,
    notebook,
    runId,
  );
  return rows.map((row) => ({
    runId: String(row['run_id']),
    notebook: String(row['notebook']),
    day: String(row['local_day']),
    usd: toUsd(Number(row['nano'])),
    requests: Number(row['requests']),
  }));
}

/** Takes what is unsettled out of the sums, because the person has seen that the vendor did not bill it. Gives what was
 * written off. To be called in a transaction. */
export function writeOff(db: Database, filter: UnsettledFilter, nowMs: number): Unsettled[] {
  const lines = selectUnsettled(db, filter);
  for (const { runId, notebook, day, usd } of lines) {
    const entry = { notebook, runId, recordId: null, kind: 'unsettled', nanoUsd: -toNano(usd) } as const;
    addSpend(db, entry, nowMs, day);
  }
  return lines;
}
