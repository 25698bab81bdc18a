import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RecordView, RequestCode, ResultView } from '../../core/api.ts';
import { axesOf } from '../../core/expand.ts';
import type { MatrixCell, Notebook } from '../../core/notebook.ts';
import type { TokenLogprob } from '../../core/trial.ts';
import { api, ApiFault } from '../state/api.ts';
import { axisLabel, levelLabel } from '../results/axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { failureName } from '../results/card-notice.ts';
import { toCardState, type CardState } from '../results/card-status.ts';
import { createChecks, type CheckOutcome } from '../results/check-results.ts';
import { InspectIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { inLocale, failureWords } from '../look/locale.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { variedAxes } from '../results/pivot-model.ts';
import { figuresOf } from '../results/result-figures.ts';
import { finishLabel, STATUS_MARK, statusLabel } from '../results/status-label.ts';
import { watch } from '../state/subject.ts';
import { inspectorStyle } from './inspector-style.ts';
import './code-view.ts';
import './record-facts.ts';
import './record-figures.ts';
import './request-view.ts';
import { kindSentence } from '../tokens/token-popover.ts';
import '../tokens/token-table.ts';
import '../tokens/token-text.ts';
import type { TokenTextElement } from '../tokens/token-text.ts';

type Tab = 'text' | 'tokens' | 'request' | 'code' | 'raw';

/**
 * Everything that is known of one trial.
 *
 * @fires gamut-inspect
 */
@localized()
@customElement('gamut-inspector')
export class InspectorElement extends LitElement {
  static override styles = [baseStyle, inspectorStyle];

  @query('gamut-token-text') private textElement!: TokenTextElement | null;
  @state() private tab: Tab = 'text';
  @state() private record: RecordView | null = null;
  @state() private tokens: TokenLogprob[] | null = null;
  @state() private code: RequestCode | null = null;
  @state() private fault: ApiFault | null = null;
  @state() private isCopied = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) matrix!: MatrixCell;
  @property() trialId = '';
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The day of that rate, ISO 8601. */
  @property() krwAsOf: string | null = null;

  #endWatch: (() => void) | null = null;
  #asked = 0;
  #askedCode = '';
  #checksOf: (result: ResultView) => CheckOutcome[] = () => [];

  constructor() {
    super();
    watch(this, () => this.results);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#endWatch = null;
  }

  get #result(): ResultView | null {
    return this.results.result(this.trialId);
  }

  #card(result: ResultView): CardState {
    return toCardState(result, this.live.trial(this.results.notebook, result.trialId));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('notebook') || changed.has('matrix'))
      this.#checksOf = createChecks(this.notebook, this.matrix);
    if (changed.has('trialId') || changed.has('results') || !this.#endWatch) {
      this.#endWatch?.();
      this.#endWatch = this.live.watchTrial(this.results.notebook, this.trialId, () => this.requestUpdate());
    }
    const recordId = this.#result?.record?.recordId ?? 0;
    if (recordId !== this.#asked) void this.#read(recordId);
    const key = `${this.trialId} ${recordId}`;
    if (this.tab === 'code' && key !== this.#askedCode) void this.#readCode(key, recordId);
  }

  /** Reads the exact request and the tokens of a record, unless another is wanted by then. */
  async #read(recordId: number): Promise<void> {
    this.#asked = recordId;
    this.record = null;
    this.tokens = null;
    this.fault = null;
    if (recordId === 0) return;
    try {
      const [record] = await Promise.all([this.results.record(recordId), this.results.loadTokens(recordId)]);
      if (this.#asked !== recordId) return;
      this.record = record;
      this.tokens = this.results.tokens(recordId) ?? null;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (this.#asked === recordId) this.fault = error;
    }
  }

  /** Reads the request as code: of the record, or of what would be sent where nothing was yet. */
  async #readCode(key: string, recordId: number): Promise<void> {
    this.#askedCode = key;
    this.code = null;
    try {
      const { notebook, cellId } = this.results;
      const code = await (recordId > 0
        ? api.recordCode(recordId)
        : api.trialCode(notebook, cellId, this.trialId));
      if (this.#askedCode === key) this.code = code;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (this.#askedCode === key) this.fault = error;
    }
  }

  protected override updated(): void {
    const result = this.#result;
    if (!result || !this.textElement) return;
    const { text } = this.#card(result);
    const outcome = result.record?.outcome;
    const kind = outcome?.status === 'done' ? outcome.completion.logprobsKind : null;
    this.textElement.show(text, this.tab === 'tokens' ? this.tokens : null, kind);
  }

  #go(by: 1 | -1): void {
    const { trials } = this.results;
    const at = trials.findIndex((trial) => trial.trialId === this.trialId);
    const next = trials[(at + by + trials.length) % trials.length];
    if (next) this.dispatchEvent(new InspectIntent(this.matrix.id, next.trialId));
  }

  #close(): void {
    this.dispatchEvent(new InspectIntent(this.matrix.id, null));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  }

  async #copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.isCopied = true;
    setTimeout(() => (this.isCopied = false), 1500);
  }

  #head(result: ResultView) {
    const { trials } = this.results;
    const place = trials.findIndex((trial) => trial.trialId === this.trialId) + 1;
    const axes = variedAxes(trials, axesOf(this.matrix, this.notebook));
    const button = (name: string, picture: 'chevronLeft' | 'chevronRight' | 'close', act: () => void) =>
      html`<button class="btn quiet icon" aria-label=${name} title=${name} @click=${act}>
        ${icon(picture)}
      </button>`;
    return html`<header>
      <span class="meta num">${place} / ${trials.length}</span>
      <span class="space"></span>
      ${button(msg('Previous trial'), 'chevronLeft', () => this.#go(-1))}
      ${button(msg('Next trial'), 'chevronRight', () => this.#go(1))}
      ${button(msg('Close'), 'close', () => this.#close())}
      <ul class="chips" aria-label=${msg('Variant')}>
        ${axes.map(
          ({ name }) =>
            html`<li class="badge">
              <span class="meta">${axisLabel(name)}</span> ${levelLabel(
                this.notebook,
                name,
                result.variant[name] ?? null,
              )}
            </li>`,
        )}
        ${this.matrix.repeats > 1 ? html`<li class="badge">${msg(str`repeat ${result.repeat}`)}</li>` : nothing}
      </ul>
    </header>`;
  }

  #status(result: ResultView, card: CardState) {
    const figures = figuresOf(result.record);
    const cut = finishLabel(figures.finishReason, figures.rawFinishReason);
    return html`<div class="status" data-status=${card.status}>
        <span class="word"
          ><span aria-hidden="true">${STATUS_MARK[card.status]}</span> ${statusLabel(card.status)}</span
        >
        ${cut ? html`<span class="badge warn">${cut}</span>` : nothing}
        ${
          figures.finishReason === null
            ? nothing
            : html`<span class="meta" data-finish=${figures.finishReason}
                >${msg('finish reason')}
                <span class="mono">${figures.rawFinishReason ?? figures.finishReason}</span></span
              >`
        }
        ${card.reason ? html`<span class="meta">${inLocale(card.reason)}</span>` : nothing}
      </div>
      ${
        card.failure
          ? html`<div class="failure">
              <b>${failureName(card.failure)}</b>
              <p>${failureWords(card.failure)}</p>
              <p class="meta">${inLocale(card.failure.hint)}</p>
            </div>`
          : nothing
      }`;
  }

  #checks(result: ResultView) {
    const checks = this.#checksOf(result);
    if (checks.length === 0) return nothing;
    return html`<ul class="checks" aria-label=${msg('Checks')}>
      ${checks.map(
        ({ id, pass, detail }) =>
          html`<li class=${pass === true ? 'good' : pass === false ? 'bad' : 'unknown'}>
            <span aria-hidden="true">${pass === true ? '✓' : pass === false ? '✕' : '?'}</span>
            <span class="mono">${id}</span> <span class="meta">${inLocale(detail)}</span>
          </li>`,
      )}
    </ul>`;
  }

  #tabs() {
    const tabs: [Tab, string][] = [
      ['text', msg('Text')],
      ['tokens', msg('Tokens')],
      ['request', msg('Request')],
      ['code', msg('Code')],
      ['raw', 'JSON'],
    ];
    const onKeyDown = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const at = tabs.findIndex(([tab]) => tab === this.tab);
      this.tab = tabs[(at + step + tabs.length) % tabs.length]?.[0] ?? 'text';
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      );
    };
    return html`<div class="tabs" role="tablist" aria-label=${msg('What to show')} @keydown=${onKeyDown}>
      ${tabs.map(
        ([tab, name]) =>
          html`<button
            id="tab-${tab}"
            role="tab"
            data-tab=${tab}
            aria-selected=${tab === this.tab}
            aria-controls="panel"
            tabindex=${tab === this.tab ? 0 : -1}
            @click=${() => (this.tab = tab)}
          >
            ${name}
          </button>`,
      )}
    </div>`;
  }

  #text(result: ResultView, card: CardState) {
    const outcome = result.record?.outcome;
    const reasoning = outcome?.status === 'done' ? outcome.completion.reasoning : '';
    return html`${
      reasoning
        ? html`<details>
              <summary>${msg('Reasoning')}</summary>
              <div class="reasoning">${reasoning}</div>
            </details>`
        : nothing
    }
      ${card.text === '' ? html`<p class="meta">${msg('There is no text.')}</p>` : nothing}
      <gamut-token-text .tabStop=${-1}></gamut-token-text>
      ${
        card.text === ''
          ? nothing
          : html`<button class="btn quiet copy" @click=${() => this.#copy(card.text)}>
              ${icon(this.isCopied ? 'check' : 'copy')}<span
                >${this.isCopied ? msg('Copied') : msg('Copy')}</span
              >
            </button>`
      }`;
  }

  #tokensPanel(result: ResultView) {
    const { tokens, record } = this;
    const outcome = result.record?.outcome;
    if (tokens && outcome?.status === 'done') {
      return html`<gamut-token-text .tabStop=${0}></gamut-token-text>
        <p class="meta kind">${kindSentence(outcome.completion.logprobsKind)}</p>
        <gamut-token-table .tokens=${tokens}></gamut-token-table>`;
    }
    if (result.record?.hasTokens && !record && !this.fault)
      return html`<p class="meta">${msg('Reading…')}</p>`;
    return html`<p class="meta">
      ${
        outcome?.status === 'done'
          ? msg(
              'This answer has no token probabilities: the server sent none, or the matrix did not ask for them (top_logprobs).',
            )
          : msg('There are no tokens yet.')
      }
    </p>`;
  }

  #panel(result: ResultView, card: CardState) {
    switch (this.tab) {
      case 'text':
        return this.#text(result, card);
      case 'tokens':
        return this.#tokensPanel(result);
      case 'code':
        return this.fault ? nothing : html`<gamut-code .code=${this.code}></gamut-code>`;
      case 'request':
      case 'raw': {
        if (!this.record) {
          return html`<p class="meta">
            ${result.record ? msg('Reading…') : msg('Nothing has been sent yet.')}
          </p>`;
        }
        return this.tab === 'request'
          ? html`<gamut-request .request=${this.record.trial.request}></gamut-request>`
          : html`<pre tabindex="0">${JSON.stringify(this.record, null, 2)}</pre>`;
      }
      default:
        this.tab satisfies never;
        return nothing;
    }
  }

  override render() {
    const result = this.#result;
    if (!result) {
      return html`<header>
          <span class="space"></span>
          <button class="btn quiet icon" aria-label=${msg('Close')} @click=${this.#close}>
            ${icon('close')}
          </button>
        </header>
        <p class="meta gone">${msg('The matrix has no such trial any more.')}</p>`;
    }
    const card = this.#card(result);
    const hasRun =
      result.record !== null && !['skipped', 'queued', 'streaming', 'retrying'].includes(card.status);
    return html`<div class="all" @keydown=${this.#onKeyDown} data-trial=${this.trialId}>
      ${this.#head(result)}
      <div class="body">
        ${this.#status(result, card)}
        ${this.fault ? html`<p class="failure" role="alert">${this.fault.message}</p>` : nothing}
        ${this.#tabs()}
        <div id="panel" class="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
          ${this.#panel(result, card)}
        </div>
        ${this.#checks(result)}
        ${
          hasRun && result.record
            ? html`<gamut-record-figures
                .record=${result.record}
                .krwPerUsd=${this.krwPerUsd}
                .krwAsOf=${this.krwAsOf}
                .cacheSavingUsd=${this.record?.cacheSavingUsd ?? null}
              ></gamut-record-figures>`
            : nothing
        }
        ${
          result.record && result.record.outcome.status !== 'skipped'
            ? html`<gamut-record-facts .record=${result.record}></gamut-record-facts>`
            : nothing
        }
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-inspector': InspectorElement;
  }
}
