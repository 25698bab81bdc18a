import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { ResultView } from '../../core/api.ts';
import { FAILURE_NAME } from '../../core/failure.ts';
import { logprobStats } from '../../core/logprob.ts';
import type { LiveTrial } from '../../core/run-state.ts';
import type { LogprobsKind, TokenLogprob } from '../../core/trial.ts';
import { ApiFault } from '../api.ts';
import { baseStyle } from '../base-style.ts';
import { secondsUntil, toCardState, type CardState } from '../card-status.ts';
import type { CheckOutcome } from '../check-results.ts';
import { InspectIntent } from '../events.ts';
import { costFigure, timeFigure, tokensFigure, type FigureText } from '../figure-line.ts';
import { icon } from '../icons.ts';
import { inLocale } from '../locale.ts';
import type { LiveRuns } from '../live-runs.ts';
import type { MatrixResults } from '../matrix-results.ts';
import { figuresOf, freshText } from '../result-figures.ts';
import { cardStyle } from '../card-style.ts';
import { finishLabel, STATUS_MARK, statusLabel } from '../status-label.ts';
import './token-text.ts';
import type { TokenTextElement } from './token-text.ts';

function sameItems<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a?.length === b?.length && (a?.every((item, index) => item === b?.[index]) ?? true);
}

/**
 * The response of one variant: live while it is made, then from the store. Repeats share the card, one shown at a time.
 * `data-status` and `data-trial` tell what is shown.
 *
 * @fires gamut-inspect
 */
@localized()
@customElement('gamut-card')
export class ResponseCardElement extends LitElement {
  static override styles = [baseStyle, cardStyle];

  @query('.scroll') private scroller!: HTMLElement | null;
  @query('gamut-token-text') private textElement!: TokenTextElement | null;

  @state() private at = 0;
  @state() private isCopied = false;
  @state() private isRevealed = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  /** The trials of the place, one a repeat. */
  @property({ attribute: false, hasChanged: (a: ResultView[], b: ResultView[]) => !sameItems(a, b) })
  trials: ResultView[] = [];
  @property({ attribute: false }) checksOf: (result: ResultView) => CheckOutcome[] = () => [];
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The column that has this very text already, by its label. */
  @property() sameAs: string | null = null;
  /** Whether the Tab key goes into it. */
  @property({ type: Boolean }) isActive = false;

  #watched = '';
  #endWatch: (() => void) | null = null;
  #isFollowing = true;
  #shownLive: LiveTrial | null = null;
  #timer = 0;
  #askedTokens = new Set<number>();

  /** The trial that is shown now. */
  get shown(): ResultView | null {
    const trial = this.trials[this.at] ?? this.trials[0];
    return trial ? (this.results.result(trial.trialId) ?? trial) : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#endWatch = null;
    this.#watched = '';
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('trials') as ResultView[] | undefined;
    if (before && before[0]?.trialId !== this.trials[0]?.trialId) {
      this.at = 0;
      this.isRevealed = false;
      this.#shownLive = null;
    }
    this.#watch();
    const shown = this.shown;
    this.dataset['trial'] = shown?.trialId ?? '';
    this.dataset['status'] = shown ? this.#state(shown).status : 'never';
  }

  protected override updated(): void {
    this.#paint();
    const isRetrying = this.dataset['status'] === 'retrying';
    if (isRetrying && !this.#timer) this.#timer = window.setInterval(() => this.requestUpdate(), 500);
    if (!isRetrying) {
      clearInterval(this.#timer);
      this.#timer = 0;
    }
  }

  /** Shows the next or the previous repeat. */
  step(by: 1 | -1): void {
    const count = this.trials.length;
    this.at = (this.at + by + count) % count;
    this.#shownLive = null;
  }

  /** Puts the shown text on the clipboard. */
  async copy(): Promise<void> {
    const shown = this.shown;
    if (!shown) return;
    await navigator.clipboard.writeText(this.#state(shown).text);
    this.isCopied = true;
    setTimeout(() => (this.isCopied = false), 1500);
  }

  /** Asks for the inspector. */
  inspect(): void {
    const shown = this.shown;
    if (shown) this.dispatchEvent(new InspectIntent(this.results.cellId, shown.trialId));
  }

  #liveOf(result: ResultView): LiveTrial | null {
    return this.live.trial(this.results.notebook, result.trialId);
  }

  #state(result: ResultView): CardState {
    return toCardState(result, this.#liveOf(result));
  }

  #watch(): void {
    const id = this.shown?.trialId ?? '';
    if (id === this.#watched) return;
    this.#endWatch?.();
    this.#watched = id;
    this.#endWatch = id ? this.live.watchTrial(this.results.notebook, id, () => this.#onLive()) : null;
  }

  /** At most once a frame: what only grew is added to the text, all else is rendered anew. */
  #onLive(): void {
    const shown = this.shown;
    if (!shown) return;
    const live = this.#liveOf(shown);
    if (live?.status === 'streaming' && this.dataset['status'] === 'streaming' && live === this.#shownLive) {
      this.#paint();
    } else this.requestUpdate();
  }

  #paint(): void {
    const shown = this.shown;
    const textElement = this.textElement;
    if (!shown || !textElement) return;
    const live = this.#liveOf(shown);
    const { text, status } = this.#state(shown);
    if (live) {
      if (live !== this.#shownLive || live.text === '') this.#isFollowing = true;
      this.#shownLive = live;
    }
    const { tokens, kind } = this.showsTokens
      ? this.#tokens(shown, live, text)
      : { tokens: null, kind: null };
    textElement.show(text, tokens, kind);
    // After every card of this frame has written: then the layout is reckoned once, not once a card.
    if (status === 'streaming' && this.#isFollowing) queueMicrotask(() => this.#follow());
  }

  #follow(): void {
    if (this.scroller) this.scroller.scrollTop = 1e7;
  }

  #onScroll(): void {
    const box = this.scroller;
    if (box) this.#isFollowing = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
  }

  /** The tokens to paint with: the stream's while it goes on and until the stored ones are here. */
  #tokens(
    result: ResultView,
    live: LiveTrial | null,
    text: string,
  ): { tokens: TokenLogprob[] | null; kind: LogprobsKind | null } {
    if (live && live.status !== 'queued')
      return { tokens: live.tokens.length > 0 ? live.tokens : null, kind: null };
    const record = result.record;
    const kind = record?.outcome.status === 'done' ? record.outcome.completion.logprobsKind : null;
    if (!record?.hasTokens) return { tokens: null, kind };
    const stored = this.results.tokens(record.recordId);
    if (stored !== undefined) return { tokens: stored, kind };
    this.#askTokens(record.recordId);
    const streamed = this.#shownLive;
    return { tokens: streamed?.text === text && streamed.tokens.length > 0 ? streamed.tokens : null, kind };
  }

  #askTokens(recordId: number): void {
    if (this.#askedTokens.has(recordId)) return;
    this.#askedTokens.add(recordId);
    this.results.loadTokens(recordId).then(
      () => this.requestUpdate(),
      (error: unknown) => {
        if (!(error instanceof ApiFault)) throw error;
      },
    );
  }

  #status(card: CardState) {
    const { status, failure } = card;
    const name = failure
      ? `${inLocale(FAILURE_NAME[failure.kind])}${failure.status ? ` ${failure.status}` : ''}`
      : '';
    const word =
      card.retry !== null
        ? msg(
            str`${name}, again in ${secondsUntil(card.retry.dueAt, Date.now())} s (${card.retry.attempt}/${card.retry.maxAttempts})`,
          )
        : status === 'error' && failure
          ? name
          : statusLabel(status);
    return html`<span class="status num"
      ><span class="mark" aria-hidden="true">${STATUS_MARK[status]}</span><span>${word}</span></span
    >`;
  }

  /** Above the text only what stays: the text must not move when a stream ends. */
  #head(card: CardState) {
    if (!['stale', 'error', 'aborted', 'skipped'].includes(card.status)) return nothing;
    return html`<div class="head" part="head">
      ${this.#status(card)}
      ${
        card.reason && card.status === 'stale'
          ? html`<span class="reason">${inLocale(card.reason)}</span>`
          : nothing
      }
    </div>`;
  }

  #notice(card: CardState) {
    if (card.status === 'skipped')
      return html`<p class="notice">${card.reason ? inLocale(card.reason) : ''}</p>`;
    if (card.status === 'never') return html`<p class="notice">${statusLabel('never')}</p>`;
    if (card.status === 'error' && card.failure) {
      return html`<div class="notice">
        <p class="message">${card.failure.message}</p>
        <p>${inLocale(card.failure.hint)}</p>
        ${card.text ? html`<p class="meta">${msg('What had come by then:')}</p>` : nothing}
      </div>`;
    }
    return nothing;
  }

  #figure(figure: FigureText | null) {
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

  #checks(result: ResultView) {
    const checks = this.checksOf(result);
    if (checks.length === 0) return nothing;
    const passed = checks.filter((check) => check.pass === true).length;
    const failed = checks.filter((check) => check.pass !== true);
    const details = checks.map((check) => `${check.id}: ${inLocale(check.detail)}`).join('\n');
    return html`<span class="badge ${failed.length === 0 ? 'good' : 'bad'}" title=${details} data-checks
      >${failed.length === 0 ? '✓' : '✕'}
      ${passed}/${checks.length}${
        failed.length > 0 ? ` ${failed.map((check) => check.id).join(', ')}` : ''
      }</span
    >`;
  }

  #logprobs(result: ResultView) {
    if (!this.showsTokens || !result.record || result.record.outcome.status !== 'done') return nothing;
    if (!result.record.hasTokens) {
      return html`<span class="badge" title=${msg('The server sent no token probabilities.')}
        >${msg('no logprobs')}</span
      >`;
    }
    const stats = logprobStats(this.results.tokens(result.record.recordId) ?? null);
    if (!stats) return nothing;
    const bits = (-stats.meanLogprob / Math.LN2).toFixed(2);
    return html`<span class="figure" title=${msg(str`mean surprisal over ${stats.count} tokens`)}
      >${msg(str`${bits} bits/tok`)}</span
    >`;
  }

  #repeats() {
    const count = this.trials.length;
    if (count < 2) return nothing;
    const texts = this.trials.flatMap((trial) => freshText(this.results.result(trial.trialId)) ?? []);
    const distinct = new Set(texts).size;
    const spread =
      texts.length < 2 ? '' : distinct === 1 ? msg('all alike') : msg(str`${distinct} different`);
    return html`<span class="repeats" title=${msg(str`${count} repeats of the same request`)}>
      <button
        class="btn quiet"
        tabindex=${this.isActive ? 0 : -1}
        aria-label=${msg('Previous repeat')}
        @click=${() => this.step(-1)}
      >
        ${icon('chevronLeft')}
      </button>
      <span class="num">${this.at + 1}/${count}</span>
      <button
        class="btn quiet"
        tabindex=${this.isActive ? 0 : -1}
        aria-label=${msg('Next repeat')}
        @click=${() => this.step(1)}
      >
        ${icon('chevronRight')}
      </button>
      ${spread ? html`<span class="meta">${spread}</span>` : nothing}
    </span>`;
  }

  #foot(shown: ResultView, card: CardState) {
    const isLive = this.#liveOf(shown) !== null;
    const isStored = !isLive && shown.record !== null && card.status !== 'skipped';
    const figures = figuresOf(isStored ? shown.record : null);
    const cut = finishLabel(figures.finishReason, figures.rawFinishReason);
    const hasCost =
      isStored && (card.status === 'done' || card.status === 'stale' || figures.costUsd !== null);
    return html`<div class="foot num" part="foot">
      ${this.#repeats()} ${isLive ? this.#status(card) : nothing} ${this.#figure(tokensFigure(figures))}
      ${hasCost ? this.#figure(costFigure(figures, this.krwPerUsd)) : nothing}
      ${this.#figure(timeFigure(figures))} ${isStored ? this.#logprobs(shown) : nothing}
      ${cut ? html`<span class="badge warn" data-finish=${figures.finishReason ?? ''}>${cut}</span>` : nothing}
      ${figures.attempts > 1 ? html`<span class="badge">${msg(str`${figures.attempts} attempts`)}</span>` : nothing}
      ${isStored ? this.#checks(shown) : nothing}
    </div>`;
  }

  override render() {
    const shown = this.shown;
    if (!shown) return nothing;
    const card = this.#state(shown);
    const isFolded = this.sameAs !== null && card.status === 'done' && !this.isRevealed;
    const tab = this.isActive ? 0 : -1;
    // A box that scrolls is a tab stop of its own; of these only the active card's may be.
    return html`${this.#head(card)}
      <div
        class="scroll ${card.isOld ? 'old' : ''}"
        tabindex=${tab}
        @scroll=${this.#onScroll}
        ?hidden=${isFolded}
      >
        ${this.#notice(card)}
        <gamut-token-text .tabStop=${this.showsTokens ? tab : -1}></gamut-token-text>
      </div>
      ${
        isFolded
          ? html`<button
              class="same"
              tabindex=${tab}
              title=${msg('The same text. Show it')}
              @click=${() => (this.isRevealed = true)}
            >
              = ${this.sameAs}
            </button>`
          : nothing
      }
      ${this.#foot(shown, card)}
      <div class="actions">
        ${
          card.text === ''
            ? nothing
            : html`<button
                class="btn quiet icon"
                tabindex=${tab}
                aria-label=${msg('Copy the text')}
                title=${msg('Copy the text')}
                @click=${this.copy}
              >
                ${icon(this.isCopied ? 'check' : 'copy')}
              </button>`
        }
        <button
          class="btn quiet icon"
          tabindex=${tab}
          aria-label=${msg('Inspect')}
          title=${msg('Inspect (Enter)')}
          @click=${this.inspect}
        >
          ${icon('panelRight')}
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-card': ResponseCardElement;
  }
}
