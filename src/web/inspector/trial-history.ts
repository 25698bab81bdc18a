import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RecordView, TrialRow } from '../../core/result-api.ts';
import type { HistoryRecord, TrialHistory } from '../../core/history.ts';
import { costUsdOf } from '../../core/metric.ts';
import { formatUsd } from '../../core/money.ts';
import type { Outcome } from '../../core/trial.ts';
import '../compare/request-diff.ts';
import '../compare/text-diff.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatCount, formatMoment, inLocale } from '../look/locale.ts';
import { statusLabel } from '../results/status-label.ts';
import { api, ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { historyStyle } from './history-style.ts';

type Shown = 'text' | 'diff' | 'request';

/** What has changed since a stale result, and all results that were ever made of a trial: to read, compare, make current. */
@customElement('gamut-trial-history')
@localized()
export class TrialHistoryElement extends LitElement {
  static override styles = [baseStyle, turningMarkStyle, historyStyle];

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) row!: TrialRow;
  @state() private history: TrialHistory | null = null;
  @state() private fault: ApiFault | null = null;
  /** What is shown of which records. */
  @state() private shown: ReadonlyMap<number, Shown> = new Map();
  /** Exact requests of earlier records, as far as they were asked for. */
  @state() private sent: ReadonlyMap<number, RecordView> = new Map();
  #asked = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { trialId, recordId, requestHash, standing } = this.row;
    const key = [trialId, recordId, requestHash, standing].join(' ');
    if (changed.has('row') && this.#asked.split(' ')[0] !== trialId) {
      this.history = null;
      this.shown = new Map();
    }
    if (key !== this.#asked) void this.#read(key, trialId);
  }

  async #read(key: string, trialId: string): Promise<void> {
    this.#asked = key;
    const { notebook, cellId } = this.results;
    await this.#try(async () => {
      const history = await api.history(notebook, cellId, trialId);
      if (this.#asked !== key) return;
      this.history = history;
      // What a stale result was made of is what differs.
      if (history.standing === 'stale' && history.recordId !== null) await this.#readSent(history.recordId);
    });
  }

  async #readSent(recordId: number): Promise<void> {
    if (this.sent.has(recordId)) return;
    const record = await this.results.record(recordId);
    this.sent = new Map([...this.sent, [recordId, record]]);
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      this.fault = null;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
    }
  }

  #toggle(recordId: number, what: Shown): void {
    const shown = new Map(this.shown);
    if (shown.get(recordId) === what) shown.delete(recordId);
    else shown.set(recordId, what);
    this.shown = shown;
    if (what === 'request') void this.#try(() => this.#readSent(recordId));
  }

  #current(): string {
    const found = this.history?.records.find(({ record }) => record.recordId === this.history?.recordId);
    return found ? textOf(found.record.outcome) : '';
  }

  #stale(history: TrialHistory) {
    if (history.standing !== 'stale' || history.recordId === null) return nothing;
    const sent = this.sent.get(history.recordId);
    return html`<section aria-labelledby="changed">
      <h2 id="changed">${msg('What has changed since')}</h2>
      ${
        sent
          ? html`<gamut-request-diff
              .sent=${sent.trial.request}
              .wanted=${history.request}
            ></gamut-request-diff>`
          : html`<p class="meta">${msg('Reading…')}</p>`
      }
    </section>`;
  }

  #body({ record }: HistoryRecord, history: TrialHistory) {
    const { recordId, outcome } = record;
    const text = textOf(outcome);
    switch (this.shown.get(recordId)) {
      case 'diff':
        return html`<p class="meta">${msg('From this one to the current one:')}</p>
          <gamut-text-diff .textBefore=${text} .textNow=${this.#current()}></gamut-text-diff>`;
      case 'request': {
        const sent = this.sent.get(recordId);
        if (!sent) return html`<p class="meta">${msg('Reading…')}</p>`;
        return html`<gamut-request-diff
          .sent=${sent.trial.request}
          .wanted=${history.request}
        ></gamut-request-diff>`;
      }
      case 'text':
        return html`<div class="text" ?data-rtl=${hasRightToLeft(text)}>${text ? markedText(text) : html`<span class="meta">${msg('There is no text.')}</span>`}</div>`;
      case undefined:
        return text
          ? html`<p class="text head" ?data-rtl=${hasRightToLeft(text)}>${markedText(text.slice(0, 400))}</p>`
          : nothing;
      default:
        return nothing;
    }
  }

  #button(recordId: number, what: Shown, name: string) {
    const isOn = this.shown.get(recordId) === what;
    return html`<button
      class="btn quiet"
      aria-expanded=${isOn}
      @click=${() => this.#toggle(recordId, what)}
    >
      ${name}
    </button>`;
  }

  #record(item: HistoryRecord, history: TrialHistory) {
    const { record, isSameRequest, changed } = item;
    const { recordId, outcome, startedAt } = record;
    const isCurrent = recordId === history.recordId;
    const isDone = outcome.status === 'done';
    const version = isDone ? outcome.completion.modelVersion : null;
    const model = version ?? `${record.trial.request.provider}/${record.trial.request.model}`;
    const cost = costUsdOf(record);
    return html`<li data-record=${recordId} aria-current=${isCurrent ? 'true' : nothing}>
      <div class="line">
        <b class="num">${startedAt ? formatMoment(startedAt) : ''}</b>
        ${isCurrent ? html`<span class="badge accent">${currentWords(history)}</span>` : nothing}
        ${isDone ? nothing : html`<span class="badge warn">${statusLabel(outcome.status)}</span>`}
        <span class="meta mono">${model}</span>
        <span class="meta num">${cost === null ? (isDone ? msg('cost unknown') : '') : formatUsd(cost, currentLocale())}</span>
      </div>
      ${changed ? html`<p class="meta changed">${msg('of an earlier request:')} ${inLocale(changed)}</p>` : nothing}
      ${this.#body(item, history)}
      <div class="acts">
        ${this.#button(recordId, 'text', msg('Whole text'))}
        ${isCurrent || history.recordId === null ? nothing : this.#button(recordId, 'diff', msg('Compare'))}
        ${isSameRequest || isCurrent ? nothing : this.#button(recordId, 'request', msg('Request'))}
        ${
          isSameRequest && isDone && !isCurrent
            ? html`<button
                class="btn"
                title=${msg('Until the trial is run anew: in the views, the charts and the CSV')}
                @click=${() => void this.#try(() => api.makeCurrent(recordId))}
              >
                ${msg('Make current')}
              </button>`
            : nothing
        }
      </div>
    </li>`;
  }

  override render() {
    const { history, fault } = this;
    const failure = fault ? html`<p class="failure" role="alert">${fault.message}</p>` : nothing;
    if (!history) return fault ? failure : html`<p class="meta">${msg('Reading…')}</p>`;
    const { records } = history;
    return html`${failure}${this.#stale(history)}
      <section aria-labelledby="made">
        <h2 id="made">
          ${records.length === 1 ? msg('One result so far') : msg(str`${formatCount(records.length)} results so far`)}
        </h2>
        ${
          records.length === 0
            ? html`<p class="meta">${msg('This trial has not been run yet.')}</p>`
            : html`<ul>
                ${records.map((item) => this.#record(item, history))}
              </ul>`
        }
      </section>`;
  }
}

function currentWords({ standing, isChosen }: TrialHistory): string {
  if (standing === 'stale') return msg('stale');
  return isChosen ? msg('current, chosen') : msg('current');
}

function textOf(outcome: Outcome): string {
  if (outcome.status === 'done') return outcome.completion.text;
  return outcome.status === 'skipped' ? '' : outcome.partialText;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-trial-history': TrialHistoryElement;
  }
}
