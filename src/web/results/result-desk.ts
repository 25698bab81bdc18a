import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import { annotationSaid } from '../annotation/annotation-said.ts';
import type { AnnotationDialogElement } from '../annotation/annotation-dialog.ts';
import type { CompareDialogElement } from '../compare/compare-dialog.ts';
import { holdKeys } from '../keys/hold-keys.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { withKeys } from '../page/key-caps.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import { part, type Part } from '../state/load-part.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { variantLine } from './axis-label.ts';
import type { FocusAnswerElement } from './focus-answer.ts';
import { howToCompare, pressWords } from './key-hints.ts';
import {
  PinEvent,
  type AnswerPath,
  type AnswerPins,
  type CompareEvent,
  type FocusAnswerEvent,
  type WriteAnnotationEvent,
} from './result-events.ts';

type Side = 'a' | 'b';
type Over = 'annotation' | 'compare' | 'focus';

const PARTS: Record<Over, Part> = {
  annotation: part(() => import('../annotation/annotation-dialog.ts')),
  compare: part(() => import('../compare/compare-dialog.ts')),
  focus: part(() => import('./focus-answer.ts')),
};

/**
 * What stands around the answers of a matrix: the two that are held for comparing, and what opens over them (what is said
 * of one, what differs between two, one of them large). The answers are in its slot, and ask by events.
 *
 * @fires gamut-pin
 */
@customElement('gamut-result-desk')
@localized()
export class ResultDeskElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .pins {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        margin-bottom: 8px;
        font-size: var(--text-s);
      }
      .pin {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        max-width: 100%;
        height: 26px;
        padding: 0 3px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .pin .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .letter {
        display: inline-grid;
        place-items: center;
        width: 18px;
        height: 18px;
        flex: none;
        border-radius: 4px;
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 650;
      }
      .pin .btn {
        width: 20px;
        height: 20px;
        padding: 0;
        flex: none;
      }
      .pin svg {
        width: 11px;
        height: 11px;
      }
      .compare {
        height: 26px;
      }
    `,
  ];

  @query('gamut-annotation-dialog') private annotationDialog!: AnnotationDialogElement | null;
  @query('gamut-compare-dialog') private compareDialog!: CompareDialogElement | null;
  @query('gamut-focus-answer') private focusDialog!: FocusAnswerElement | null;

  /** The answer that is written about. */
  @state() private writing: string | null = null;
  @state() private path: AnswerPath | null = null;
  @state() private shown: ReadonlySet<Over> = new Set();
  /** What a key has just done, for who does not see it. */
  @state() private said = '';

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) pins: AnswerPins = { a: null, b: null };
  /** Whether what is held is not told of: where letters mean something else. */
  @property({ type: Boolean }) hidesPins = false;
  @property({ type: Boolean }) showsTokens = false;
  @property({ type: Number }) krwPerUsd: number | null = null;

  constructor() {
    super();
    watch(this, () => this.results);
    this.addEventListener('gamut-compare', this.#onCompare);
    this.addEventListener('gamut-write-annotation', this.#onWrite);
    this.addEventListener('gamut-focus-answer', this.#onFocus);
    this.addEventListener('gamut-annotate', ({ change }) => {
      this.said = annotationSaid(change) ?? this.said;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('pins');
    if (!before) return;
    for (const side of ['a', 'b'] as const) {
      const held = this.pins[side];
      if (held === before[side]) continue;
      const letter = side.toUpperCase();
      this.said = held === null ? msg(str`${letter} is free`) : msg(str`${letter}: ${this.#nameOf(held)}`);
    }
  }

  async #show(over: Over): Promise<void> {
    if (this.shown.has(over)) return;
    await PARTS[over].load();
    this.shown = new Set([...this.shown, over]);
    await this.updateComplete;
  }

  /** The answer that has the focus stands in for a side that holds none. */
  #onCompare = async (event: CompareEvent): Promise<void> => {
    event.stopPropagation();
    const { trialId } = event;
    const { a, b } = this.pins;
    if (trialId !== null && a === null && b !== null && b !== trialId)
      this.dispatchEvent(new PinEvent('a', trialId));
    if (trialId !== null && b === null && a !== null && a !== trialId)
      this.dispatchEvent(new PinEvent('b', trialId));
    // Once whoever keeps them has told.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.#compare();
  };

  async #compare(): Promise<void> {
    if (this.pins.a === null || this.pins.b === null) {
      this.said = howToCompare();
      return;
    }
    await this.#show('compare');
    await this.compareDialog?.show();
  }

  #onWrite = async (event: WriteAnnotationEvent): Promise<void> => {
    event.stopPropagation();
    this.writing = event.trialId;
    // Who writes on at once writes, and asks for none of what the letters mean in the grid.
    const release = holdKeys();
    let typed = '';
    try {
      await this.#show('annotation');
      await this.annotationDialog?.show(event.field);
    } finally {
      typed = release();
    }
    if (typed !== '') document.execCommand('insertText', false, typed);
  };

  #onFocus = async (event: FocusAnswerEvent): Promise<void> => {
    event.stopPropagation();
    this.path = event.path;
    await this.#show('focus');
    await this.focusDialog?.show();
  };

  #row(trialId: string | null): TrialRow | null {
    return trialId === null ? null : this.results.row(trialId);
  }

  #nameOf(trialId: string): string {
    const row = this.#row(trialId);
    if (!row) return '';
    const hasRepeats = row.repeat > 1 || this.results.trials.some(({ repeat }) => repeat > 1);
    const names = this.axes.map(({ name }) => name);
    const line = variantLine(this.notebook, row.variant, names);
    return [line, hasRepeats ? msg(str`repeat ${row.repeat}`) : ''].filter(Boolean).join(' · ');
  }

  #pinned(side: Side) {
    const trialId = this.pins[side];
    if (trialId === null || !this.#row(trialId)) return nothing;
    const letter = side.toUpperCase();
    const name = this.#nameOf(trialId);
    return html`<span class="pin" data-pin=${side} data-trial=${trialId}>
      <span class="letter">${letter}</span><span class="name" title=${name}>${name}</span>
      <button
        class="btn quiet"
        aria-label=${msg(str`Let go of ${letter}`)}
        @click=${() => this.dispatchEvent(new PinEvent(side, trialId))}
      >
        ${icon('close')}
      </button>
    </span>`;
  }

  #pinBar() {
    const { a, b } = this.pins;
    if (this.hidesPins || (a === null && b === null)) return nothing;
    const isReady = a !== null && b !== null;
    return html`<div class="pins" role="group" aria-label=${msg('Held for comparing')}>
      ${this.#pinned('a')} ${this.#pinned('b')}
      ${
        isReady
          ? html`<button class="btn compare" data-act="compare" @click=${() => this.#compare()}>
              ${icon('difference')}<span>${withKeys(msg('What differs'), 'grid-compare')}</span>
            </button>`
          : html`<span class="meta"
              >${pressWords(a === null ? 'grid-pin-a' : 'grid-pin-b')}</span
            >`
      }
    </div>`;
  }

  override render() {
    const { results, writing, pins } = this;
    return html`${this.#pinBar()}<slot></slot>
      <span class="sr-only" role="status">${this.said}</span>
      ${
        this.shown.has('focus')
          ? html`<gamut-focus-answer
              .results=${results}
              .live=${this.live}
              .notebook=${this.notebook}
              .axes=${this.axes}
              .path=${this.path}
              .showsTokens=${this.showsTokens}
              .krwPerUsd=${this.krwPerUsd}
            ></gamut-focus-answer>`
          : nothing
      }
      ${
        this.shown.has('annotation')
          ? html`<gamut-annotation-dialog
              .matrix=${results.cellId}
              .trialId=${writing ?? ''}
              .name=${writing === null ? '' : this.#nameOf(writing)}
              .annotation=${this.#row(writing)?.annotation ?? null}
              .knownTags=${results.tags}
            ></gamut-annotation-dialog>`
          : nothing
      }
      ${
        this.shown.has('compare')
          ? html`<gamut-compare-dialog
              .results=${results}
              .a=${this.#row(pins.a)}
              .b=${this.#row(pins.b)}
              .names=${[pins.a, pins.b].map((id) => (id === null ? '' : this.#nameOf(id))) as [string, string]}
            ></gamut-compare-dialog>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-result-desk': ResultDeskElement;
  }
}
