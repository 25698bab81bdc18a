import { toTagLine } from './annotation.ts';
import { costPartsOf, type CostParts } from './cost-parts.ts';
import type { CellValue, Table } from './csv.ts';
import { surprisalBits } from './logprob.ts';
import {
  costUsdOf,
  logprobsKindOf,
  logprobStatsOf,
  outputTokensPerS,
  ratesOf,
  tokensOf,
  usageOf,
} from './metric.ts';
import type { RowContext } from './metric.ts';
import { toKrw } from './money.ts';
import type { Locale } from './text.ts';
import { unknownUsage } from './trial.ts';
import type { TrialRecord, Value, Variant } from './trial.ts';

/** Which columns a table has beside those that every table has. */
export interface TableShape {
  /** Swept parameters, without those that have a column anyway. */
  axes: string[];
  /** Names of the variables. */
  vars: string[];
  /** Ids of the checks. */
  checks: string[];
  /** How many alternatives a token may have. */
  alternatives: number;
}

export interface RowOptions {
  /** Language of the reasons of skipped trials. */
  locale?: Locale;
  /** Add the messages as JSON. */
  messages?: boolean;
  /** Add how each stands: for tables that hold stale answers too. */
  standing?: boolean;
}

type ToCell = (record: TrialRecord, context: RowContext, options: RowOptions) => CellValue;
type Columns = [name: string, toCell: ToCell][];

/** Parameters that have a column in every table. */
const PARAMS = ['temperature', 'top_p', 'max_tokens', 'frequency_penalty', 'presence_penalty', 'seed'];
/** Axes that are no parameters. */
const PARTS: ReadonlySet<string> = new Set(['prompt', 'persona', 'model', 'row']);

/** A level or a parameter as a cell: text as it is, anything with parts as JSON. */
export function toCell(value: Value | undefined): CellValue {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** A reckoned figure without the noise of binary fractions: twelve significant digits. */
function toFigure(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toPrecision(12));
}

/** The dataset row's variables; where its row has no `id` of its own, the one that it goes by. */
function varsOf({ trial }: TrialRecord): Record<string, string> {
  const { row } = trial.variant;
  return typeof row === 'string' && trial.vars.id === undefined ? { id: row, ...trial.vars } : trial.vars;
}

function responseOf({ outcome }: TrialRecord): string | null {
  if (outcome.status === 'done') return outcome.completion.text;
  return outcome.status === 'skipped' ? null : outcome.partialText;
}

/** What its persona is called; where that is not known its id, so that whoever groups by it loses no row. */
function personaNameOf({ trial }: TrialRecord, { personaName = null }: RowContext): CellValue {
  return personaName ?? toCell(trial.variant.persona);
}

const HEAD: Columns = [
  ['notebook', ({ notebook }) => notebook],
  ['matrix', ({ trial }) => trial.cellId],
  ['run_id', ({ runId }) => runId],
  ['trial_id', ({ trial }) => trial.id],
  ['repeat', ({ trial }) => trial.repeat],
  ['prompt', ({ trial }) => toCell(trial.variant.prompt)],
  ['persona', ({ trial }) => toCell(trial.variant.persona)],
  ['persona_name', personaNameOf],
  ['provider', ({ trial }) => trial.request.provider],
  ['model', ({ trial }) => trial.request.model],
  ['model_version', ({ outcome }) => (outcome.status === 'done' ? outcome.completion.modelVersion : null)],
  ...PARAMS.map(toParamColumn),
];

const BODY: Columns = [
  ['status', ({ outcome }) => outcome.status],
  ['finish_reason', ({ outcome }) => (outcome.status === 'done' ? outcome.completion.finishReason : null)],
  ['response', responseOf],
  ['input_tokens', (record) => usageOf(record)?.inputTokens ?? null],
  ['output_tokens', (record) => usageOf(record)?.outputTokens ?? null],
  ['cached_input_tokens', (record) => usageOf(record)?.cachedInputTokens ?? null],
  ['cache_write_tokens', (record) => usageOf(record)?.cacheWriteTokens ?? null],
  ['reasoning_tokens', (record) => usageOf(record)?.reasoningTokens ?? null],
  ['cost_usd', (record) => toFigure(costUsdOf(record))],
  ['cost_krw', (record, { krwPerUsd = null }) => toFigure(toKrw(costUsdOf(record), krwPerUsd))],
  ...(
    [
      ['cost_input_usd', 'input'],
      ['cost_cached_input_usd', 'cachedInput'],
      ['cost_cache_write_usd', 'cacheWrite'],
      ['cost_reasoning_usd', 'reasoning'],
      ['cost_output_usd', 'output'],
      ['cost_request_usd', 'request'],
    ] as const
  ).map(toPartColumn),
  ['price_as_of', ({ outcome }) => (outcome.status === 'done' ? outcome.priceAsOf : null)],
  ['queue_ms', ({ queuedMs }) => toFigure(queuedMs)],
  ['ttft_ms', ({ ttftMs }) => toFigure(ttftMs)],
  ['total_ms', ({ totalMs }) => toFigure(totalMs)],
  ['output_tokens_per_s', (record) => toFigure(outputTokensPerS(record))],
  ['attempts', ({ attempts }) => attempts],
  ['cached', (_, { cached = null }) => cached],
  ['mean_logprob', (record, context) => toFigure(logprobStatsOf(record, context)?.meanLogprob)],
  ['perplexity', (record, context) => toFigure(logprobStatsOf(record, context)?.perplexity)],
  ['min_token_logprob', (record, context) => toFigure(logprobStatsOf(record, context)?.minTokenLogprob)],
  [
    'mean_surprisal_bits',
    (record, context) => {
      const mean = logprobStatsOf(record, context)?.meanLogprob;
      return mean === undefined ? null : toFigure(surprisalBits(mean));
    },
  ],
  ['unsure_token_share', (record, context) => toFigure(logprobStatsOf(record, context)?.unsureShare)],
  ['logprobs_kind', logprobsKindOf],
];

const FOOT: Columns = [
  ['rating', (_, { rating = null }) => rating],
  ['rating_note', (_, { ratingNote = null }) => ratingNote],
  ['starred', (_, { starred = null }) => starred],
  ['tags', (_, { tags = null }) => (tags && tags.length > 0 ? toTagLine(tags) : null)],
  ['error_kind', errorKindOf],
  ['error_message', errorMessageOf],
  ['started_at', ({ startedAt }) => startedAt],
  ['request_hash', ({ trial }) => trial.requestHash],
];

/** What tells answers to earlier requests from the others. */
const STANDING: Columns = [
  ['standing', (_, { standing = null }) => standing],
  ['stale_reason', (_, { staleReason }, { locale = 'en' }) => staleReason?.[locale] ?? null],
];

const FIXED: ReadonlySet<string> = new Set([...HEAD, ...BODY, ...FOOT, ...STANDING].map(([name]) => name));

function toParamColumn(name: string): Columns[number] {
  // What was sent, not the level: the level `default` sends nothing, and what then holds is the vendor's secret.
  return [name, ({ trial }) => toCell(trial.request.params[name])];
}

/** A part of the cost: the parts of a row add up to its `cost_usd`, or are all empty. */
function toPartColumn([name, part]: readonly [string, keyof CostParts]): Columns[number] {
  return [name, (record) => toFigure(partsOf(record)?.[part])];
}

/** A swept parameter's column: its own name, unless a column of every table has that one. */
function toAxisColumn(name: string): Columns[number] {
  const [, cell] = toParamColumn(name);
  return [FIXED.has(name) || name === 'messages' ? `param.${name}` : name, cell];
}

function partsOf(record: TrialRecord): Readonly<CostParts> | null {
  const usage = usageOf(record) ?? unknownUsage();
  return costPartsOf(usage, { costUsd: costUsdOf(record), rates: ratesOf(record) });
}

function errorKindOf({ outcome }: TrialRecord): CellValue {
  if (outcome.status === 'error') return outcome.failure.kind;
  return outcome.status === 'skipped' ? 'skipped' : null;
}

function errorMessageOf({ outcome }: TrialRecord, _: RowContext, { locale = 'en' }: RowOptions): CellValue {
  if (outcome.status === 'error') return outcome.failure.message;
  return outcome.status === 'skipped' ? outcome.reason[locale] : null;
}

function columnsOf(
  { axes, vars, checks }: TableShape,
  { messages = false, standing = false }: RowOptions,
): Columns {
  const all: Columns = [
    ...HEAD,
    ...axes.map(toAxisColumn),
    ...vars.map((name): Columns[number] => [`var.${name}`, (record) => varsOf(record)[name] ?? null]),
    ...BODY,
    ...checks.map((id): Columns[number] => [`assert.${id}`, (_, { checks = {} }) => checks[id] ?? null]),
    ...FOOT,
    ...(standing ? STANDING : []),
  ];
  if (messages) all.push(['messages', ({ trial }) => JSON.stringify(trial.request.messages)]);
  return all;
}

/** The names of the columns, in FORMAT.md's order. */
export function toCsvColumns(shape: TableShape, options: RowOptions = {}): string[] {
  return columnsOf(shape, options).map(([name]) => name);
}

/** The axes of a matrix that get a column of their own. */
export function toAxisColumns(axes: Iterable<string>): string[] {
  return [...axes].filter((name) => !PARTS.has(name) && !PARAMS.includes(name));
}

/** The columns that records ask for, where the matrix that they are of is not at hand. Goes through all of them. */
export function shapeOf<R extends TrialRecord>(
  records: Iterable<R>,
  context: (record: R) => RowContext = () => ({}),
): TableShape {
  const axes = new Set<string>();
  const vars = new Set<string>();
  const checks = new Set<string>();
  let alternatives = 0;
  for (const record of records) {
    const known = context(record);
    for (const name of toAxisColumns(Object.keys(record.trial.variant))) axes.add(name);
    for (const name of Object.keys(varsOf(record))) vars.add(name);
    for (const id of Object.keys(known.checks ?? {})) checks.add(id);
    for (const { top } of tokensOf(record, known) ?? []) alternatives = Math.max(alternatives, top.length);
  }
  return { axes: [...axes], vars: [...vars], checks: [...checks], alternatives };
}

/** A record as a row, cells in the order of {@link toCsvColumns} with the same shape and options. */
export function toRow(
  record: TrialRecord,
  shape: TableShape,
  { context = {}, ...options }: RowOptions & { context?: RowContext } = {},
): CellValue[] {
  return columnsOf(shape, options).map(([, cell]) => cell(record, context, options));
}

/** The tidy table: one row a trial, failed and skipped ones too. Rows are made as they are asked for. */
export function toTidyTable<R extends TrialRecord>(
  records: Iterable<R>,
  shape: TableShape,
  { context = () => ({}), ...options }: RowOptions & { context?: (record: R) => RowContext } = {},
): Table {
  const columns = columnsOf(shape, options);
  function* rows(): Generator<CellValue[]> {
    for (const record of records) {
      const known = context(record);
      yield columns.map(([, cell]) => cell(record, known, options));
    }
  }
  return { columns: columns.map(([name]) => name), rows: rows() };
}

/** A record's levels and variables by the names that tables give them, for tables that are laid out otherwise. */
export function toKeys(
  record: TrialRecord,
  { axes, vars }: TableShape,
  context: RowContext = {},
): Record<string, CellValue> {
  const { variant }: { variant: Variant } = record.trial;
  const known = varsOf(record);
  const keys: Record<string, CellValue> = {
    notebook: record.notebook,
    matrix: record.trial.cellId,
    prompt: toCell(variant.prompt),
    persona: toCell(variant.persona),
    persona_name: personaNameOf(record, context),
    model: toCell(variant.model),
  };
  for (const name of [...PARAMS, ...axes])
    if (Object.hasOwn(variant, name)) keys[name] = toCell(variant[name]);
  for (const name of vars) keys[`var.${name}`] = known[name] ?? null;
  return { ...keys, repeat: record.trial.repeat };
}
