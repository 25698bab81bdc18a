import type { LeanRecord, TrialFigures, TrialRow } from '../../core/result-api.ts';
import { textLength } from '../../core/trial-row.ts';
import { unknownUsage } from '../../core/trial.ts';

/** The figures of a trial without a record: all unknown. */
export const NO_FIGURES: TrialFigures = {
  ...unknownUsage(),
  costUsd: null,
  queuedMs: null,
  ttftMs: null,
  totalMs: null,
  attempts: 0,
  finishReason: null,
  rawFinishReason: null,
  outputTokensPerS: null,
  meanLogprob: null,
  unsureShare: null,
  logprobsKind: null,
  hasTokens: false,
  priceAsOf: null,
  rates: null,
  errorKind: null,
};

/** The text that came, whole or in part; empty where none did. */
export function textOf(record: LeanRecord | null): string {
  const outcome = record?.outcome;
  switch (outcome?.status) {
    case undefined:
    case 'skipped':
      return '';
    case 'done':
      return outcome.completion.text;
    case 'error':
    case 'aborted':
      return outcome.partialText;
    default:
      outcome satisfies never;
      return '';
  }
}

/** Characters that a line of a card takes, about: of Latin letters, and of Hangul and the like, which are twice as wide. */
const LINE = 52;
const WIDE_LINE = 29;
/** The least and the most height of a card's text, and of one line of it, em. */
const HEIGHT = { least: 3.2, most: 22.4, line: 1.6 };

/** How high a card's text will be about, em: so much room is kept until it is here. */
export function textHeight({ textKey, head }: Pick<TrialRow, 'textKey' | 'head'>): number {
  const isWide = /[\u1100-\u11ff\u3040-\u9fff\uac00-\ud7a3]/.test(head ?? '');
  const lines = Math.ceil(textLength(textKey) / (isWide ? WIDE_LINE : LINE));
  return Math.min(HEIGHT.most, Math.max(HEIGHT.least, lines * HEIGHT.line));
}

/** Letters are hardly narrower than this in the mean, CSS pixels. */
const NARROW = 5;

/** No more characters than these can be in sight of a card of some width in CSS pixels. */
export function mostCharacters(width: number): number {
  return Math.ceil((HEIGHT.most / HEIGHT.line) * (width / NARROW));
}

/** What tells the answer of a trial that is done as the notebook stands now from others; null where there is none. */
export function freshText(row: Pick<TrialRow, 'standing' | 'textKey'> | null): string | null {
  return row?.standing === 'done' ? row.textKey : null;
}
