import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg } from '@lit/localize';
import { CHART_COSTS, CHARTS, type ChartKind } from '../../core/cell-kind.ts';
import type { Axis } from '../../core/notebook.ts';
import { baseStyle } from '../look/base-style.ts';
import { axisLabel } from '../results/axis-label.ts';
import { metricsOf, type ChartChoice } from './chart-choice.ts';
import { kindName, metricName } from './chart-terms.ts';

/** What a chart can be told: the keys of its cell. */
export type ChartKey = 'kind' | 'by' | 'split' | 'metric' | 'against';

/** Draw something else: a key of the chart's cell gets another word; null takes it away. */
export class ChartChangeEvent extends Event {
  static readonly type = 'gamut-chart-change';
  readonly key: ChartKey;
  readonly word: string | null;
  constructor(key: ChartKey, word: string | null) {
    super(ChartChangeEvent.type);
    this.key = key;
    this.word = word;
  }
}

/**
 * What a chart draws, to choose from: its kind, the axes, the metric.
 *
 * @fires gamut-chart-change
 */
@customElement('gamut-chart-toolbar')
@localized()
export class ChartToolbarElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
      }
      .segments {
        flex-wrap: wrap;
      }
      .segments .btn {
        height: 24px;
        padding: 0 8px;
        font-size: var(--text-s);
      }
      .field {
        height: 26px;
        max-width: 170px;
        font-size: var(--text-s);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      label .field {
        color: var(--ink);
      }
      .kind {
        display: none;
      }
      @container chart (max-width: 560px) {
        .segments {
          display: none;
        }
        :host {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
        }
        label.kind,
        label {
          display: grid;
          gap: 1px;
        }
        label .field {
          max-width: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) choice!: ChartChoice;
  /** Those along which the matrix differs. */
  @property({ attribute: false }) axes: readonly Axis[] = [];

  #change(key: ChartKey, word: string | null): void {
    this.dispatchEvent(new ChartChangeEvent(key, word));
  }

  #select(
    key: ChartKey,
    label: string,
    options: readonly { word: string; name: string }[],
    chosen: string,
    style = '',
  ) {
    return html`<label class=${style}
      ><span>${label}</span>
      <select
        class="field"
        data-key=${key}
        @change=${({ target }: Event) => this.#change(key, (target as HTMLSelectElement).value || null)}
      >
        ${options.map(
          ({ word, name }) => html`<option value=${word} .selected=${live(word === chosen)}>${name}</option>`,
        )}
      </select></label
    >`;
  }

  #kinds() {
    const { kind } = this.choice;
    const options = CHARTS.map((word) => ({ word, name: kindName(word) }));
    return html`<div class="segments" role="group" aria-label=${msg('What to draw')}>
        ${CHARTS.map(
          (word: ChartKind) =>
            html`<button
              class="btn"
              data-kind=${word}
              aria-pressed=${word === kind}
              @click=${() => this.#change('kind', word)}
            >
              ${kindName(word)}
            </button>`,
        )}
      </div>
      ${this.#select('kind', msg('chart'), options, kind, 'kind')}`;
  }

  override render() {
    const { choice, axes } = this;
    const { kind, by, split, metric, against } = choice;
    const toOption = ({ name }: Axis) => ({ word: name, name: axisLabel(name) });
    const parting = axes.filter((axis) => axis.name !== by?.name);
    const metrics = metricsOf(kind).map((word) => ({ word, name: metricName(word) }));
    const costs = CHART_COSTS.map((word) => ({ word, name: metricName(word) }));
    return html`${this.#kinds()}
    ${metrics.length > 1 ? this.#select('metric', msg('figure'), metrics, metric) : nothing}
    ${kind === 'pareto' ? this.#select('against', msg('against'), costs, against) : nothing}
    ${axes.length > 1 ? this.#select('by', msg('by'), axes.map(toOption), by?.name ?? '') : nothing}
    ${
      parting.length > 0
        ? this.#select(
            'split',
            msg('split by'),
            [{ word: '', name: msg('nothing') }, ...parting.map(toOption)],
            split?.name ?? '',
          )
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-chart-toolbar': ChartToolbarElement;
  }
}
