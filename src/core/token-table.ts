import type { CellValue, Table } from './csv.ts';
import { entropyBoundBits, isKnownLogprob, probability, rankOf, surprisalBits } from './logprob.ts';
import { logprobsKindOf, tokensOf } from './metric.ts';
import type { RowContext } from './metric.ts';
import type { TableShape } from './row.ts';
import type { TokenAlternative, TokenLogprob, TrialRecord } from './trial.ts';

/** A log probability as a cell: empty where the server sent a stand-in for "very unlikely". */
function toLogprobCell(logprob: number): number | null {
  return isKnownLogprob(logprob) ? logprob : null;
}

function toAlternativeCells(alternative: TokenAlternative | undefined): CellValue[] {
  return alternative ? [alternative.token, toLogprobCell(alternative.logprob)] : [null, null];
}

function toTokenCells(entry: TokenLogprob): CellValue[] {
  const { token, bytes, logprob } = entry;
  const isKnown = isKnownLogprob(logprob);
  return [
    token,
    bytes ? JSON.stringify(bytes) : null,
    toLogprobCell(logprob),
    isKnown ? probability(logprob) : null,
    isKnown ? surprisalBits(logprob) : null,
    entropyBoundBits(entry),
    rankOf(entry),
  ];
}

/**
 * One row for each entry of each token list, `position` from 1, with the alternatives that the server sent beside it:
 * `top1_token`, `top1_logprob`, `top2_token`... Rows join the tidy table by `trial_id` and `run_id`. `bytes` is a JSON
 * list, since a token may be part of a character. Entries are as the server sent them, the end token's included. With
 * `standing` a last column tells answers to earlier requests from the others.
 */
export function toTokenTable<R extends TrialRecord>(
  records: Iterable<R>,
  { alternatives }: TableShape,
  context: (record: R) => RowContext = () => ({}),
  { standing = false }: { standing?: boolean } = {},
): Table {
  const places = Array.from({ length: alternatives }, (_, index) => index);
  const columns = ['notebook', 'matrix', 'run_id', 'trial_id', 'logprobs_kind', 'position'];
  columns.push('token', 'bytes', 'logprob', 'probability', 'surprisal_bits', 'entropy_bound_bits', 'rank');
  columns.push(...places.flatMap((place) => [`top${place + 1}_token`, `top${place + 1}_logprob`]));
  if (standing) columns.push('standing');
  function* rows(): Generator<CellValue[]> {
    for (const record of records) {
      const known = context(record);
      const foot = standing ? [known.standing ?? null] : [];
      const { notebook, runId, trial } = record;
      const head = [notebook, trial.cellId, runId, trial.id, logprobsKindOf(record)];
      for (const [index, entry] of (tokensOf(record, known) ?? []).entries()) {
        const top = places.flatMap((place) => toAlternativeCells(entry.top[place]));
        yield [...head, index + 1, ...toTokenCells(entry), ...top, ...foot];
      }
    }
  }
  return { columns, rows: rows() };
}
