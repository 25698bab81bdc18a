import type { SingleBar } from 'cli-progress';
import { FAILURE_NAME, failureMessage } from '../core/failure.ts';
import type { RunEvent } from '../core/event.ts';
import { applyEvent, etaMs, type RunState } from '../core/run-state.ts';
import type { Locale } from '../core/text.ts';
import type { RecordSummary, Variant } from '../core/trial.ts';
import { formatClock } from './figures.ts';
import { formatMoney } from './money.ts';
import { toPrintable, toShortLine } from './printable.ts';
import { style, tellLine, type Context } from './terminal.ts';

/** Failures that are told one by one; the rest are only counted. */
const TOLD_FAILURES = 10;

const BAR_CELLS = 24;

/** Shows a run's events on stderr: a bar on a terminal, else a line for each tenth that is done. */
export interface Progress {
  apply: (event: RunEvent) => void;
  /** The state so far; null before the first event. */
  state: () => RunState | null;
  stop: () => void;
}

/** `counsellor · sandbox/tiny · 0.7`: a variant's levels, in the order of the axes. */
export function formatVariant(variant: Variant): string {
  return Object.values(variant)
    .map((level) => toShortLine(typeof level === 'string' ? level : JSON.stringify(level)))
    .join(' · ');
}

function toStatus(state: RunState, locale: Locale, elapsedMs: number, krwRate: number | null): string {
  const ended = state.done + state.failed + state.aborted;
  const running = [...state.live.values()].filter((live) => live.status !== 'queued').length;
  const words = {
    en: {
      running: 'running',
      failed: 'failed',
      left: 'left',
      unpriced: (n: number) => `${n} of unknown price`,
    },
    ko: { running: '진행 중', failed: '실패', left: '남음', unpriced: (n: number) => `${n}개는 가격 미상` },
  }[locale];
  const parts = [`${ended}/${state.total}`];
  if (running > 0 && state.phase === 'running') parts.push(`${running} ${words.running}`);
  if (state.failed > 0) parts.push(`${state.failed} ${words.failed}`);
  const leftMs = etaMs(state, Date.parse(state.startedAt) + elapsedMs);
  if (leftMs !== null && ended < state.total) {
    parts.push(`${formatClock(leftMs)} ${words.left}`);
  } else {
    parts.push(formatClock(elapsedMs));
  }
  const unpriced = state.unpriced > 0 ? ` + ${words.unpriced(state.unpriced)}` : '';
  parts.push(`${formatMoney(state.costUsd, krwRate, locale)}${unpriced}`);
  return parts.join(' | ');
}

function toFailureLine({ trial, outcome }: RecordSummary, locale: Locale): string | null {
  if (outcome.status !== 'error') return null;
  const { kind } = outcome.failure;
  const message = failureMessage(outcome.failure, locale);
  return `${formatVariant(trial.variant)} #${trial.repeat}: ${FAILURE_NAME[kind][locale]}: ${toShortLine(message, 500)}`;
}

function toResumedLine(
  { done, paidTwice }: { done: number; paidTwice: number },
  missing: number,
  locale: Locale,
): string {
  const perhaps = {
    en: `, ${paidTwice} of them perhaps billed for the second time`,
    ko: ` (그중 ${paidTwice}개는 두 번 청구될 수 있음)`,
  };
  const twice = paidTwice > 0 ? perhaps[locale] : '';
  return {
    en: `Resumed: ${done} were done, ${missing} are made now${twice}.`,
    ko: `이어서 실행: 완료 ${done}개, 이번에 실행 ${missing}개${twice}.`,
  }[locale];
}

/** A {@link Progress} for one run. `krwRate` is won a dollar; null where there is none. */
export async function createProgress(
  context: Context,
  label: string,
  krwRate: number | null,
): Promise<Progress> {
  const { terminal, locale } = context;
  const startedAt = terminal.now();
  let state: RunState | null = null;
  let failures = 0;
  let lastTenth = 0;

  // Without a terminal there is no bar, but a line now and then.
  const cliProgress = terminal.stderr.isTTY ? (await import('cli-progress')).default : null;
  const bars =
    cliProgress &&
    new cliProgress.MultiBar({
      stream: terminal.stderr,
      // Called some ten times a second, whatever the number of events.
      format: (options, params) => {
        const drawn = cliProgress.Format.BarFormat(params.progress, options);
        return `${label} ${drawn} ${state ? toStatus(state, locale, terminal.now() - startedAt, krwRate) : ''}`;
      },
      barCompleteChar: '#',
      barIncompleteChar: '.',
      barsize: BAR_CELLS,
      hideCursor: true,
      gracefulExit: false,
    });
  let bar: SingleBar | null = null;

  function tellOne(line: string): void {
    if (bar) bars?.log(`${toPrintable(line)}\n`);
    else tellLine(context, line);
  }

  function show(now: RunState): void {
    const ended = now.done + now.failed + now.aborted;
    if (bar) {
      bar.update(ended);
      return;
    }
    const tenth = Math.floor((ended * 10) / Math.max(1, now.total));
    if (tenth <= lastTenth) return;
    lastTenth = tenth;
    tellOne(`${label} ${toStatus(now, locale, terminal.now() - startedAt, krwRate)}`);
  }

  function tellFailure(record: RecordSummary): void {
    const line = toFailureLine(record, locale);
    if (line === null) return;
    failures += 1;
    if (failures <= TOLD_FAILURES) tellOne(style(context, 'stderr', 'red', line));
    if (failures === TOLD_FAILURES)
      tellOne({ en: 'Further failures are only counted.', ko: '이후의 실패는 수만 셉니다.' }[locale]);
  }

  return {
    apply(event) {
      // Texts are not shown here, and there are thousands of deltas a second.
      if (event.type === 'trial-delta') return;
      state = applyEvent(state, event);
      if (event.type === 'run-started' && bars) bar = bars.create(event.total, 0, {});
      if (event.type === 'run-started' && event.resumed)
        tellOne(toResumedLine(event.resumed, event.total, locale));
      if (event.type === 'run-paused') tellOne(style(context, 'stderr', 'yellow', event.reason[locale]));
      if (event.type === 'trial-finished') tellFailure(event.record);
      show(state);
    },
    state: () => state,
    stop() {
      bars?.stop();
      bar = null;
    },
  };
}
