import type { Annotation } from './annotation.ts';
import type { Diversity } from './diversity.ts';
import type { FailureKind } from './failure.ts';
import type { Axis } from './notebook.ts';
import type { CodeLanguage } from './request-code.ts';
import type { Standing } from './standing.ts';
import type { Text } from './text.ts';
import type { PackedTokens } from './token-layout.ts';
import type {
  CompletionRequest,
  FinishReason,
  LogprobsKind,
  Rates,
  RecordSummary,
  TokenLogprob,
  Trial,
  Usage,
  Variant,
} from './trial.ts';

// What server and page say to each other of results: trials, records, what is known of them.

/** A record without its messages. A {@link RecordSummary}, as `trial-finished` carries it, can stand in its place. */
export type LeanRecord = Omit<RecordSummary, 'trial'> & {
  trial: Omit<Trial, 'request' | 'vars'> & { request: Omit<CompletionRequest, 'messages'> };
};

/** A trial as the notebook has it now, and the record that stands for it. */
export interface ResultView {
  trialId: string;
  variant: Variant;
  repeat: number;
  requestHash: string;
  standing: Standing;
  /** Why it is stale or skipped. */
  reason: Text | null;
  /** The current record; for a stale trial the last one of the earlier request. */
  record: LeanRecord | null;
}

export interface ResultsPage {
  total: number;
  offset: number;
  limit: number;
  trials: ResultView[];
}

/** How unlike each other the answers to one variant are. */
export interface DiversityGroup {
  variant: Variant;
  /** Its repeats, and how many of them are answered. */
  trials: number;
  answers: number;
  /** null for fewer than three answers. */
  diversity: Diversity | null;
}

/** One group a variant, in the order of the matrix. */
export interface DiversityView {
  groups: DiversityGroup[];
}

/** A record in numbers. null is unknown. Milliseconds, US dollars. */
export interface TrialFigures extends Usage {
  costUsd: number | null;
  queuedMs: number | null;
  ttftMs: number | null;
  totalMs: number | null;
  attempts: number;
  finishReason: FinishReason | null;
  rawFinishReason: string | null;
  outputTokensPerS: number | null;
  /** Natural logarithm, the mean over its tokens. */
  meanLogprob: number | null;
  /** Share of its tokens, 0 to 1, that the model gave a quarter at most. */
  unsureShare: number | null;
  logprobsKind: LogprobsKind | null;
  hasTokens: boolean;
  /** The day of the price, ISO 8601. */
  priceAsOf: string | null;
  /** What the cost was reckoned at; null where that is unknown, or nothing was paid. */
  rates: Rates | null;
  /** Of a record that failed. */
  errorKind: FailureKind | null;
}

/** What the page keeps of every trial: a {@link ResultView} without its texts. */
export interface TrialRow {
  trialId: string;
  variant: Variant;
  repeat: number;
  requestHash: string;
  /** Of the request that the record answers, by which it is known what was said of it: `requestHash` unless it is stale. */
  answerHash: string;
  standing: Standing;
  /** Why it is stale or skipped. */
  reason: Text | null;
  /** The record that stands for it; null where there is none. */
  recordId: number | null;
  /** null where there is no record. */
  figures: TrialFigures | null;
  /** Equal for equal answers; null where there is no whole one. */
  textKey: string | null;
  /** How the answer begins, on one line; null where there is no whole one. */
  head: string | null;
  /** Whether it passed each check of the matrix, in their order; null where that could not be told. Empty where none ran. */
  checks: readonly (boolean | null)[];
  annotation: Annotation | null;
}

/** Rows by column, one entry a row; `figures` have one for each row with a record. */
export interface TrialColumns {
  trialId: string[];
  /** For each axis the place of each row's level in it; -1 where it has none. */
  levels: number[][];
  repeat: number[];
  requestHash: string[];
  /** The `answerHash` of the rows where it is another than `requestHash`; `at` is the row's place in this page. */
  answerHashes: { at: number; hash: string }[];
  standing: Standing[];
  /** Places in `reasons`. */
  reason: (number | null)[];
  reasons: Text[];
  recordId: (number | null)[];
  textKey: (string | null)[];
  head: (string | null)[];
  /** A character a check: 1 passed, 0 failed, ? could not be told. */
  checks: string[];
  /** Of the rows that have one; `at` is the row's place in this page. */
  annotations: (Annotation & { at: number })[];
  /** What costs were reckoned at, each once. */
  rates: Rates[];
  figures: { [Name in keyof Omit<TrialFigures, 'rates'>]: TrialFigures[Name][] } & {
    /** Places in `rates`; none where all are null. */
    rates: (number | null)[];
  };
}

export interface RowsPage {
  total: number;
  offset: number;
  limit: number;
  /** Those of the trials' variants. */
  axes: Axis[];
  /** Ids of the checks of the matrix, of all its assert cells. */
  checks: string[];
  rows: TrialColumns;
  /** In full, where it was asked for: the trials whose answers are seen first. */
  first: ResultView[];
}

/** What one check says of one answer. */
export interface CheckOutcome {
  id: string;
  /** null where it could not be told. */
  pass: boolean | null;
  detail: Text;
}

/** What the checks of a matrix say of some of its trials; those without an answer have no outcomes. */
export interface CheckOutcomes {
  trials: { trialId: string; outcomes: CheckOutcome[] }[];
}

/** A record with its exact request, and what the vendor's cache has saved on it. */
export type RecordView = RecordSummary & {
  /** US dollars, by the prices of its day; below 0 for what was written into the cache, which is dearer. null where no cache was
   * used, or a price is unknown. */
  cacheSavingUsd: number | null;
};

/** One request as programs, by language; no key is in them. */
export type RequestCode = Record<CodeLanguage, string>;

/** A record's token list; null where the server sent none. */
export interface RecordTokens {
  recordId: number;
  logprobsKind: LogprobsKind | null;
  tokens: TokenLogprob[] | null;
}

/** A record's token list, packed; null where the server sent none. */
export interface RecordPackedTokens {
  recordId: number;
  tokens: PackedTokens | null;
}
