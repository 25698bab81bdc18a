import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { axesOf } from '../../core/axes.ts';
import type { Axis, Layout, MatrixCell, Notebook, ViewCell } from '../../core/notebook.ts';
import { variedAxes } from '../../core/pivot.ts';
import { NO_FILTER } from '../../core/view-spec.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { withKeys } from '../page/key-caps.ts';
import { EditViewIntent } from '../state/events.ts';
import { toFailedTest } from '../state/failed-check.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import type { TrialOrder } from '../state/shown-answers.ts';
import { hearNarrow } from './hear-narrow.ts';
import type { AnswerPins } from './result-events.ts';
import { keepTrials } from './result-filter.ts';
import { isLayoutHere, needLayout, resultLayout } from './result-layout.ts';
import { TextSearch } from './text-search.ts';
import { stateOf, type ViewState } from '../../core/view-state.ts';
import { FIRST_VIEW, isSameState, keepState, readKeptState } from './view-state.ts';
import './csv-menu.ts';
import './pin-menu.ts';
import './filter-bar.ts';
import './layout-switch.ts';
import './result-desk.ts';

/**
 * The results of a matrix: how to lay them out, what to narrow them to, and the way out as CSV. Every trial is in it,
 * done or not. What is chosen here is written into the view cell; where a matrix has none, this browser remembers it.
 *
 * @fires gamut-inspect
 * @fires gamut-edit-body
 * @fires gamut-edit-info
 * @fires gamut-insert-text
 */
@customElement('gamut-results')
@localized()
export class ResultsViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .bar {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 8px;
      }
      .right {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
        margin-left: auto;
      }
      /* Where each has a line of its own, they begin in one column. */
      @media (max-width: 520px) {
        .right {
          justify-content: flex-start;
          margin-left: 0;
        }
      }
      .note {
        padding: 28px 16px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-l);
        color: var(--ink-2);
        text-align: center;
        font-size: var(--text-m);
      }
      .note.bad {
        color: var(--bad);
      }
    `,
  ];

  /** How it is shown where there is no view cell. */
  @state() private kept: ViewState = FIRST_VIEW;
  @state() private pins: AnswerPins = { a: null, b: null };
  @state() private heat: boolean | null = null;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) matrix!: MatrixCell;
  @property({ attribute: false }) view: ViewCell | null = null;
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The trial in the inspector. */
  @property() selected: string | null = null;

  #axes: Axis[] = [];
  #axesOfTrials: readonly TrialRow[] | null = null;
  #search = new TextSearch(this);
  #shownTrials: readonly TrialRow[] = [];
  #keptTrials: readonly TrialRow[] = [];
  #toldTrials: readonly TrialRow[] | null = null;
  #madeOf: readonly unknown[] = [];
  /** What is shown, in its order; null until that is known. */
  #order: TrialOrder | null = null;
  /** What is shown until what shows the wanted one is here; null for nothing yet. */
  #layout: Layout | null = null;

  constructor() {
    super();
    watch(this, () => this.results);
    hearNarrow(this, ({ matrix, filter }) => {
      if (matrix === this.matrix.id) this.#change({ filter: { ...NO_FILTER, show: filter } });
    });
    this.addEventListener('gamut-toggle-heat', (event) => {
      event.stopPropagation();
      this.heat = !this.#showsTokens;
    });
    this.addEventListener('gamut-pin', (event) => {
      event.stopPropagation();
      const { side, trialId } = event;
      this.pins = { ...this.pins, [side]: this.pins[side] === trialId ? null : trialId };
    });
    // Whoever goes on from there goes the way of this view.
    const follow = () => this.results.shown.follow(this);
    this.addEventListener('gamut-inspect', ({ trialId }) => trialId !== null && follow());
    this.addEventListener('gamut-focus-answer', follow, { capture: true });
    this.addEventListener('gamut-shown-order', (event) => {
      event.stopPropagation();
      this.#tellOrder(event.order);
    });
    this.addEventListener('gamut-view-change', (event) => {
      event.stopPropagation();
      this.#change(event.change);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // It was elsewhere in the page.
    if (this.#order) this.results.shown.tell(this, this.#order);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#toldTrials = null;
    this.results.keep(this, null);
    this.results.shown.tell(this, null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { results } = this;
    const before = changed.get('results');
    if (before && before !== results) {
      before.keep(this, null);
      before.shown.tell(this, null);
    }
    if (changed.has('results')) this.kept = readKeptState(results.notebook, results.cellId);
    if (changed.has('matrix') || this.#axesOfTrials !== results.trials) {
      this.#axesOfTrials = results.trials;
      const axes = variedAxes(results.trials, axesOf(this.matrix, this.notebook));
      // The same axes stay the same object, so that nothing below is laid out anew.
      if (JSON.stringify(axes) !== JSON.stringify(this.#axes)) this.#axes = axes;
    }
    this.#narrow();
    const { layout } = this.#state;
    if (isLayoutHere(layout)) this.#layout = layout;
    else void needLayout(layout).then(() => this.requestUpdate());
  }

  /** A layout tells its own order; where nothing is laid out, or nothing can be opened, there is none to tell. */
  #tellPlainOrder(): void {
    const shown = this.#shownTrials;
    if (shown.length > 0 && this.#layout !== 'blind') this.#plain = null;
    else if (this.#plain !== shown) {
      this.#plain = shown;
      this.#tellOrder(() => shown.map(({ trialId }) => trialId));
    }
  }

  #plain: readonly TrialRow[] | null = null;

  #tellOrder(order: TrialOrder): void {
    this.#order = order;
    this.results.shown.tell(this, order);
  }

  protected override updated(): void {
    const { results } = this;
    this.#tellPlainOrder();
    // Told once: of two narrowed views the one that changed last counts, and neither answers the other.
    if (this.#toldTrials === this.#keptTrials) return;
    this.#toldTrials = this.#keptTrials;
    const isAll = this.#keptTrials === results.trials;
    results.keep(this, isAll ? null : this.#keptIds());
  }

  /** How it is shown. */
  get #state(): ViewState {
    return this.view ? stateOf(this.view) : this.kept;
  }

  /** Painted from the start where the matrix asks for the probabilities. */
  get #showsTokens(): boolean {
    return this.heat ?? 'top_logprobs' in this.matrix.params;
  }

  /** What the filter keeps, and of that what has the levels that a chart has chosen; made anew where something changed. */
  #narrow(): void {
    const { results } = this;
    const { filter } = this.#state;
    this.#search.look(results, filter.text);
    const { matches } = this.#search;
    const madeOf = [results.trials, JSON.stringify(filter), matches, results.only, results.failed];
    if (madeOf.every((part, at) => part === this.#madeOf[at])) return;
    this.#madeOf = madeOf;
    this.#keptTrials = keepTrials(results.trials, filter, { only: {}, matches });
    const { only, failed, checks } = results;
    const hasFailed = failed && toFailedTest(failed, checks);
    const ofLevels = keepTrials(this.#keptTrials, NO_FILTER, { only, matches: null });
    this.#shownTrials = hasFailed ? ofLevels.filter(hasFailed) : ofLevels;
    this.#ids = null;
  }

  #ids: ReadonlySet<string> | null = null;

  #keptIds(): ReadonlySet<string> {
    return (this.#ids ??= new Set(this.#keptTrials.map(({ trialId }) => trialId)));
  }

  /** Shows it otherwise from now on. */
  #change(change: Partial<ViewState>): void {
    if (change.layout === 'blind') void this.#focusBlind();
    const now = { ...this.#state, ...change };
    if (!this.view) {
      this.kept = now;
      keepState(this.results.notebook, this.results.cellId, now);
      return;
    }
    this.dispatchEvent(new EditViewIntent(this.view, now));
  }

  /** Makes a view cell of what only this browser knows. */
  #keepInNotebook(): void {
    const { matrix, kept } = this;
    const done = (): void => keepState(this.results.notebook, this.results.cellId, FIRST_VIEW);
    this.dispatchEvent(new EditViewIntent(matrix, kept, done));
  }

  /** The keys of blind comparison work as soon as it is there. */
  async #focusBlind(): Promise<void> {
    await needLayout('blind');
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector('gamut-blind')?.focus();
  }

  #bar() {
    const { results } = this;
    const { layout, filter } = this.#state;
    const hasCards = layout === 'pivot' || layout === 'grid';
    return html`<div class="bar" role="group" aria-label=${msg(str`Results of ${this.matrix.id}`)}>
      <gamut-layout-switch .layout=${layout}></gamut-layout-switch>
      <gamut-filter-bar
        .trials=${results.trials}
        .filter=${filter}
        .only=${results.only}
        .failed=${results.failed}
        .notebook=${this.notebook}
        .tags=${results.tags}
        .matrix=${this.matrix.id}
        .hasRows=${hasCards}
        .kept=${this.#shownTrials.length}
      ></gamut-filter-bar>
      <div class="right">
        ${
          hasCards
            ? html`<button
                class="btn"
                data-heat
                aria-pressed=${this.#showsTokens}
                title=${withKeys(msg('Paint each token by how unexpected it was'), 'grid-heat')}
                @click=${() => (this.heat = !this.#showsTokens)}
              >
                ${icon('heat')}<span>${msg('Tokens')}</span>
              </button>`
            : nothing
        }
        ${
          this.view === null && !isSameState(this.kept, FIRST_VIEW)
            ? html`<button
                class="btn icon quiet"
                data-keep
                aria-label=${msg('Keep this view')}
                title=${`${msg('Keep this view')}: ${msg('Only this browser remembers how these results are shown. Write it into the notebook as a cell')}`}
                @click=${() => this.#keepInNotebook()}
              >
                ${icon('keep')}
              </button>`
            : nothing
        }
        <gamut-pin-menu .results=${results}></gamut-pin-menu>
        <gamut-csv-menu
          .notebook=${results.notebook}
          .matrix=${this.matrix.id}
          .trials=${results.trials}
        ></gamut-csv-menu>
      </div>
    </div>`;
  }

  #nothingKept() {
    return html`<div class="note" data-none>
      ${msg('No result meets this filter.')}
      <button class="btn" @click=${() => this.#showAll()}>${msg('Show all')}</button>
    </div>`;
  }

  #showAll(): void {
    this.#change({ filter: NO_FILTER });
    if (Object.keys(this.results.only).length > 0 || this.results.failed) this.results.narrow({});
  }

  #body() {
    const { results } = this;
    const { trials, fault } = results;
    if (fault && trials.length === 0) {
      return html`<div class="note bad" role="alert">
        ${fault.message}${fault.hint ? html`<br /><span class="meta">${fault.hint}</span>` : nothing}
      </div>`;
    }
    if (trials.length === 0) {
      const isReading = results.plan === null;
      return html`<div class="note">
        ${isReading ? msg('Reading the results…') : msg('This matrix makes no trials yet: see what is wrong above.')}
      </div>`;
    }
    if (this.#shownTrials.length === 0) return this.#nothingKept();
    if (this.#layout === null) return nothing;
    return resultLayout({
      layout: this.#layout,
      state: this.#state,
      results,
      shown: this.#shownTrials,
      axes: this.#axes,
      live: this.live,
      notebook: this.notebook,
      matrix: this.matrix,
      pins: this.pins,
      showsTokens: this.#showsTokens,
      krwPerUsd: this.krwPerUsd,
      selected: this.selected,
      isFollowed: results.shown.isFollowed(this),
    });
  }

  override render() {
    const { results } = this;
    return html`${results.trials.length > 0 ? this.#bar() : nothing}
      <gamut-result-desk
        .results=${results}
        .notebook=${this.notebook}
        .axes=${this.#axes}
        .live=${this.live}
        .pins=${this.pins}
        .hidesPins=${this.#state.layout === 'blind'}
        .showsTokens=${this.#showsTokens}
        .krwPerUsd=${this.krwPerUsd}
        >${this.#body()}</gamut-result-desk
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-results': ResultsViewElement;
  }
}
