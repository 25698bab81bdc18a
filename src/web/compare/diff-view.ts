import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import '@lit-labs/virtualizer';
import '@lit-labs/virtualizer/layouts/flow.js';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { Value, Variant } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';
import { axisLabel, levelLabel, variantLine } from '../results/axis-label.ts';
import type { PivotHead } from '../../core/pivot.ts';
import { ShownOrderEvent, ViewChangeEvent } from '../results/result-events.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { findBaseline, toDiffPairs, trialsOfPairs, variantsOf, type DiffPair } from './diff-pairs.ts';
import './diff-pair.ts';

/**
 * Answers compared word by word, case by case: a baseline (what stands leftmost, or what was chosen) with one other variant
 * or with all of them. Nothing is cut; of many only those in sight are made.
 *
 * @fires gamut-inspect
 * @fires gamut-view-change
 * @fires gamut-shown-order
 */
@customElement('gamut-diff-view')
@localized()
export class DiffViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .choice {
        display: var(--results-bar, flex);
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 8px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .field {
        height: 26px;
        max-width: min(320px, 60vw);
        color: var(--ink);
      }
      .space {
        flex: 1;
      }
      .frame {
        max-height: max(420px, calc(100dvh - 130px));
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        scrollbar-width: thin;
      }
      .item {
        width: 100%;
        border-top: 1px solid var(--line);
      }
      .item.first {
        border-top-color: var(--line-strong);
      }
      .item[data-index='0'] {
        border-top: 0;
      }
      .case {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        padding: 7px 14px;
        background: var(--sunken);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .case .meta {
        font-weight: 400;
      }
      .none {
        padding: 28px 16px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-l);
        color: var(--ink-2);
        text-align: center;
        font-size: var(--text-m);
      }
    `,
  ];

  @state() private against: string | null = null;
  @state() private texts: 'side' | 'inline' = 'side';

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) notebook!: Notebook;
  /** What the others are compared with; null for what stands leftmost. */
  @property({ attribute: false }) baseline: Record<string, Value> | null = null;

  #variants: PivotHead[] = [];
  #base: PivotHead | null = null;
  #pairs: DiffPair[] = [];
  #told: DiffPair[] | null = null;

  protected override willUpdate(changed: PropertyValues<this> & Map<'against', unknown>): void {
    const isOther = ['trials', 'axes', 'baseline', 'against'].some((name) => changed.has(name as 'trials'));
    if (!isOther) return;
    this.#variants = variantsOf(this.trials, this.axes);
    this.#base = findBaseline(this.#variants, this.baseline) ?? this.#variants[0] ?? null;
    const isKnown = this.#variants.some(({ key }) => key === this.against && key !== this.#base?.key);
    const against = isKnown ? this.against : null;
    this.#pairs = toDiffPairs(this.trials, this.axes, { baseline: this.#base?.key ?? null, against });
  }

  protected override updated(): void {
    const pairs = this.#pairs;
    if (this.#told === pairs) return;
    this.#told = pairs;
    this.dispatchEvent(new ShownOrderEvent(() => trialsOfPairs(pairs)));
  }

  #nameOf(variant: Variant, repeat: number | null = null): string {
    const names = Object.keys(this.#variants[0]?.levels ?? {});
    const line = variantLine(this.notebook, variant, names);
    if (repeat === null) return line || msg('response');
    return [line, msg(str`repeat ${repeat}`)].filter(Boolean).join(' · ');
  }

  #choose(key: string): void {
    const baseline = this.#variants.find((variant) => variant.key === key)?.levels ?? null;
    const isLeftmost = key === this.#variants[0]?.key;
    this.dispatchEvent(new ViewChangeEvent({ baseline: isLeftmost ? null : baseline }));
  }

  #choice() {
    if (this.#variants.length < 2) return nothing;
    const base = this.#base?.key ?? null;
    const others = this.#variants.filter(({ key }) => key !== base);
    return html`<label
        >${msg('Baseline')}
        <select
          class="field"
          data-choice="baseline"
          @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
        >
          ${this.#variants.map(
            ({ key, levels }) =>
              html`<option value=${key} .selected=${live(key === base)}>${this.#nameOf(levels)}</option>`,
          )}
        </select></label
      >
      <label
        >${msg('compared with')}
        <select
          class="field"
          data-choice="against"
          @change=${(event: Event) => {
            this.against = (event.target as HTMLSelectElement).value || null;
          }}
        >
          <option value="" .selected=${live(this.against === null)}>
            ${msg(str`all others (${formatCount(others.length)})`)}
          </option>
          ${others.map(
            ({ key, levels }) =>
              html`<option value=${key} .selected=${live(key === this.against)}>${this.#nameOf(levels)}</option>`,
          )}
        </select></label
      >`;
  }

  #item = ({ asked, isFirstOfCase, base, other }: DiffPair, index: number) => {
    const isRepeat = this.#variants.length < 2 || base.repeat > 1 || other.repeat > 1;
    const names = [base, other].map((row) => this.#nameOf(row.variant, isRepeat ? row.repeat : null));
    const levels = Object.entries(asked);
    return html`<div class="item ${isFirstOfCase ? 'first' : ''}" role="listitem" data-index=${index}>
      ${
        isFirstOfCase && levels.length > 0
          ? html`<div class="case">
              ${levels.map(
                ([name, level]) =>
                  html`<span
                    ><span class="meta">${axisLabel(name)}</span> ${levelLabel(this.notebook, name, level)}</span
                  >`,
              )}
            </div>`
          : nothing
      }
      <gamut-diff-pair
        .results=${this.results}
        .base=${base}
        .other=${other}
        .names=${names as [string, string]}
        .layout=${this.texts}
      ></gamut-diff-pair>
    </div>`;
  };

  override render() {
    const pairs = this.#pairs;
    const layouts: ['side' | 'inline', string][] = [
      ['side', msg('Side by side')],
      ['inline', msg('In one text')],
    ];
    return html`<div class="choice">
        ${this.#choice()}
        <span class="space"></span>
        <span class="meta num">${pairs.length === 1 ? msg('1 pair') : msg(str`${formatCount(pairs.length)} pairs`)}</span>
        <div class="segments" role="group" aria-label=${msg('Texts')}>
          ${layouts.map(
            ([layout, name]) =>
              html`<button
                class="btn"
                aria-pressed=${this.texts === layout}
                data-texts=${layout}
                @click=${() => (this.texts = layout)}
              >
                ${name}
              </button>`,
          )}
        </div>
      </div>
      ${
        pairs.length === 0
          ? html`<p class="none">
              ${msg('There are no two answers to compare yet: a difference takes answers of two variants, or of two repeats.')}
            </p>`
          : html`<div class="frame" tabindex="0" role="region" aria-label=${msg('Differences')}>
              <lit-virtualizer
                role="list"
                .items=${pairs}
                .keyFunction=${(pair: DiffPair) => pair.key}
                .renderItem=${this.#item}
              ></lit-virtualizer>
            </div>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-diff-view': DiffViewElement;
  }
}
