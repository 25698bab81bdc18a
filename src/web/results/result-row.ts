import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { LeanRecord, TrialFigures, TrialRow } from '../../core/result-api.ts';
import { perplexity } from '../../core/logprob.ts';
import { formatKrw, formatUsd, toKrw } from '../../core/money.ts';
import type { Notebook } from '../../core/notebook.ts';
import { annotationMarks } from '../annotation/annotation-marks.ts';
import { levelLabel } from './axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { checkDetails, checkMarks } from './check-results.ts';
import { failureName } from './card-notice.ts';
import { toCardState, type CardState } from './card-status.ts';
import { ApiFault } from '../state/api.ts';
import {
  currentLocale,
  formatCount,
  formatDecimal,
  formatMs,
  inLocale,
  failureWords,
} from '../look/locale.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import type { ListColumn } from './list-order.ts';
import { NO_FIGURES } from './result-figures.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { finishLabel, STATUS_MARK, statusLabel } from './status-label.ts';

/** As much of a text as two lines can show. */
const SHOWN_CHARACTERS = 320;

/** One trial as a line of the list; its cells stand in the list's grid. `data-status`, `data-trial`. */
@customElement('gamut-result-row')
@localized()
export class ResultRowElement extends LitElement {
  static override styles = [
    baseStyle,
    turningMarkStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--columns);
        align-items: start;
        width: 100%;
        height: 49px;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-m);
        line-height: 19px;
      }
      :host(:hover) {
        background: var(--hover);
      }
      div {
        min-width: 0;
        max-height: 48px;
        padding: 5px 10px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .text {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        padding-block: 0;
        margin-block: 5px;
        max-height: 38px;
      }
      @media print {
        div,
        .text {
          max-height: none;
          -webkit-line-clamp: none;
        }
      }
      .text.old,
      .text.meta {
        color: var(--ink-3);
      }
      .figure {
        text-align: right;
        white-space: nowrap;
        color: var(--ink-2);
      }
      .checks .badge {
        display: inline-block;
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        vertical-align: top;
      }
      .said {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 4px;
      }
      .said .star {
        padding: 0 2px;
        background: none;
        color: var(--warn);
      }
      .said svg {
        width: 12px;
        height: 12px;
      }
      .won {
        display: block;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .status {
        color: var(--ink-3);
        font-size: var(--text-s);
        display: flex;
        gap: 5px;
      }
      :host([data-status='error']) .status {
        color: var(--bad);
      }
      :host([data-status='stale']) .status,
      :host([data-status='retrying']) .status {
        color: var(--warn);
      }
      :host([data-status='streaming']) .status {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) row!: TrialRow;
  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  /** What is shown of it, in order. */
  @property({ attribute: false }) columns: readonly ListColumn[] = [];
  @property({ type: Number }) krwPerUsd: number | null = null;

  #watched = '';
  #endWatch: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#watched = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  /** The row as it is now. */
  get #current(): TrialRow {
    return this.results.row(this.row.trialId) ?? this.row;
  }

  get #record(): LeanRecord | null {
    return this.results.result(this.row.trialId)?.record ?? null;
  }

  #card(): CardState {
    const live = this.live.trial(this.results.notebook, this.row.trialId);
    const waitsFor = this.live.pauseOf(this.results.notebook, this.row.trialId);
    return toCardState(this.#current, this.#record, live, waitsFor);
  }

  protected override willUpdate(_: PropertyValues<this>): void {
    const { trialId } = this.row;
    if (trialId !== this.#watched) {
      this.#endWatch?.();
      this.#watched = trialId;
      const ends = [
        this.live.watchTrial(this.results.notebook, trialId, () => this.requestUpdate()),
        this.results.watchResult(trialId, () => this.requestUpdate()),
      ];
      this.#endWatch = () => ends.forEach((end) => end());
    }
    const card = this.#card();
    if (card.isLoading) this.results.need([trialId]);
    this.dataset['trial'] = trialId;
    this.dataset['status'] = card.status;
    this.toggleAttribute('data-loading', card.isLoading);
  }

  /** Asks what the checks found in words, for the tooltip. */
  #askOutcomes(): void {
    const { trialId } = this.row;
    if (this.results.outcomes(trialId) !== undefined) return;
    this.results.loadOutcomes(trialId).catch((error: unknown) => {
      if (!(error instanceof ApiFault)) throw error;
    });
  }

  #text(card: CardState) {
    if (card.status === 'skipped' && card.reason)
      return html`<div role="gridcell" class="text meta">${inLocale(card.reason)}</div>`;
    if (card.failure) {
      return html`<div role="gridcell" class="text">
        ${failureName(card.failure)}: ${failureWords(card.failure)}
      </div>`;
    }
    const isLive = card.status === 'streaming';
    const text = isLive ? card.text.slice(-SHOWN_CHARACTERS / 3) : card.text.slice(0, SHOWN_CHARACTERS);
    const { finishReason, rawFinishReason } = this.#current.figures ?? NO_FIGURES;
    const cut = isLive ? null : finishLabel(finishReason, rawFinishReason);
    return html`<div role="gridcell" class="text ${card.isOld ? 'old' : ''}" lang=${toTextLanguage(text) ?? nothing} ?data-rtl=${hasRightToLeft(text)}>
      ${cut ? html`<span class="badge warn">${cut}</span> ` : nothing}${markedText(text)}
    </div>`;
  }

  #checks(passes: TrialRow['checks']) {
    const checks = checkMarks(this.results.checks, passes);
    const passed = checks.filter((check) => check.pass === true).length;
    const isGood = passed === checks.length;
    const details = checkDetails(checks, this.results.outcomes(this.row.trialId));
    const failed = checks.flatMap((check) => (check.pass === true ? [] : [check.id])).join(', ');
    return html`<div role="gridcell" class="checks" title=${details} @pointerenter=${this.#askOutcomes}>
      ${
        checks.length === 0
          ? nothing
          : html`<span class="badge ${isGood ? 'good' : 'bad'}"
              >${isGood ? '✓' : '✕'} ${formatCount(passed)}/${formatCount(checks.length)} ${failed}</span
            >`
      }
    </div>`;
  }

  #cost(figures: TrialFigures, hasRun: boolean) {
    const { costUsd } = figures;
    const won = hasRun && costUsd ? formatKrw(toKrw(costUsd, this.krwPerUsd), currentLocale()) : null;
    const about = hasRun && costUsd === null ? msg('no price for this model') : '';
    return html`<div role="gridcell" class="figure num" title=${about}>
      ${hasRun ? (formatUsd(costUsd, currentLocale()) ?? '?') : ''}${
        won === null ? nothing : html` <span class="won">${won}</span>`
      }
    </div>`;
  }

  #time({ totalMs, attempts }: TrialFigures) {
    return html`<div role="gridcell" class="figure num">
      ${formatMs(totalMs)}${
        attempts > 1 ? html` <span class="sr-only">${msg(str`${attempts} attempts`)}</span>` : nothing
      }
    </div>`;
  }

  #cell(column: ListColumn, row: TrialRow, card: CardState) {
    const isLive = ['streaming', 'retrying', 'queued'].includes(card.status);
    const figures = (isLive ? null : row.figures) ?? NO_FIGURES;
    const figure = (text: string) => html`<div role="gridcell" class="figure num">${text}</div>`;
    const count = (value: number | null) => figure(value === null ? '' : formatCount(value));
    if (column.startsWith('axis:')) {
      const name = column.slice('axis:'.length);
      const label = levelLabel(this.notebook, name, row.variant[name] ?? null);
      return html`<div role="gridcell" title=${label}>${label}</div>`;
    }
    switch (column as Exclude<ListColumn, `axis:${string}`>) {
      case 'status':
        return html`<div
          role="gridcell"
          class="status"
          title=${card.waitsFor ? inLocale(card.waitsFor.reason) : nothing}
        >
          <span aria-hidden="true">${STATUS_MARK[card.status]}</span><span>${statusLabel(card.status)}</span>
        </div>`;
      case 'repeat':
        return count(row.repeat);
      case 'text':
        return this.#text(card);
      case 'checks':
        return this.#checks(isLive ? [] : row.checks);
      case 'input':
        return count(figures.inputTokens);
      case 'output':
        return count(figures.outputTokens);
      case 'cost':
        return this.#cost(figures, !isLive && figures.attempts > 0);
      case 'ttft':
        return figure(formatMs(figures.ttftMs));
      case 'total':
        return this.#time(figures);
      case 'speed':
        return figure(figures.outputTokensPerS === null ? '' : formatDecimal(figures.outputTokensPerS, 1));
      case 'confidence':
        return figure(figures.meanLogprob === null ? '' : formatDecimal(-figures.meanLogprob / Math.LN2, 2));
      case 'perplexity':
        return figure(figures.meanLogprob === null ? '' : formatDecimal(perplexity(figures.meanLogprob), 2));
      case 'unsure':
        return figure(figures.unsureShare === null ? '' : `${formatDecimal(100 * figures.unsureShare, 1)}%`);
      case 'marks':
        return html`<div role="gridcell" class="said">${annotationMarks(row.annotation)}</div>`;
      case 'rating':
        return count(row.annotation?.rating ?? null);
      case 'note': {
        const note = row.annotation?.note ?? '';
        return html`<div role="gridcell" class="text" title=${note}>${note}</div>`;
      }
    }
  }

  override render() {
    const current = this.#current;
    const card = this.#card();
    return this.columns.map((column) => this.#cell(column, current, card));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-result-row': ResultRowElement;
  }
}
