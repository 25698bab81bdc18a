import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { LeanRecord, RecordView, RequestCode, TrialRow } from '../../core/result-api.ts';
import { axesOf } from '../../core/axes.ts';
import type { Axis, MatrixCell, Notebook } from '../../core/notebook.ts';
import type { TokenLogprob } from '../../core/trial.ts';
import { api, ApiFault } from '../state/api.ts';
import { runAlone } from '../results/answer-keys.ts';
import { axisLabel, levelLabel } from '../results/axis-label.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { toCardState, type CardState } from '../results/card-status.ts';
import { InspectIntent } from '../state/events.ts';
import { closeButton, inspectorHead } from './inspector-head.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { variedAxes } from '../../core/pivot.ts';
import { watch } from '../state/subject.ts';
import { costFigure, timeFigure, tokensFigure } from '../results/figure-line.ts';
import { inspectorStyle } from './inspector-style.ts';
import { nextShown } from './next-shown.ts';
import { inspectorTabs, type InspectorTab } from './inspector-tabs.ts';
import './code-view.ts';
import './record-facts.ts';
import './record-figures.ts';
import './request-view.ts';
import './take-out.ts';
import './trial-history.ts';
import type { CardWords } from './card-markdown.ts';
import { checkList, runAloneStyle, trialStatus } from './trial-status.ts';
import { kindSentence } from '../tokens/token-popover.ts';
import '../tokens/token-table.ts';
import '../tokens/token-text.ts';
import type { TokenTextElement } from '../tokens/token-text.ts';

/**
 * Everything that is known of one trial.
 *
 * @fires gamut-inspect
 * @fires gamut-annotate
 */
@customElement('gamut-inspector')
@localized()
export class InspectorElement extends LitElement {
  static override styles = [baseStyle, turningMarkStyle, inspectorStyle, runAloneStyle];

  @query('gamut-token-text') private textElement!: TokenTextElement | null;
  @state() private tab: InspectorTab = 'text';
  @state() private record: RecordView | null = null;
  @state() private tokens: TokenLogprob[] | null = null;
  @state() private code: RequestCode | null = null;
  @state() private fault: ApiFault | null = null;

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
  #askedOutcomes = '';
  #askedCode = '';
  /** Counts down to the next attempt. */
  #tick = 0;
  #axes: Axis[] = [];
  #axesOfTrials: readonly TrialRow[] | null = null;
  /** What is shown, in its order; and an order in which the trial stood last. */
  #shown: readonly string[] = [];
  #known: readonly string[] = [];

  constructor() {
    super();
    watch(this, () => this.results);
    watch(this, () => this.results?.shown);
    // It is there when it is there: nothing waits for it.
    void import('../annotation/annotation-editor.ts');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#endWatch = null;
    clearTimeout(this.#tick);
  }

  /** Shows a part of what is known. */
  show(part: InspectorTab): void {
    this.tab = part;
  }

  get #row(): TrialRow | null {
    return this.results.row(this.trialId);
  }

  /** The record that stands for the trial; null where there is none, or it is not here yet. */
  get #stored(): LeanRecord | null {
    return this.results.result(this.trialId)?.record ?? null;
  }

  #card(row: TrialRow): CardState {
    const { notebook } = this.results;
    const waitsFor = this.live.pauseOf(notebook, row.trialId);
    return toCardState(row, this.#stored, this.live.trial(notebook, row.trialId), waitsFor);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { trials } = this.results;
    if (this.#axesOfTrials !== trials || changed.has('matrix') || changed.has('notebook')) {
      this.#axesOfTrials = trials;
      this.#axes = variedAxes(trials, axesOf(this.matrix, this.notebook));
    }
    this.#shown = this.results.shown.ids ?? trials.map(({ trialId }) => trialId);
    if (this.#shown.includes(this.trialId)) this.#known = this.#shown;
    else if (!this.#known.includes(this.trialId)) this.#known = trials.map(({ trialId }) => trialId);
    if (changed.has('trialId') || changed.has('results') || !this.#endWatch) {
      this.#endWatch?.();
      const ends = [
        this.live.watchTrial(this.results.notebook, this.trialId, () => this.requestUpdate()),
        this.results.watchResult(this.trialId, () => this.requestUpdate()),
      ];
      this.#endWatch = () => ends.forEach((end) => end());
    }
    this.results.need([this.trialId]);
    const recordId = this.#row?.recordId ?? 0;
    if (recordId !== this.#asked) void this.#read(recordId);
    else if (this.results.outcomes(this.trialId) === undefined) void this.#readOutcomes();
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

  /** Asks what the checks found in words. */
  async #readOutcomes(): Promise<void> {
    const { trialId } = this;
    if (this.#askedOutcomes === trialId) return;
    this.#askedOutcomes = trialId;
    try {
      await this.results.loadOutcomes(trialId);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (this.trialId === trialId) this.fault = error;
    } finally {
      this.#askedOutcomes = '';
    }
  }

  protected override updated(): void {
    const row = this.#row;
    const card = row && this.#card(row);
    clearTimeout(this.#tick);
    if (card?.status === 'retrying') this.#tick = window.setTimeout(() => this.requestUpdate(), 500);
    if (!card || !this.textElement) return;
    const { text } = card;
    const kind = row.figures?.logprobsKind ?? null;
    this.textElement.show(text, this.tab === 'tokens' ? this.tokens : null, kind);
  }

  #go(by: 1 | -1): void {
    const next = nextShown(this.#shown, this.trialId, by, this.#known);
    if (next !== null) this.dispatchEvent(new InspectIntent(this.matrix.id, next));
  }

  #close(): void {
    this.dispatchEvent(new InspectIntent(this.matrix.id, null));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  }

  /** What the result says of itself where it is taken elsewhere. */
  #words({ variant, figures }: TrialRow, text: string): CardWords {
    const found = figures
      ? [tokensFigure(figures), costFigure(figures, this.krwPerUsd), timeFigure(figures)]
      : [];
    return {
      levels: this.#axes.map(({ name }) => ({
        axis: axisLabel(name),
        level: levelLabel(this.notebook, name, variant[name] ?? null),
      })),
      text,
      figures: found.flatMap((figure) => (figure ? [figure.short] : [])),
    };
  }

  #text(row: TrialRow, card: CardState) {
    const outcome = this.#stored?.outcome;
    const reasoning = outcome?.status === 'done' ? outcome.completion.reasoning : '';
    return html`${
      reasoning
        ? html`<details>
              <summary>${msg('Reasoning')}</summary>
              <div class="reasoning" ?data-rtl=${hasRightToLeft(reasoning)}>${markedText(reasoning)}</div>
            </details>`
        : nothing
    }
      ${card.text === '' ? html`<p class="meta">${card.isLoading ? msg('Reading…') : msg('There is no text.')}</p>` : nothing}
      <gamut-token-text .tabStop=${-1}></gamut-token-text>
      ${
        card.text === '' || card.isLoading
          ? nothing
          : html`<gamut-take-out
              .words=${this.#words(row, card.text)}
              .tokens=${this.tokens}
              .name=${`${this.matrix.id}-${row.trialId.slice(0, 8)}`}
            ></gamut-take-out>`
      }`;
  }

  #tokensPanel({ figures, textKey }: TrialRow) {
    const { tokens, record } = this;
    if (tokens && figures) {
      return html`<gamut-token-text .tabStop=${0}></gamut-token-text>
        <p class="meta kind">${kindSentence(figures.logprobsKind)}</p>
        <gamut-token-table .tokens=${tokens}></gamut-token-table>`;
    }
    if (figures?.hasTokens && !record && !this.fault) return html`<p class="meta">${msg('Reading…')}</p>`;
    return html`<p class="meta">
      ${
        textKey !== null
          ? msg(
              'This answer has no token probabilities: the server sent none, or the matrix did not ask for them (top_logprobs).',
            )
          : msg('There are no tokens yet.')
      }
    </p>`;
  }

  #panel(row: TrialRow, card: CardState) {
    switch (this.tab) {
      case 'text':
        return this.#text(row, card);
      case 'tokens':
        return this.#tokensPanel(row);
      case 'history':
        return html`<gamut-trial-history .results=${this.results} .row=${row}></gamut-trial-history>`;
      case 'code':
        return this.fault ? nothing : html`<gamut-code .code=${this.code}></gamut-code>`;
      case 'request':
      case 'raw': {
        if (!this.record) {
          return html`<p class="meta">
            ${row.recordId !== null ? msg('Reading…') : msg('Nothing has been sent yet.')}
          </p>`;
        }
        return this.tab === 'request'
          ? html`<gamut-request .request=${this.record.trial.request}></gamut-request>`
          : html`<pre tabindex="0">${markedText(JSON.stringify(this.record, null, 2))}</pre>`;
      }
      default:
        this.tab satisfies never;
        return nothing;
    }
  }

  override render() {
    const row = this.#row;
    if (!row) {
      return html`<header>
          <span class="space"></span>
          ${closeButton(() => this.#close())}
        </header>
        <p class="meta gone">${msg('The matrix has no such trial any more.')}</p>`;
    }
    const card = this.#card(row);
    const stored = this.#stored;
    const hasRun = stored !== null && !['skipped', 'queued', 'streaming', 'retrying'].includes(card.status);
    return html`<div class="all" @keydown=${this.#onKeyDown} data-trial=${this.trialId}>
      ${inspectorHead({
        row,
        shown: this.#shown,
        axes: this.#axes,
        notebook: this.notebook,
        matrix: this.matrix,
        go: (by) => this.#go(by),
        close: () => this.#close(),
      })}
      <div class="body">
        ${trialStatus(row, card, {
          explain: this.tab === 'history' ? null : () => this.show('history'),
          run: () => runAlone(this, this.matrix.id, row),
          krwPerUsd: this.krwPerUsd,
        })}
        ${this.fault ? html`<p class="failure" role="alert">${this.fault.message}</p>` : nothing}
        ${inspectorTabs(this, this.tab, (tab) => this.show(tab))}
        <div id="panel" class="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
          ${this.#panel(row, card)}
        </div>
        ${checkList(this.results.outcomes(this.trialId) ?? [])}
        ${
          row.textKey !== null || row.annotation !== null
            ? html`<gamut-annotation
                class="said"
                .matrix=${this.matrix.id}
                .trialId=${this.trialId}
                .annotation=${row.annotation}
                .knownTags=${this.results.tags}
              ></gamut-annotation>`
            : nothing
        }
        ${
          hasRun
            ? html`<gamut-record-figures
                .record=${stored}
                .krwPerUsd=${this.krwPerUsd}
                .krwAsOf=${this.krwAsOf}
                .cacheSavingUsd=${this.record?.cacheSavingUsd ?? null}
              ></gamut-record-figures>`
            : nothing
        }
        ${
          stored && stored.outcome.status !== 'skipped'
            ? html`<gamut-record-facts .record=${stored}></gamut-record-facts>`
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
