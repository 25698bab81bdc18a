import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { RunIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount, formatMs, formatTime, inLocale } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import { formatKrw, formatUsd } from '../../core/money.ts';
import { raisedLimitUsd, toBudgetText, type BudgetShort } from '../../core/budget.ts';
import './interrupted-runs.ts';
import '../cells/budget-field.ts';
import type { AmountEvent } from '../cells/budget-field.ts';
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
        align-items: center;
        gap: 14px;
        min-height: 30px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-m);
        color: var(--ink-2);
      }
      progress {
        appearance: none;
        flex: 1;
        min-width: 80px;
        max-width: 380px;
        height: 6px;
        border: 0;
        border-radius: 3px;
        background: var(--hover);
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--hover);
      }
      progress::-webkit-progress-value {
        background: var(--accent-fill);
        transition: width 0.2s;
      }
      progress::-moz-progress-bar {
        background: var(--accent-fill);
      }
      b {
        color: var(--ink);
        font-weight: 600;
      }
      .failed {
        color: var(--bad);
      }
      .reason,
      .lost {
        color: var(--warn);
      }
      .lost {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .told {
        flex-wrap: wrap;
      }
      /* In one line with its picture; buttons go below where there is no room beside it. */
      .words {
        flex: 1 1 calc(min(360px, 100%) - 34px);
        min-width: 0;
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private nowMs = Date.now();
  #ticker = 0;
  /** Limits that are being written, by run. */
  readonly #wanted = new Map<string, number>();

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
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

  #run(run: RunState, isOneOfMany: boolean) {
    const finished = run.done + run.failed + run.aborted;
    let streaming = 0;
    let retrying = 0;
    for (const trial of run.live.values()) {
      if (trial.status === 'streaming') streaming += 1;
      if (trial.status === 'retrying') retrying += 1;
    }
    const { lostAt } = this.workspace;
    const left = lostAt === null ? etaMs(run, this.nowMs) : null;
    return html`<div class="run num" data-phase=${lostAt === null ? run.phase : 'unknown'}>
      ${isOneOfMany ? html`<b data-of>${run.cellId}</b>` : nothing}
      <progress max=${run.total} .value=${finished} aria-label=${msg(str`Run of ${run.cellId}`)}></progress>
      <span><b>${formatCount(finished)}</b>/${formatCount(run.total)}</span>
      ${
        lostAt === null
          ? html`<span>${msg(str`${streaming} running`)}</span>`
          : html`<span class="lost"
              >${icon('warning')}${msg(str`Connection lost: as of ${formatTime(lostAt)}`)}</span
            >`
      }
      ${retrying && lostAt === null ? html`<span>${msg(str`${retrying} waiting to retry`)}</span>` : nothing}
      ${run.failed ? html`<span class="failed">${msg(str`${run.failed} failed`)}</span>` : nothing}
      ${left === null ? nothing : html`<span>${msg(str`${formatMs(left)} left`)}</span>`}
      <span>${this.#cost(run)}</span>
      ${
        run.resumed?.paidTwice
          ? html`<span>${msg(str`${run.resumed.paidTwice} may be billed twice`)}</span>`
          : nothing
      }
    </div>
    ${run.pause ? this.#pause(run, run.pause) : nothing}`;
  }

  /** What a run waits for, and what sets it going again. */
  #pause(run: RunState, { reason, budget }: NonNullable<RunState['pause']>) {
    const isOfRun = budget?.scope === 'run';
    const rate = this.workspace.settings?.krwPerUsd?.rate ?? null;
    return html`<div class="run told" role="alert">
      <span class="reason">${icon('warning')}</span>
      <span class="words"
        ><b>${run.cellId}</b> ${
          budget ? inLocale(toBudgetText(budget, rate, { inPage: true })) : inLocale(reason)
        }
        ${budget ? this.#unsettled() : nothing}</span
      >
      ${isOfRun ? this.#raise(run, budget) : nothing}
      ${
        isOfRun
          ? nothing
          : html`<button class="btn" @click=${() => void this.workspace.runs.retry(run.runId)}>
            ${icon('refresh')}${msg('Try again')}
          </button>`
      }
    </div>`;
  }

  /** A limit of the run itself: enough for the rest by the estimate, and at least for the next trial. */
  #raise(run: RunState, budget: BudgetShort) {
    const least = raisedLimitUsd(budget);
    const wanted = this.#wanted.get(run.runId) ?? Math.max(least, run.estimateUsd?.high ?? 0);
    return html`<gamut-budget-field
        label=${msg('Budget of the run')}
        .usd=${wanted}
        .rate=${this.workspace.settings?.krwPerUsd?.rate ?? null}
        @gamut-amount=${({ usd }: AmountEvent) => {
          this.#wanted.set(run.runId, usd ?? least);
          this.requestUpdate();
        }}
      ></gamut-budget-field>
      <button
        class="btn"
        ?disabled=${wanted < least}
        @click=${() => void this.workspace.budgets.raise(run.runId, wanted)}
      >
        ${msg(str`Raise to ${formatUsd(wanted, currentLocale()) ?? ''}`)}
      </button>`;
  }

  /** What of today's spending nobody knows for certain, and a way to say that it was not billed. */
  #unsettled() {
    const usd = this.workspace.spend?.unsettledUsd ?? 0;
    if (usd === 0) return nothing;
    return html`<span
        >${msg(
          str`Up to ${formatUsd(usd, currentLocale()) ?? ''} of today’s spending is of requests whose end nobody saw.`,
        )}</span
      >
      <button class="link" @click=${() => void this.workspace.budgets.writeOff()}>
        ${msg('It was not billed')}
      </button>`;
  }

  override render() {
    const name = this.workspace.open?.name;
    const runs = this.workspace.live.active().filter((run) => run.notebook === name);
    this.#tick(runs.length > 0 && this.workspace.lostAt === null);
    const interrupted = this.workspace.runs.interrupted.filter(
      (run) => run.notebook === name && !runs.some(({ runId }) => runId === run.runId),
    );
    return html`${runs.map((run) => this.#run(run, runs.length > 1))}${
      interrupted.length > 0
        ? html`<gamut-interrupted-runs .workspace=${this.workspace} .runs=${interrupted}></gamut-interrupted-runs>`
        : nothing
    }${this.#failed()}`;
  }

  /** After a run that could not go on: why, once, for the whole provider. */
  #failed() {
    const { workspace } = this;
    const open = workspace.open;
    if (!open) return nothing;
    const rate = workspace.settings?.krwPerUsd?.rate ?? null;
    return open.notebook.cells.map((cell) => {
      if (cell.kind !== 'matrix') return nothing;
      const run = workspace.live.runOf(open.name, cell.id);
      if (!run || run.phase !== 'failed' || !run.pause) return nothing;
      return html`<div class="run told" role="alert">
        <span class="reason">${icon('warning')}</span>
        <span class="words"
          ><b>${cell.id}</b> ${
            run.pause.budget
              ? inLocale(toBudgetText(run.pause.budget, rate, { inPage: true }))
              : inLocale(run.pause.reason)
          }</span
        >
        <button class="btn" @click=${() => this.dispatchEvent(new RunIntent(cell.id, 'missing'))}>
          ${icon('refresh')}${msg('Run what is missing')}
        </button>
        <button
          class="btn quiet icon"
          aria-label=${msg('Dismiss')}
          @click=${() => workspace.live.forget(run.runId)}
        >
          ${icon('close')}
        </button>
      </div>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-run-progress': RunProgressElement;
  }
}
