import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { LeanRecord, TrialRow } from '../../core/result-api.ts';
import { isPinned } from '../../core/pinned.ts';
import { logprobStats } from '../../core/logprob.ts';
import type { LiveTrial } from '../../core/run-state.ts';
import { ApiFault } from '../state/api.ts';
import { baseStyle } from '../look/base-style.ts';
import { cardActions } from './card-actions.ts';
import { cardFoot, repeatTurner } from './card-foot.ts';
import { cardHead, cardNotice } from './card-notice.ts';
import { toCardState, type CardState } from './card-status.ts';
import { cardStyle } from './card-style.ts';
import { CardTokens } from './card-tokens.ts';
import { CardWatch } from './card-watch.ts';
import { checkDetails, checkMarks } from './check-results.ts';
import { EndFollower } from './end-follower.ts';
import { InspectIntent } from '../state/events.ts';
import { InTurnElement, type Turn } from './in-turn.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import { part } from '../state/load-part.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { PointerRest } from './pointer-rest.ts';
import { freshText, textHeight } from './result-figures.ts';
import { holds, isSameText, sameItems, type SameText } from './same-text.ts';
import { lacksAlone } from './token-lack.ts';
import { shorten } from '../look/shorten.ts';
import { WriteAnnotationEvent, type AnswerPins } from './result-events.ts';
import '../tokens/token-text.ts';
import type { TokenTextElement } from '../tokens/token-text.ts';

const copying = part(() => import('../look/copy-text.ts'));

/** Where nothing can be pointed at without being pressed, what appears under a pointer is always there. */
const CAN_HOVER = matchMedia('(hover: hover)').matches;

/**
 * The response of one variant: live while it is made, then from the store. Repeats share the card, one shown at a time.
 * `data-status` and `data-trial` tell what is shown.
 *
 * @fires gamut-inspect
 * @fires gamut-write-annotation
 */
@customElement('gamut-card')
@localized()
export class ResponseCardElement extends InTurnElement {
  static override styles = [baseStyle, cardStyle];

  @query('.scroll') private scroller!: HTMLElement | null;
  @query('gamut-token-text') private textElement!: TokenTextElement | null;

  @state() private at = 0;
  @state() private isCopied = false;
  @state() private isRevealed = false;
  @property({ type: Boolean, attribute: 'data-pointed', reflect: true }) private isPointedAt = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  /** The trials of the place, one a repeat. */
  @property({ attribute: false, hasChanged: (a: TrialRow[], b: TrialRow[]) => !sameItems(a, b) })
  trials: TrialRow[] = [];
  /** The answers that are held for comparing. */
  @property({ attribute: false }) pins: AnswerPins = { a: null, b: null };
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;
  @property({ attribute: false, hasChanged: (a: SameText | null, b: SameText | null) => !isSameText(a, b) })
  sameAs: SameText | null = null;
  /** The trial in the inspector: of repeats, that one is shown. */
  @property() selected: string | null = null;
  /** Whether the Tab key goes into it. */
  @property({ type: Boolean }) isActive = false;

  readonly #heard = new CardWatch({
    live: () => this.#onLive(),
    result: () => this.requestUpdate(),
    other: () => this.#onOther(),
  });
  #end = new EndFollower();
  #wasStreaming = false;
  #wasThinking = false;
  #wasFolded = false;
  #shownLive: LiveTrial | null = null;
  #timer = 0;
  readonly #tokens = new CardTokens(() => this.requestUpdate());
  #pointer = new PointerRest(this, {
    isMoving: () => this.turn !== null && !this.turn.turns.isResting,
    tell: (isPointedAt) => {
      this.isPointedAt = isPointedAt;
      if (isPointedAt) this.#askOutcomes();
    },
  });
  /** Whether all of its text is written, and not only what can be in sight. */
  #isWhole = false;
  #isAsking = false;

  /** The trial that is shown now. */
  get shown(): TrialRow | null {
    const trial = this.trials[this.at] ?? this.trials[0];
    return trial ? (this.results.row(trial.trialId) ?? trial) : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pointer.end();
    this.#isAsking = false;
    this.#heard.end();
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    const [first] = this.trials;
    if (!this.turn || this.hasUpdated || !first) return;
    // Until it is made, about as much room as it will take.
    this.style.minHeight = `calc(${this.sameAs ? 3.2 : textHeight(first)}em + 62px)`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.turn && !this.hasUpdated) this.style.minHeight = '';
    const before = changed.get('trials') as TrialRow[] | undefined;
    if (before && before[0]?.trialId !== this.trials[0]?.trialId) {
      this.at = 0;
      this.isRevealed = false;
      this.#shownLive = null;
    }
    if (changed.has('selected')) this.turnTo(this.selected);
    this.#watch();
    const shown = this.shown;
    const card = shown && this.#state(shown);
    this.dataset['trial'] = shown?.trialId ?? '';
    this.dataset['status'] = card?.status ?? 'never';
    this.toggleAttribute('data-loading', card?.isLoading ?? false);
    if (shown && card?.isLoading && !this.#isFolded(card)) this.results.need([shown.trialId]);
  }

  /** Whether only what it is the same as is shown of it. While that is made anew, it is the same as nothing. */
  #isFolded(card: CardState): boolean {
    const { sameAs } = this;
    if (sameAs === null || card.status !== 'done' || this.isRevealed) return false;
    return holds(sameAs, this.live, this.results.notebook);
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

  /** Shows one of the repeats, if it is among them. */
  turnTo(trialId: string | null): void {
    const place = this.trials.findIndex((trial) => trial.trialId === trialId);
    if (place >= 0) this.at = place;
  }

  /** Puts the shown text on the clipboard. Gives whether it is there; null where there is nothing to copy. */
  async copy(): Promise<boolean | null> {
    const shown = this.shown;
    const card = shown && this.#state(shown);
    if (!card || card.isLoading) return null;
    const { copyText } = await copying.load();
    this.isCopied = await copyText(card.text);
    setTimeout(() => (this.isCopied = false), 1500);
    return this.isCopied;
  }

  /** Asks for the inspector, perhaps at a part of it. */
  inspect(part: InspectIntent['part'] = null): void {
    const shown = this.shown;
    if (shown) this.dispatchEvent(new InspectIntent(this.results.cellId, shown.trialId, part));
  }

  /** Asks for what is said of it, to write more. */
  #write(): void {
    const shown = this.shown;
    if (shown) this.dispatchEvent(new WriteAnnotationEvent(shown.trialId, 'note'));
  }

  #liveOf(row: TrialRow): LiveTrial | null {
    return this.live.trial(this.results.notebook, row.trialId);
  }

  #recordOf(row: TrialRow): LeanRecord | null {
    return this.results.result(row.trialId)?.record ?? null;
  }

  #state(row: TrialRow): CardState {
    const waitsFor = this.live.pauseOf(this.results.notebook, row.trialId);
    return toCardState(row, this.#recordOf(row), this.#liveOf(row), waitsFor);
  }

  /** Asks what the checks found in words, for the tooltip. */
  #askOutcomes(): void {
    const shown = this.shown;
    if (!shown || this.results.outcomes(shown.trialId) !== undefined) return;
    this.results.loadOutcomes(shown.trialId).catch((error: unknown) => {
      if (!(error instanceof ApiFault)) throw error;
    });
  }

  #watch(): void {
    const { live, results } = this;
    const id = this.shown?.trialId ?? '';
    this.#heard.follow({ live, results, id, others: this.sameAs?.trialIds ?? [] });
  }

  /** Shows the text that is the same. The button for it goes, and the focus to the place in the grid, whose keys go on. */
  #reveal(): void {
    this.isRevealed = true;
    this.closest<HTMLElement>('[role="gridcell"]')?.focus({ preventScroll: true });
  }

  /** What this card is the same as begins to be made anew, or has been: its every word is no matter. */
  #onOther(): void {
    const shown = this.shown;
    if (shown && this.#isFolded(this.#state(shown)) !== this.#wasFolded) this.requestUpdate();
  }

  /** At most once a frame: what only grew is added to the text, all else is rendered anew. */
  #onLive(): void {
    const shown = this.shown;
    if (!shown) return;
    const live = this.#liveOf(shown);
    const isSameView =
      live?.status === 'streaming' &&
      this.dataset['status'] === 'streaming' &&
      live === this.#shownLive &&
      this.#wasThinking === this.#state(shown).isThinking;
    if (isSameView) this.#paint();
    else this.requestUpdate();
  }

  #paint(): void {
    const shown = this.shown;
    const textElement = this.textElement;
    if (!shown || !textElement) return;
    const live = this.#liveOf(shown);
    const { text, status, isOld, isThinking, isLoading } = this.#state(shown);
    this.#wasThinking = isThinking;
    if (live) {
      if (live !== this.#shownLive || live.text === '') this.#end.begin();
      this.#shownLive = live;
    }
    if (live || !this.turn) this.#isWhole = true;
    const { tokens, kind } =
      this.showsTokens && !isOld && !isLoading
        ? this.#tokens.of(this.results, { row: shown, live, streamed: this.#shownLive, text })
        : { tokens: null, kind: null };
    const turn = this.#isWhole ? null : this.turn;
    textElement.show(text, tokens, kind, turn ?? {});
    if (turn) this.#askRest(turn);
    // After every card of this frame has written: then the layout is reckoned once, not once a card.
    const isEnd = this.#wasStreaming && status === 'done';
    this.#wasStreaming = status === 'streaming';
    if (this.#wasStreaming || isEnd) queueMicrotask(() => this.#end.follow(this.scroller));
  }

  /** To lay out what is not in sight costs as much as what is: it is written when the scrolling rests. */
  #askRest(turn: Turn): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    void turn.turns.wait(this, turn, { isLate: true }).then(() => {
      this.#isWhole = true;
      this.#paint();
    });
  }

  #foot(shown: TrialRow, card: CardState) {
    const isLive = this.#liveOf(shown) !== null;
    const { recordId } = shown;
    const figures = isLive || card.status === 'skipped' ? null : shown.figures;
    const texts = this.trials.flatMap((trial) => freshText(this.results.row(trial.trialId)) ?? []);
    const checks = figures ? checkMarks(this.results.checks, shown.checks) : [];
    const turner = repeatTurner({
      at: this.at,
      count: this.trials.length,
      texts,
      tabStop: this.isActive ? 0 : -1,
      onStep: (by) => this.step(by),
    });
    const foot = cardFoot({
      turner,
      card,
      figures,
      isLive,
      isAnswer: shown.textKey !== null,
      // What was said is of the answer before.
      annotation: isLive ? null : shown.annotation,
      pin: this.pins.a === shown.trialId ? 'A' : this.pins.b === shown.trialId ? 'B' : null,
      pinnedAt: isPinned(recordId) ? (this.results.result(shown.trialId)?.record?.startedAt ?? '') : null,
      checks,
      checkDetails: checkDetails(checks, this.results.outcomes(shown.trialId)),
      krwPerUsd: this.krwPerUsd,
      logprobs:
        this.showsTokens && recordId !== null
          ? {
              stats: logprobStats(this.results.tokens(recordId) ?? null),
              lacksAlone: lacksAlone(shown, this.results.trials),
            }
          : null,
    });
    return html`<div class="foot num" part="foot">${foot}</div>`;
  }

  #actions(card: CardState, tabStop: 0 | -1) {
    return cardActions({
      tabStop,
      copy: card.text === '' || card.isLoading ? null : () => void this.copy(),
      isCopied: this.isCopied,
      write: () => this.#write(),
      inspect: () => this.inspect(),
    });
  }

  override render() {
    const shown = this.shown;
    if (!shown) return nothing;
    const card = this.#state(shown);
    const isFolded = (this.#wasFolded = this.#isFolded(card));
    const tabStop = this.isActive ? 0 : -1;
    // A box that scrolls is a tab stop of its own; of these only the active card's may be.
    return html`${cardHead(card, () => this.inspect('history'))}
      <div
        class="scroll ${card.isOld ? 'old' : ''}"
        style=${card.isLoading ? styleMap({ minHeight: `${textHeight(shown)}em` }) : nothing}
        aria-busy=${card.isLoading ? 'true' : nothing}
        tabindex=${tabStop}
        @scroll=${() => this.#end.scrolled(this.scroller)}
        ?hidden=${isFolded}
      >
        ${cardNotice(card)}
        <gamut-token-text .tabStop=${this.showsTokens ? tabStop : -1}></gamut-token-text>
      </div>
      ${
        isFolded
          ? html`<button
              class="same"
              tabindex=${tabStop}
              title=${msg(str`The same text as ${this.sameAs?.name ?? ''}. Show it`)}
              @click=${this.#reveal}
            >
              ${msg(str`same as ${shorten(this.sameAs?.name ?? '', 44)}`)}
            </button>`
          : nothing
      }
      ${this.#foot(shown, card)}
      ${this.isActive || this.isPointedAt || !CAN_HOVER ? this.#actions(card, tabStop) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-card': ResponseCardElement;
  }
}
