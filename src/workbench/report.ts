import type { ReportChart, ReportMatrix } from '../core/html-report/report-html.ts';
import { toHtmlReport } from '../core/html-report/report-html.ts';
import type { Notebook } from '../core/notebook.ts';
import type { Locale } from '../core/text.ts';
import { answerKey } from '../core/vote.ts';
import type { Results } from '../store/results.ts';
import { answerKeysOf, recordsOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { TrialRows } from './trial-rows.ts';
import { WorkbenchError } from './workbench-error.ts';

/** A page with more trials than this is none that can be read, or opened. */
const MOST_TRIALS = 20_000;
/** Output tokens that are painted in one report: each is some 60 bytes of it. */
const MOST_TOKENS = 400_000;

/** What a report is made with besides the plans. */
export interface ReportOptions {
  results: Results;
  rows: TrialRows;
  locale: Locale;
  /** Milliseconds since 1970. */
  now: number;
  version: string;
  krwPerUsd: number | null;
  /** Takes keys out of a text. */
  redact: (text: string) => string;
  /** Pictures of the charts, where a page has made them. */
  charts?: ReportChart[];
}

function toReportMatrix(plan: Plan, { results, rows }: ReportOptions, withTokens: boolean): ReportMatrix {
  const { matrix, axes, trials, identity } = plan;
  const outcomes = rows.outcomes(plan, trials);
  const keys = answerKeysOf(plan, results);
  const annotations = results.annotations.of(keys);
  let at = 0;
  const shown = Array.from(recordsOf(trials, results, identity), (record) => {
    const planned = trials[at];
    const key = keys[at++];
    if (!planned) throw new Error('more records than trials');
    const { trial, standing, reason } = planned;
    const hasTokens = withTokens && standing === 'done' && record?.hasTokens === true;
    return {
      trialId: trial.id,
      variant: trial.variant,
      repeat: trial.repeat,
      standing,
      reason,
      record,
      tokens: hasTokens ? results.tokens(record.recordId) : null,
      checks: outcomes.get(trial.id)?.map(({ id, pass }) => ({ id, pass })) ?? [],
      annotation: (key && annotations.get(answerKey(key))) ?? null,
    };
  });
  return {
    matrix,
    axes,
    trials: shown,
    isWithoutTokens: !withTokens && shown.some(({ record }) => record?.hasTokens),
  };
}

/** Output tokens of all plans together; an answer of unknown usage counts as its characters would. */
function countTokens(plans: readonly Plan[], { results }: ReportOptions): number {
  let tokens = 0;
  for (const { trials, identity } of plans) {
    for (const record of recordsOf(trials, results, identity)) {
      if (record?.outcome.status !== 'done' || !record.hasTokens) continue;
      const { usage, text } = record.outcome.completion;
      tokens += usage.outputTokens ?? text.length;
    }
  }
  return tokens;
}

/**
 * A notebook with the results of its matrices as one HTML file, in pieces. Throws a {@link WorkbenchError} where there are
 * too many trials for a page.
 */
export function toReport(
  { name, notebook, plans }: { name: string; notebook: Notebook; plans: readonly Plan[] },
  options: ReportOptions,
): Generator<string> {
  const count = plans.reduce((sum, { trials }) => sum + trials.length, 0);
  if (count > MOST_TRIALS) {
    throw new WorkbenchError(
      'too-large',
      {
        en: `A report of ${count} trials would be too large to open: ${MOST_TRIALS} are the most.`,
        ko: `시행 ${count}회의 보고서는 너무 커서 열 수 없습니다. 최대 ${MOST_TRIALS}회입니다.`,
      },
      { en: 'Export a CSV instead.', ko: '대신 CSV로 내보내세요.' },
    );
  }
  const withTokens = countTokens(plans, options) <= MOST_TOKENS;
  const { locale, now, version, krwPerUsd, redact, charts = [] } = options;
  const pieces = toHtmlReport({
    name,
    notebook,
    matrices: plans.map((plan) => toReportMatrix(plan, options, withTokens)),
    charts,
    locale,
    madeAt: new Date(now).toISOString(),
    version,
    krwPerUsd,
  });
  return redacted(pieces, redact);
}

/** No key is in a result; one that somebody wrote into a note or a persona is taken out here. */
function* redacted(pieces: Iterable<string>, redact: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield redact(piece);
}
