import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { Annotation } from '../../core/annotation.ts';
import type { TrialFigures } from '../../core/result-api.ts';
import type { LogprobStats } from '../../core/logprob.ts';
import { annotationMarks } from '../annotation/annotation-marks.ts';
import { statusLine } from './card-notice.ts';
import type { CardState } from './card-status.ts';
import type { CheckMark } from './check-results.ts';
import { costFigure, timeFigure, tokensFigure, type FigureText } from './figure-line.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount, formatDecimal } from '../look/locale.ts';
import { NO_FIGURES } from './result-figures.ts';
import { finishLabel } from './status-label.ts';

type Part = TemplateResult | typeof nothing;

function figurePart(figure: FigureText | null): Part {
  if (!figure) return nothing;
  return html`<span
    class="figure"
    role="img"
    aria-label=${figure.words}
    title=${figure.words}
    data-figure=${figure.name}
    >${figure.short}</span
  >`;
}

function checksPart(checks: readonly CheckMark[], details: string): Part {
  if (checks.length === 0) return nothing;
  const failed = checks.filter((check) => check.pass !== true);
  const names = failed.map((check) => check.id).join(', ');
  return html`<span class="badge ${failed.length === 0 ? 'good' : 'bad'}" title=${details} data-checks
    ><span class="count">${failed.length === 0 ? '✓' : '✕'} ${checks.length - failed.length}/${checks.length}</span>${
      names ? html` <span class="names">${names}</span>` : nothing
    }</span
  >`;
}

function pinPart(pin: 'A' | 'B' | null): Part {
  if (pin === null) return nothing;
  const name = msg(str`held as ${pin}`);
  return html`<span class="badge pin" role="img" aria-label=${name} title=${name} data-held=${pin}>${pin}</span>`;
}

/** Says of an answer that it stands in a file beside the notebook and was not made here. `madeAt` is ISO 8601, or empty. */
function keptPart(madeAt: string | null): Part {
  if (madeAt === null) return nothing;
  const day = madeAt ? new Date(madeAt).toLocaleDateString(currentLocale(), { dateStyle: 'medium' }) : '';
  const name = day ? msg(str`pinned answer, made ${day}`) : msg('pinned answer');
  return html`<span class="badge kept" role="img" aria-label=${name} title=${name} data-pinned>${icon('pin')}</span>`;
}

/** What is lacking of every answer of a model is said beside the answers, and not on each. */
function logprobsPart(stats: LogprobStats | null, lack: { isPinned: boolean } | null): Part {
  if (lack) {
    const why = lack.isPinned
      ? msg('It was pinned without token probabilities. Run it anew to have them.')
      : msg('The server sent no token probabilities.');
    return html`<span class="badge" title=${why} data-no-logprobs>${msg('no logprobs')}</span>`;
  }
  if (!stats) return nothing;
  const bits = formatDecimal(-stats.meanLogprob / Math.LN2, 2);
  return html`<span class="figure bits" title=${msg(str`mean surprisal over ${formatCount(stats.count)} tokens`)}
    >${msg(str`${bits} bits/tok`)}</span
  >`;
}

/** The foot: a line of figures, of a record or of a trial under way its status in their place; then the turner of repeats
 * and what is to be marked. */
export function cardFoot(shown: {
  turner: RepeatTurner;
  card: CardState;
  /** null while the trial is under way, and where there is no record. */
  figures: TrialFigures | null;
  isLive: boolean;
  /** Whether the record is a whole answer. */
  isAnswer: boolean;
  /** What is said of it. */
  annotation: Annotation | null;
  /** The letter under which it is held for comparing. */
  pin: 'A' | 'B' | null;
  /** When it was made, of an answer that is pinned beside the notebook; null for others. */
  pinnedAt: string | null;
  checks: readonly CheckMark[];
  /** What the checks found, in words. */
  checkDetails: string;
  krwPerUsd: number | null;
  /** Where tokens are painted: the figures of those that are here. */
  logprobs: { stats: LogprobStats | null; lacksAlone: boolean } | null;
}): TemplateResult {
  const { turner, card, isLive, isAnswer, checks, krwPerUsd, logprobs, annotation, pin } = shown;
  const figures = shown.figures ?? NO_FIGURES;
  const cut = finishLabel(figures.finishReason, figures.rawFinishReason);
  // A request that failed mostly cost nothing; that its price is unknown is no news.
  const hasCost = shown.figures !== null && (isAnswer || figures.costUsd !== null);
  return html`<div class="figures">
      ${isLive ? statusLine(card) : nothing} ${figurePart(tokensFigure(figures))}
      ${hasCost ? figurePart(costFigure(figures, krwPerUsd)) : nothing} ${figurePart(timeFigure(figures))}
    </div>
    <div class="marks">${turner.arrows} ${pinPart(pin)} ${keptPart(shown.pinnedAt)} ${annotationMarks(annotation)}
  ${cut ? html`<span class="badge warn" data-finish=${figures.finishReason ?? ''}>${cut}</span>` : nothing}
  ${
    figures.attempts > 1
      ? html`<span class="badge">${msg(str`${figures.attempts} attempts`)}</span>`
      : nothing
  }
  ${checksPart(checks, shown.checkDetails)} ${turner.spread} ${isAnswer && shown.figures && logprobs ? logprobsPart(logprobs.stats, logprobs.lacksAlone ? { isPinned: shown.pinnedAt !== null } : null) : nothing}</div>`;
}

/** Arrows between the repeats that share a card, and how much they differ. */
export interface RepeatTurner {
  arrows: Part;
  spread: Part;
}

/** A {@link RepeatTurner}; empty for one repeat. */
export function repeatTurner(shown: {
  at: number;
  count: number;
  /** What tells the texts of the repeats that are done apart. */
  texts: string[];
  tabStop: 0 | -1;
  onStep: (by: 1 | -1) => void;
}): RepeatTurner {
  const { at, count, texts, tabStop, onStep } = shown;
  if (count < 2) return { arrows: nothing, spread: nothing };
  const distinct = new Set(texts).size;
  const spread =
    texts.length < 2 ? '' : distinct === 1 ? msg('all alike') : msg(str`${formatCount(distinct)} different`);
  const arrow = (name: string, picture: 'chevronLeft' | 'chevronRight', by: 1 | -1) =>
    html`<button class="btn quiet" tabindex=${tabStop} aria-label=${name} @click=${() => onStep(by)}>
      ${icon(picture)}
    </button>`;
  const about = msg(str`${formatCount(count)} repeats of the same request`);
  const arrows = html`<span class="repeats" title=${about}>
    ${arrow(msg('Previous repeat'), 'chevronLeft', -1)}
    <span class="num">${formatCount(at + 1)}/${formatCount(count)}</span>
    ${arrow(msg('Next repeat'), 'chevronRight', 1)}
  </span>`;
  return { arrows, spread: spread ? html`<span title=${about} data-spread>${spread}</span>` : nothing };
}
