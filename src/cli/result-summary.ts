import { costUsdOf, metricOf, usageOf } from '../core/metric.ts';
import type { Axis } from '../core/notebook.ts';
import { toStatistics } from '../core/summary.ts';
import type { Locale } from '../core/text.ts';
import { toCanonicalJson, type RecordSummary, type Value } from '../core/trial.ts';
import { toColumns, type Column } from './columns.ts';
import { formatCount, formatDuration } from './figures.ts';
import { formatMoney } from './money.ts';
import { toShortLine } from './printable.ts';

const WORDS = {
  en: {
    n: 'n',
    status: 'status',
    passed: 'passed',
    input: 'tokens in',
    output: 'tokens out',
    cost: 'cost',
    ttft: 'first token',
    total: 'total time',
    all: 'all',
    outcomes: { done: 'done', error: 'failed', aborted: 'stopped', skipped: 'skipped', missing: 'not run' },
    unpriced: 'unknown',
    andUnpriced: (n: string) => `+ ${n} unknown`,
  },
  ko: {
    n: 'n',
    status: '상태',
    passed: '통과',
    input: '입력 토큰',
    output: '출력 토큰',
    cost: '비용',
    ttft: '첫 토큰',
    total: '총 시간',
    all: '전체',
    outcomes: { done: '완료', error: '실패', aborted: '중지', skipped: '건너뜀', missing: '실행 안 됨' },
    unpriced: '미상',
    andUnpriced: (n: string) => `+ ${n}개는 미상`,
  },
};

/** A trial's place in a summary: its levels, and its record where it has one. */
export interface SummaryEntry {
  variant: Record<string, Value>;
  record: RecordSummary | null;
  /** Whether its answer passed every check, null where that could not be told; undefined where it was not checked. */
  passed?: boolean | null;
}

interface SummaryOptions {
  axes: Axis[];
  locale: Locale;
  /** Won a dollar; null where no rate is set. */
  krwRate: number | null;
}

function toStatus(entries: SummaryEntry[], locale: Locale): string {
  const words = WORDS[locale].outcomes;
  const counts = new Map<keyof typeof words, number>();
  for (const { record } of entries) {
    const status = record?.outcome.status ?? 'missing';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const order = ['done', 'error', 'aborted', 'skipped', 'missing'] as const;
  return order
    .filter((status) => counts.has(status))
    .map((status) => `${formatCount(counts.get(status) ?? 0)} ${words[status]}`)
    .join(', ');
}

function mean(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return toStatistics(known).mean;
}

function median(values: (number | null)[]): number | null {
  return toStatistics(values.filter((value) => value !== null)).p50;
}

/** What the answers cost together: the known part, and how many are of unknown price. */
function toCost(records: RecordSummary[], { locale, krwRate }: SummaryOptions): string {
  const done = records.filter(({ outcome }) => outcome.status === 'done');
  if (done.length === 0) return '';
  const unpriced = done.filter((record) => costUsdOf(record) === null).length;
  if (unpriced === done.length) return WORDS[locale].unpriced;
  const usd = records.reduce((sum, record) => sum + (costUsdOf(record) ?? 0), 0);
  const money = formatMoney(usd, krwRate, locale);
  return unpriced > 0 ? `${money} ${WORDS[locale].andUnpriced(formatCount(unpriced))}` : money;
}

/** How many of the answers that were checked passed: `3/4`; empty where none was. */
function toPassed(entries: SummaryEntry[]): string {
  const checked = entries.filter(({ passed }) => passed !== undefined);
  if (checked.length === 0) return '';
  const passed = checked.filter((entry) => entry.passed === true).length;
  return `${formatCount(passed)}/${formatCount(checked.length)}`;
}

function toFigures(entries: SummaryEntry[], options: SummaryOptions): string[] {
  const records = entries.flatMap(({ record }) => record ?? []);
  const answered = records.filter(({ outcome }) => outcome.status === 'done');
  const blank = (text: string) => (answered.length === 0 ? '' : text);
  return [
    formatCount(entries.length),
    toStatus(entries, options.locale),
    toPassed(entries),
    blank(formatCount(mean(answered.map((record) => usageOf(record)?.inputTokens ?? null)))),
    blank(formatCount(mean(answered.map((record) => usageOf(record)?.outputTokens ?? null)))),
    toCost(records, options),
    blank(formatDuration(median(answered.map((record) => metricOf(record, 'ttftMs'))), options.locale)),
    blank(formatDuration(median(answered.map((record) => metricOf(record, 'totalMs'))), options.locale)),
  ];
}

function showLevel(level: Value | undefined): string {
  return toShortLine(typeof level === 'string' ? level : JSON.stringify(level ?? null));
}

/**
 * A table of results, a line a variant, then one of all: how many and how they stand, how many passed every check (where
 * there are checks), tokens in and out (means), cost (sum), time to the first token and in total (medians). Rows of the dataset and repeats are taken together, and axes
 * with one level are left out.
 */
export function toResultSummary(entries: SummaryEntry[], options: SummaryOptions): string[] {
  const words = WORDS[options.locale];
  const axes = options.axes.filter(({ name, levels }) => name !== 'row' && levels.length > 1);
  const groups = new Map<string, SummaryEntry[]>();
  for (const entry of entries) {
    const key = toCanonicalJson(axes.map(({ name }) => entry.variant[name] ?? null));
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const right = (title: string): Column => ({ title, align: 'right' });
  const columns: Column[] = [
    ...axes.map(({ name, levels }): Column => ({
      title: name,
      align: levels.every((level) => typeof level === 'number') ? 'right' : 'left',
    })),
    right(words.n),
    { title: words.status },
    ...[words.passed, words.input, words.output, words.cost, words.ttft, words.total].map(right),
  ];
  const rows = [...groups.values()].map((group) => [
    ...axes.map(({ name }) => showLevel(group[0]?.variant[name])),
    ...toFigures(group, options),
  ]);
  if (groups.size > 1) {
    const label = axes.map((_, index) => (index === 0 ? words.all : ''));
    rows.push([...label, ...toFigures(entries, options)]);
  }
  const isChecked = entries.some(({ passed }) => passed !== undefined);
  const at = columns.findIndex(({ title }) => title === words.passed);
  const shown = <T>(cells: T[]) => (isChecked ? cells : cells.toSpliced(at, 1));
  return toColumns(shown(columns), rows.map(shown));
}
