import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount, formatMs, formatTime } from '../look/locale.ts';
import { amountWords } from '../look/amount-words.ts';
import { currencyChoice } from '../state/currency-choice.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import { formatKrw, formatUsd } from '../../core/money.ts';
import './interrupted-runs.ts';
import './run-pauses.ts';
import { etaMs, type RunState } from '../../core/run-state.ts';

/** How far the runs of the open notebook are: a bar, counts, time left, cost so far. Nothing when none goes on. */
@customElement('gamut-run-progress')
@localized()
export class RunProgressElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        background: var(--surface);
      }
      .run {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        min-height: 30px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-m);
        color: var(--ink-2);
      }
      progress {
        flex: 1;
        min-width: 80px;
        max-width: 380px;
      }
      b {
        color: var(--ink);
        font-weight: 600;
      }
      .failed {
        color: var(--bad);
      }
      .lost {
        color: var(--warn);
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private nowMs = Date.now();
  #ticker = 0;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
    watch(this, () => currencyChoice);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticker);
    this.#ticker = 0;
  }

  #tick(isOn: boolean): void {
    if (isOn && !this.#ticker) this.#ticker = window.setInterval(() => (this.nowMs = Date.now()), 500);
    if (!isOn && this.#ticker) {
      clearInterval(this.#ticker);
      this.#ticker = 0;
    }
  }

  #cost(run: RunState) {
    const locale = currentLocale();
    const rate = this.workspace.settings?.krwPerUsd?.rate ?? null;
    const spent = formatUsd(run.costUsd, locale);
    const won = rate === null ? '' : ` (${formatKrw(run.costUsd * rate, locale)})`;
    const unknown = run.unpriced > 0 ? ` + ${msg(str`${formatCount(run.unpriced)} of unknown price`)}` : '';
    if (run.estimateUsd && run.estimateUsd.high > 0) {
      return msg(str`${spent} of ~${formatUsd(run.estimateUsd.high, locale)}${won}${unknown}`);
    }
    return run.costUsd === 0 && run.unpriced === 0 && run.estimateUsd
      ? msg('free')
      : `${spent}${won}${unknown}`;
  }

  /** A limit as it was set, in the currency that was chosen. */
  #limit(usd: number): string {
    return amountWords(usd, this.workspace.settings?.krwPerUsd?.rate ?? null);
  }

  #run(run: RunState, isOneOfMany: boolean) {
    const finished = run.done + run.failed + run.aborted;
    let streaming = 0;
    let retrying = 0;
    for (const trial of run.live.values()) {
      if (trial.status === 'streaming') streaming += 1;
      if (trial.status === 'retrying') retrying += 1;
    }
    const next = this.workspace.runs.waitingOf(run.notebook, run.cellId);
    const { lostAt } = this.workspace;
    const left = lostAt === null ? etaMs(run, this.nowMs) : null;
    return html`<div class="run num" data-phase=${lostAt === null ? run.phase : 'unknown'}>
      ${isOneOfMany ? html`<b data-of>${run.cellId}</b>` : nothing}
      <progress max=${run.total} .value=${finished} aria-label=${msg(str`Run of ${run.cellId}`)}></progress>
      <span><b>${formatCount(finished)}</b>/${formatCount(run.total)}</span>
      ${
        lostAt === null
          ? html`<span>${msg(str`${formatCount(streaming)} running`)}</span>`
          : html`<span class="lost"
              >${icon('warning')}${msg(str`Connection lost: as of ${formatTime(lostAt)}`)}</span
            >`
      }
      ${retrying && lostAt === null ? html`<span>${msg(str`${formatCount(retrying)} waiting to retry`)}</span>` : nothing}
      ${next ? html`<span data-next>${msg(str`${formatCount(next)} asked for next`)}</span>` : nothing}
      ${run.failed ? html`<span class="failed">${msg(str`${formatCount(run.failed)} failed`)}</span>` : nothing}
      ${left === null ? nothing : html`<span>${msg(str`${formatMs(left)} left`)}</span>`}
      <span>${this.#cost(run)}</span>
      ${
        run.budgetUsd === null
          ? nothing
          : html`<span data-limit>${msg(str`limit ${this.#limit(run.budgetUsd)}`)}</span>`
      }
      ${
        run.resumed?.paidTwice
          ? html`<span>${msg(str`${formatCount(run.resumed.paidTwice)} may be billed twice`)}</span>`
          : nothing
      }
    </div>
    ${run.pauses.length > 0 ? this.#pauses(run) : nothing}`;
  }

  override render() {
    const name = this.workspace.open?.name;
    const runs = this.workspace.live.active().filter((run) => run.notebook === name);
    this.#tick(runs.length > 0 && this.workspace.lostAt === null);
    const interrupted = this.workspace.runs.interrupted.filter(
      // What is being made of a matrix need not be gone on with.
      (run) => run.notebook === name && !runs.some(({ cellId }) => cellId === run.cellId),
    );
    return html`${runs.map((run) => this.#run(run, runs.length > 1))}${
      interrupted.length > 0
        ? html`<gamut-interrupted-runs .workspace=${this.workspace} .runs=${interrupted}></gamut-interrupted-runs>`
        : nothing
    }${this.#failed()}`;
  }

  #pauses(run: RunState) {
    return html`<gamut-run-pauses role="alert" .workspace=${this.workspace} .run=${run}></gamut-run-pauses>`;
  }

  /** After a run that could not go on: why. */
  #failed() {
    const { open, live } = this.workspace;
    if (!open) return nothing;
    return open.notebook.cells.map((cell) => {
      const run = cell.kind === 'matrix' ? live.runOf(open.name, cell.id) : null;
      return run?.phase === 'failed' && run.pauses.length > 0 ? this.#pauses(run) : nothing;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-run-progress': RunProgressElement;
  }
}
