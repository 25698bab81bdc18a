import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import { KeyReader } from '../keys/key-map.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { InspectIntent } from '../state/events.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { obeyAnswerKey } from './answer-keys.ts';
import { variantLine } from './axis-label.ts';
import './response-card.ts';
import type { ResponseCardElement } from './response-card.ts';
import type { AnswerPath } from './result-events.ts';
import '../compare/diff-pair.ts';

/**
 * One answer large. Arrows go to its neighbours in all four directions; D shows what differs from the one before; Escape
 * goes back to the answers, at the place that was reached. All keys of an answer work here too.
 *
 * @fires gamut-inspect
 */
@localized()
@customElement('gamut-focus-answer')
export class FocusAnswerElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(760px, calc(100vw - 24px));
        /* As high as its answer; its head stays where it is while one goes from answer to answer. */
        margin-top: min(12dvh, 96px);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
      }
      dialog > header {
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      h2 {
        flex: 1 1 160px;
        font-size: var(--text-l);
      }
      .tools {
        display: flex;
        gap: 1px;
        flex: none;
      }
      .body {
        overflow: auto;
        padding: 6px 10px;
        scrollbar-width: thin;
        outline-offset: -1px;
      }
      .body:focus-visible {
        outline-width: 1px;
      }
      gamut-card {
        --card-height: none;
        --card-text: 16px;
        --card-leading: 1.7;
      }
      gamut-diff-pair {
        border-top: 1px solid var(--line);
      }
      footer {
        padding: 7px 20px;
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: var(--text-s);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.body') private body!: HTMLElement;
  @query('gamut-card') private card!: ResponseCardElement | null;

  @state() private trialIds: readonly string[] = [];
  /** The answer that was shown before this one. */
  @state() private previous: TrialRow | null = null;
  @state() private comparesPrevious = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) path: AnswerPath | null = null;
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;

  #keys = new KeyReader('grid');

  constructor() {
    super();
    watch(this, () => this.results);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('path')) return;
    this.trialIds = this.path?.trialIds ?? [];
    this.previous = null;
  }

  /** Opens it. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    this.body.focus();
  }

  #step(key: string, isMod: boolean): boolean {
    const next = this.path?.step(key, isMod) ?? null;
    if (next === null || next.length === 0) return false;
    if (next[0] !== this.trialIds[0]) {
      this.previous = this.card?.shown ?? null;
      this.trialIds = next;
      this.body.scrollTop = 0;
    }
    return true;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (event.key === 'Escape') {
      event.stopPropagation();
      return;
    }
    if (target !== this.body || event.altKey) return;
    // Without Ctrl a long text is scrolled by PageUp and PageDown.
    const isPage = event.key.startsWith('Page');
    const isMod = event.ctrlKey || event.metaKey;
    if (!isPage && this.#step(event.key, isMod)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const command = this.#keys.read(event);
    const row = this.card?.shown ?? null;
    const answer = { host: this, matrix: this.results.cellId, row, card: this.card };
    if (command === 'grid-inspect' && row) this.#inspect(row);
    else if (command === 'grid-focus') this.dialog.close();
    else if (command === 'grid-previous-difference') this.comparesPrevious = !this.comparesPrevious;
    else if (!obeyAnswerKey(command, event, answer)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #inspect(row: TrialRow): void {
    this.dialog.close();
    this.dispatchEvent(new InspectIntent(this.results.cellId, row.trialId));
  }

  #nameOf(row: TrialRow): string {
    const names = this.axes.map(({ name }) => name);
    return variantLine(this.notebook, row.variant, names) || msg('response');
  }

  #tool(name: string, picture: IconName, act: () => void) {
    return html`<button class="btn quiet icon" aria-label=${name} title=${name} @click=${act}>
      ${icon(picture)}
    </button>`;
  }

  #difference(row: TrialRow) {
    const { previous } = this;
    if (!this.comparesPrevious) return nothing;
    if (!previous || previous.trialId === row.trialId || previous.textKey === null || row.textKey === null)
      return html`<p class="meta">${msg('Go to another answer: what differs from this one is shown there.')}</p>`;
    return html`<gamut-diff-pair
      .results=${this.results}
      .base=${previous}
      .other=${row}
      .names=${[this.#nameOf(previous), this.#nameOf(row)] as const}
    ></gamut-diff-pair>`;
  }

  override render() {
    const trials = this.trialIds.flatMap((id) => this.results.row(id) ?? []);
    const [row] = trials;
    const place = row ? this.results.placeOf(row.trialId) + 1 : 0;
    return html`<dialog
      aria-labelledby="title"
      @keydown=${this.#onKeyDown}
      @close=${() => this.path?.leave()}
    >
      <header>
        <h2 id="title">${row ? this.#nameOf(row) : ''}</h2>
        <span class="tools">
          ${this.#tool(msg('Previous answer (←)'), 'chevronLeft', () => this.#step('ArrowLeft', false))}
          ${this.#tool(msg('Next answer (→)'), 'chevronRight', () => this.#step('ArrowRight', false))}
          <button
            class="btn quiet"
            aria-pressed=${this.comparesPrevious}
            data-act="previous-difference"
            @click=${() => (this.comparesPrevious = !this.comparesPrevious)}
          >
            ${icon('difference')}<span>${msg('Against the one before (D)')}</span>
          </button>
          ${this.#tool(msg('Close'), 'close', () => this.dialog.close())}
        </span>
      </header>
      <div class="body" tabindex="0" role="group" aria-label=${row ? this.#nameOf(row) : ''}>
        ${
          row
            ? html`<gamut-card
                  .results=${this.results}
                  .live=${this.live}
                  .trials=${trials}
                  .showsTokens=${this.showsTokens}
                  .krwPerUsd=${this.krwPerUsd}
                  .isActive=${true}
                ></gamut-card>
                ${this.#difference(row)}`
            : html`<p class="meta">${msg('The matrix has no such trial any more.')}</p>`
        }
      </div>
      <footer class="num">
        ${msg(str`${place} of ${this.results.trials.length} · arrows go on, T paints tokens, 1–5 rate, * stars, N notes, Esc goes back`)}
      </footer>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-focus-answer': FocusAnswerElement;
  }
}
