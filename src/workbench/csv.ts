import { NO_ANNOTATION } from '../core/annotation.ts';
import { runCheck } from '../core/check.ts';
import type { RowContext } from '../core/metric.ts';
import { cellsOf, findCell } from '../core/notebook.ts';
import type { AssertCell } from '../core/notebook.ts';
import { partName } from '../core/part-name.ts';
import type { TableShape } from '../core/row.ts';
import { csvChunks, toTableShape } from '../core/table.ts';
import type { Locale } from '../core/text.ts';
import type { RecordSummary } from '../core/trial.ts';
import { answerKey } from '../core/vote.ts';
import type { Results } from '../store/results.ts';
import { answerKeysOf, findTrials, toRecords } from './plan.ts';
import type { Plan } from './plan.ts';

/** How results are written as CSV; see FORMAT.md. */
export interface CsvExport {
  /** Byte order mark first; true by default. */
  bom?: boolean;
  /** Defuse what a spreadsheet would run as a formula. */
  excel?: boolean;
  /** Add the messages that were sent. */
  messages?: boolean;
  /** Lay the responses out by the levels of an axis; true takes one that fits. */
  wide?: boolean | string;
  /** One row a token. */
  tokens?: boolean;
  /** With answers to earlier requests, told from the others by `standing` and `stale_reason`. Not in wide ones, which have no
   * place to tell. */
  stale?: boolean;
  /** Language of the reasons of skipped and stale trials. */
  locale?: Locale;
}

function assertsOf({ notebook, matrix }: Plan): AssertCell[] {
  return cellsOf(notebook, 'assert').filter(({ of }) => of === matrix.id);
}

/** The most alternatives that any trial asks for. */
function countAlternatives({ trials }: Plan): number {
  return trials.reduce((most, { trial }) => {
    const asked = trial.request.params['top_logprobs'];
    return typeof asked === 'number' ? Math.max(most, asked) : most;
  }, 0);
}

function toShape(plan: Plan): TableShape {
  const { notebook, matrix, axes } = plan;
  return toTableShape({
    axes,
    dataset: matrix.data === null ? null : findCell(notebook, 'dataset', matrix.data),
    asserts: assertsOf(plan),
    alternatives: countAlternatives(plan),
  });
}

function merge(shapes: readonly TableShape[]): TableShape {
  const union = (names: string[]) => [...new Set(names)];
  return {
    axes: union(shapes.flatMap(({ axes }) => axes)),
    vars: union(shapes.flatMap(({ vars }) => vars)),
    checks: union(shapes.flatMap(({ checks }) => checks)),
    alternatives: Math.max(0, ...shapes.map(({ alternatives }) => alternatives)),
  };
}

/** What is known of a plan's records beside themselves. */
function createContext(
  plan: Plan,
  { results, krwPerUsd }: { results: Results; krwPerUsd: number | null },
  { stale = false }: CsvExport,
): (record: RecordSummary) => RowContext {
  const checks = assertsOf(plan).flatMap((assert) => assert.checks);
  const newest = results.runs(plan.identity).find(({ cellId }) => cellId === plan.matrix.id)?.runId;
  const keys = stale ? answerKeysOf(plan, results) : plan.trials.map(({ trial }) => trial);
  const annotations = results.annotations.of(keys);
  return (record) => {
    const { outcome, trial, runId } = record;
    const isDone = outcome.status === 'done';
    const planned = stale ? findTrials(plan, [trial.id])[0] : undefined;
    const said = annotations.get(answerKey(trial)) ?? NO_ANNOTATION;
    const { persona } = trial.variant;
    return {
      krwPerUsd,
      personaName: typeof persona === 'string' ? partName(plan.notebook, 'persona', persona) : null,
      rating: said.rating,
      ratingNote: said.note || null,
      starred: outcome.status === 'skipped' ? null : said.starred,
      tags: said.tags,
      standing: planned?.standing ?? null,
      staleReason: planned?.standing === 'stale' ? planned.reason : null,
      tokens: record.hasTokens ? results.tokens(record.recordId) : null,
      cached: isDone ? runId !== newest : null,
      checks: isDone
        ? Object.fromEntries(
            checks.map((check) => [check.id, runCheck(check, outcome.completion, trial.vars).pass]),
          )
        : {},
    };
  };
}

/** The results of plans as one CSV, in chunks. `krwPerUsd` is won for a dollar. */
export function toCsvExport(
  plans: readonly Plan[],
  known: { results: Results; krwPerUsd: number | null },
  options: CsvExport = {},
): Generator<string> {
  const contexts = new Map(
    plans.map((plan) => [`${plan.matrix.id} ${plan.identity}`, createContext(plan, known, options)]),
  );
  function* records(): Generator<RecordSummary> {
    for (const plan of plans) yield* toRecords(plan, known.results, { withStale: options.stale ?? false });
  }
  return csvChunks(records(), merge(plans.map(toShape)), {
    ...options,
    standing: options.stale ?? false,
    context: (record) => contexts.get(`${record.trial.cellId} ${record.notebook}`)?.(record) ?? {},
  });
}
