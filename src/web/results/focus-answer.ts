import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { TrialRow } from '../../core/result-api.ts';
import { annotationSaid } from '../annotation/annotation-said.ts';
import { runAloneStyle, trialStatus } from '../inspector/trial-status.ts';
import { isInField } from '../keys/chord.ts';
import { keyMap, KeyReader } from '../keys/key-map.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';
import { copiedWords } from '../look/copy-text.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { withKeys } from '../page/key-caps.ts';
import { InspectIntent } from '../state/events.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import './answer-facts.ts';
import type { AnswerFactsElement } from './answer-facts.ts';
import { obeyAnswerKey, runAlone } from './answer-keys.ts';
import { variantLine } from './axis-label.ts';
import { repeatTurner } from './card-foot.ts';
import { toCardState } from './card-status.ts';
import { focusKeys } from './key-hints.ts';
import { focusStyle } from './focus-style.ts';
import './response-card.ts';
import type { ResponseCardElement } from './response-card.ts';
import type { AnswerPath } from './result-events.ts';
import { freshText } from './result-figures.ts';
import '../compare/diff-pair.ts';

/** Whether anything can stand beside an answer: one that was never made has only its text's place. */
function hasFacts({ recordId, annotation, standing }: TrialRow): boolean {
  return (recordId !== null && standing !== 'skipped') || annotation !== null;
}

/**
 * One answer to read: its text large, beside it what is said of it, what its checks found and what it took. Arrows go to its
 * neighbours in all four directions, `[` and `]` turn its repeats; D shows what differs from the one before; Escape goes
 * back to the answers, at the place and the repeat that were reached. All keys of an answer work here too; N and # go to the
 * fields beside the text, and Escape from there comes back to it.
 *
 * @fires gamut-inspect
 */
@customElement('gamut-focus-answer')
@localized()
export class FocusAnswerElement extends LitElement {
  static override styles = [baseStyle, dialogStyle, focusStyle, runAloneStyle];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.body') private body!: HTMLElement;
  @query('gamut-card') private card!: ResponseCardElement | null;
  @query('gamut-answer-facts') private facts!: AnswerFactsElement | null;

  @state() private trialIds: readonly string[] = [];
  /** Which of them is shown. */
  @state() private at = 0;
  /** The answer that was shown before this one. */
  @state() private previousId: string | null = null;
  @state() private comparesPrevious = false;
  @state() private isCopied = false;
  /** What a key has just done, for who does not see it: the page behind says nothing while this is open. */
  @state() private said = '';

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) path: AnswerPath | null = null;
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;

  #keys = new KeyReader('grid');
  #watched = '';
  #endWatch: (() => void) | null = null;

  constructor() {
    super();
    watch(this, () => this.results);
    watch(this, () => keyMap);
    this.addEventListener('gamut-annotate', ({ change }) => {
      this.said = annotationSaid(change) ?? this.said;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#endWatch = null;
    this.#watched = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('path')) {
      this.trialIds = this.path?.trialIds ?? [];
      this.at = Math.max(0, this.trialIds.indexOf(this.path?.shown ?? ''));
      this.previousId = null;
      this.said = '';
    }
    this.#watch();
  }

  /** Opens it. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    this.body.scrollTop = 0;
    this.body.focus();
  }

  get #shownId(): string {
    return this.trialIds[this.at] ?? '';
  }

  get #row(): TrialRow | null {
    return this.results.row(this.#shownId);
  }

  #watch(): void {
    const id = this.#shownId;
    if (id === this.#watched) return;
    this.#watched = id;
    this.#endWatch?.();
    const ends = [
      this.live.watchTrial(this.results.notebook, id, () => this.requestUpdate()),
      this.results.watchResult(id, () => this.requestUpdate()),
    ];
    this.#endWatch = () => ends.forEach((end) => end());
  }

  /** Shows another answer, and remembers which was shown. */
  #turnTo(trialIds: readonly string[], at: number): void {
    if (trialIds[at] === this.#shownId) return;
    this.previousId = this.#shownId;
    this.trialIds = trialIds;
    this.at = at;
    this.said = '';
    this.body.scrollTop = 0;
  }

  #step(key: string, isMod: boolean): boolean {
    const next = this.path?.step(key, isMod) ?? null;
    if (next === null || next.length === 0) return false;
    // Where it leads nowhere, the repeat stays too.
    if (next[0] !== this.trialIds[0]) this.#turnTo(next, 0);
    return true;
  }

  #turn(by: 1 | -1): void {
    const count = this.trialIds.length;
    this.#turnTo(this.trialIds, (this.at + by + count) % count);
  }

  async #copy(): Promise<void> {
    const isThere = (await this.card?.copy()) ?? null;
    if (isThere === null) return;
    this.isCopied = isThere;
    this.said = copiedWords(isThere);
    setTimeout(() => (this.isCopied = false), 1500);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (!isInField(event)) return;
      // Back to the text; once more leaves it.
      event.preventDefault();
      this.body.focus();
      return;
    }
    if (isInField(event)) return;
    const isOnButton = target instanceof Element && target.matches('button, summary');
    if (isOnButton && (event.key === 'Enter' || event.key === ' ')) return;
    // Without Ctrl a long text is scrolled by PageUp and PageDown.
    const isPage = event.key.startsWith('Page');
    const isMod = event.ctrlKey || event.metaKey;
    const isMove = !isPage && !event.altKey;
    const isDone = (isMove && this.#step(event.key, isMod)) || this.#obey(event);
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Does what a key asks for, and gives whether it asks for anything. */
  #obey(event: KeyboardEvent): boolean {
    const command = this.#keys.read(event);
    const row = this.#row;
    switch (command) {
      case 'grid-inspect':
        if (row) this.#inspect(row);
        return row !== null;
      case 'grid-focus':
        this.dialog.close();
        return true;
      case 'grid-previous-difference':
        this.comparesPrevious = !this.comparesPrevious;
        return true;
      case 'grid-note':
      case 'grid-tags':
        return this.facts?.focusField(command === 'grid-note' ? 'note' : 'tags') ?? false;
      default: {
        const card = { copy: () => this.#copy(), step: (by: 1 | -1) => this.#turn(by) };
        return obeyAnswerKey(command, event, { host: this, matrix: this.results.cellId, row, card });
      }
    }
  }

  #inspect(row: TrialRow, part: InspectIntent['part'] = null): void {
    this.dialog.close();
    this.dispatchEvent(new InspectIntent(this.results.cellId, row.trialId, part));
  }

  #nameOf(row: TrialRow): string {
    const names = this.axes.map(({ name }) => name);
    return variantLine(this.notebook, row.variant, names) || msg('response');
  }

  /** Its name with the repeat, where another repeat could be meant. */
  #fullNameOf(row: TrialRow): string {
    const hasRepeats = row.repeat > 1 || this.trialIds.length > 1;
    return [this.#nameOf(row), hasRepeats ? msg(str`repeat ${row.repeat}`) : ''].filter(Boolean).join(' · ');
  }

  #tool(name: string, picture: IconName, act: () => void, kind = '') {
    return html`<button class="btn quiet icon ${kind}" aria-label=${name} title=${name} @click=${act}>
      ${icon(picture)}
    </button>`;
  }

  #difference(row: TrialRow) {
    const previous = this.previousId === null ? null : this.results.row(this.previousId);
    if (!this.comparesPrevious) return nothing;
    if (!previous || previous.trialId === row.trialId || previous.textKey === null || row.textKey === null)
      return html`<p class="meta">${msg('Go to another answer: what differs from this one is shown there.')}</p>`;
    return html`<gamut-diff-pair
      .results=${this.results}
      .base=${previous}
      .other=${row}
      .names=${[this.#fullNameOf(previous), this.#fullNameOf(row)] as const}
    ></gamut-diff-pair>`;
  }

  #status(row: TrialRow) {
    const record = this.results.result(row.trialId)?.record ?? null;
    const live = this.live.trial(this.results.notebook, row.trialId);
    const waitsFor = this.live.pauseOf(this.results.notebook, row.trialId);
    const card = toCardState(row, record, live, waitsFor);
    // What went wrong is said in the place of the text.
    const explain = () => this.#inspect(row, 'history');
    const run = () => runAlone(this, this.results.cellId, row);
    return trialStatus(row, { ...card, failure: null }, { explain, run, krwPerUsd: this.krwPerUsd });
  }

  #head(row: TrialRow | null) {
    const texts = this.trialIds.flatMap((id) => freshText(this.results.row(id)) ?? []);
    const turner = repeatTurner({
      at: this.at,
      count: this.trialIds.length,
      texts,
      tabStop: 0,
      onStep: (by) => this.#turn(by),
    });
    const hasText = row?.textKey != null;
    const shown = this.results.shown.ids ?? [];
    const place = row ? shown.indexOf(row.trialId) + 1 : 0;
    const against = withKeys(msg('Against the one before'), 'grid-previous-difference');
    return html`<header>
      <div class="what">
        <h2 id="title">${row ? this.#nameOf(row) : ''}</h2>
        ${row ? this.#status(row) : nothing}
      </div>
      <span class="tools">
        ${turner.arrows}<span class="meta spread">${turner.spread}</span>
        ${this.#tool(msg('Previous answer (←)'), 'chevronLeft', () => this.#step('ArrowLeft', false))}
        <span class="place num">${place === 0 ? '–' : formatCount(place)} / ${formatCount(shown.length)}</span>
        ${this.#tool(msg('Next answer (→)'), 'chevronRight', () => this.#step('ArrowRight', false))}
        <button
          class="btn quiet against"
          aria-pressed=${this.comparesPrevious}
          aria-label=${against}
          title=${against}
          data-act="previous-difference"
          @click=${() => (this.comparesPrevious = !this.comparesPrevious)}
        >
          ${icon('difference')}<span>${against}</span>
        </button>
        ${hasText ? this.#tool(msg('Copy the text'), this.isCopied ? 'check' : 'copy', () => void this.#copy()) : nothing}
        ${row ? this.#tool(withKeys(msg('Inspect'), 'grid-inspect'), 'panelRight', () => this.#inspect(row)) : nothing}
        ${this.#tool(msg('Close'), 'close', () => this.dialog.close(), 'close')}
      </span>
    </header>`;
  }

  #body(row: TrialRow) {
    return html`<div class="text">
        <gamut-card
          .results=${this.results}
          .live=${this.live}
          .trials=${[row]}
          .showsTokens=${this.showsTokens}
          .krwPerUsd=${this.krwPerUsd}
          .isActive=${this.showsTokens}
        ></gamut-card>
        ${this.#difference(row)}
      </div>
      ${
        hasFacts(row)
          ? html`<aside aria-label=${msg('Figures and what you say of it')}>
              <gamut-answer-facts
                .results=${this.results}
                .live=${this.live}
                .trialId=${row.trialId}
                .krwPerUsd=${this.krwPerUsd}
              ></gamut-answer-facts>
            </aside>`
          : nothing
      }`;
  }

  override render() {
    const row = this.#row;
    const name = row ? this.#fullNameOf(row) : '';
    return html`<dialog aria-labelledby="title" @keydown=${this.#onKeyDown} @close=${() => this.path?.leave(this.#shownId)}>
      ${this.#head(row)}
      <div class="body ${row && hasFacts(row) ? '' : 'bare'}" tabindex="0" role="group" aria-label=${name}>
        ${row ? this.#body(row) : html`<p class="meta">${msg('The matrix has no such trial any more.')}</p>`}
      </div>
      <footer>${focusKeys({ hasRepeats: this.trialIds.length > 1 })}</footer>
      <span class="sr-only" role="status">${this.said || name}</span>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-focus-answer': FocusAnswerElement;
  }
}
