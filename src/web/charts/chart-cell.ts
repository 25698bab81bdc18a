import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { toCsvChunks } from '../../core/csv.ts';
import { axesOf } from '../../core/expand.ts';
import type { Axis, ChartCell, MatrixCell, Notebook } from '../../core/notebook.ts';
import { axisLabel, levelLabel } from '../results/axis-label.ts';
import { baseStyle } from '../look/base-style.ts';
import { chartStyle } from './chart-style.ts';
import {
  answersPerValue,
  hasBars,
  hasWhiskers,
  toChartData,
  toChartKind,
  toChartTable,
  type ChartData,
  type ChartKind,
  type SeriesName,
} from './chart-data.ts';
import type { ChartLook, DrawnChart } from './chart-draw.ts';
import { chartHeight } from './chart-size.ts';
import {
  barLabel,
  chartName,
  chartSentence,
  chartValue,
  levelHead,
  seriesName,
  whiskerName,
} from './chart-words.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { shorten } from '../look/shorten.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { variedAxes } from '../../core/pivot.ts';
import { saveFile } from '../look/save-file.ts';
import { watch } from '../state/subject.ts';

const REDRAW_EVERY_MS = 400;
const KINDS: ChartKind[] = ['cost', 'tokens', 'latency'];
const COLOR: Record<SeriesName, string> = {
  cost: '--series-1',
  input: '--series-5',
  cached: '--series-3',
  reasoning: '--series-4',
  output: '--series-1',
  'p50-first': '--series-2',
  'p50-rest': '--series-1',
  'p95-first': '--series-2',
  'p95-rest': '--series-1',
};
/** Where a chart cell does not say by what, the first of these along which the matrix differs. */
const FIRST_BY = ['persona', 'model', 'temperature', 'prompt'];

/** A chart over a matrix's results, with a sentence that says what it shows and the figures as a table. */
@localized()
@customElement('gamut-chart')
export class ChartCellElement extends LitElement {
  static override styles = [baseStyle, chartStyle];

  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @query('.probe') private probe!: HTMLElement;
  @state() private kindChosen: ChartKind | null = null;
  @state() private byChosen: string | null = null;
  @state() private isTable = false;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) matrix!: MatrixCell;
  @property({ attribute: false }) cell: ChartCell | null = null;
  @property({ type: Number }) krwPerUsd: number | null = null;

  #drawn: DrawnChart | null = null;
  #drawnOn: HTMLCanvasElement | null = null;
  #data: ChartData = { kind: 'cost', by: null, series: [], groups: [], total: null };
  #axes: Axis[] = [];
  #timer = 0;
  #reckonedAt = -REDRAW_EVERY_MS;
  #drawnData: ChartData | null = null;

  constructor() {
    super();
    watch(this, () => this.results);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('gamut-theme', this.#onTheme);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('gamut-theme', this.#onTheme);
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#drop();
  }

  #onTheme = (): void => {
    // The theme is on the document by now, the new colours after the next style pass.
    requestAnimationFrame(() => void this.#draw());
  };

  #drop(): void {
    this.#drawn?.destroy();
    this.#drawn = null;
    this.#drawnOn = null;
  }

  get #kind(): ChartKind {
    return this.kindChosen ?? toChartKind(this.cell?.chart);
  }

  get #by(): Axis | null {
    const names = [this.byChosen, this.cell?.by ?? null, ...FIRST_BY];
    for (const name of names) {
      const axis = this.#axes.find((one) => one.name === name);
      if (axis) return axis;
    }
    return this.#axes[0] ?? null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { trials } = this.results;
    // While results pour in, now and then is enough.
    const wait = this.#reckonedAt + REDRAW_EVERY_MS - performance.now();
    if (changed.size === 0 && wait > 0) {
      this.#timer ||= window.setTimeout(() => {
        this.#timer = 0;
        this.requestUpdate();
      }, wait);
      return;
    }
    this.#reckonedAt = performance.now();
    this.#axes = variedAxes(trials, axesOf(this.matrix, this.notebook));
    this.#data = toChartData(trials, this.#kind, this.#by);
  }

  protected override updated(): void {
    if (this.#data !== this.#drawnData || this.canvas !== this.#drawnOn) void this.#draw();
  }

  async #draw(): Promise<void> {
    const { canvas } = this;
    this.#drawnData = this.#data;
    if (!canvas) {
      this.#drop();
      return;
    }
    const { drawChart } = await import('./chart-draw.ts');
    if (canvas !== this.canvas || !this.isConnected) return;
    if (this.#drawnOn !== canvas) this.#drop();
    if (this.#drawn) this.#drawn.redraw(this.#data, this.#look());
    else {
      this.#drawn = drawChart(canvas, this.#data, this.#look());
      this.#drawnOn = canvas;
    }
  }

  /** A colour token as the theme has it: canvases know no custom properties. */
  #color(token: string): string {
    this.probe.style.color = `var(${token})`;
    return getComputedStyle(this.probe).color;
  }

  #look(): ChartLook {
    const data = this.#data;
    const { by, kind, groups } = data;
    const { notebook } = this;
    const per = answersPerValue(data);
    return {
      title: [chartName(kind, per), levelHead(by)].join(' · '),
      whiskers: hasWhiskers(data) ? whiskerName() : null,
      ink: this.#color('--ink-2'),
      faint: this.#color('--ink-3'),
      line: this.#color('--line'),
      surface: this.#color('--surface'),
      font: getComputedStyle(this).fontFamily,
      colorOf: (series) => {
        const color = this.#color(COLOR[series]);
        return series.startsWith('p95') ? color.replace(/^rgb\((.+)\)$/, 'rgba($1, 0.5)') : color;
      },
      labelOf: (index) => {
        const level = groups[index]?.level ?? null;
        const label = by === null ? msg('all') : levelLabel(notebook, by, level);
        return shorten(label, 28);
      },
      endLabelOf: (index) => {
        const group = groups[index];
        return group ? barLabel(kind, group, per) : '';
      },
      nameOf: seriesName,
      valueOf: (value) => chartValue(kind, value, { per }),
    };
  }

  get #fileName(): string {
    const stem = this.results.notebook.replace(/^.*\//, '').replace(/\.gamut\.md$/, '');
    return `${stem}-${this.matrix.id}-${this.#kind}${this.#by ? `-by-${this.#by.name}` : ''}`;
  }

  async #savePng(): Promise<void> {
    const { canvas } = this;
    if (!canvas) return;
    const { toPicture } = await import('./chart-picture.ts');
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const picture = await toPicture(this.#data, this.#look(), size);
    if (picture) saveFile(`${this.#fileName}.png`, picture);
  }

  #saveCsv(): void {
    const chunks = [...toCsvChunks(toChartTable(this.#data), { bom: true, excel: true })];
    saveFile(`${this.#fileName}.csv`, new Blob(chunks, { type: 'text/csv' }));
  }

  #header() {
    const by = this.#by;
    const isEmpty = this.#data.groups.length === 0;
    return html`<header>
      <span class="name">${chartName(this.#kind, answersPerValue(this.#data))}</span>
      <div class="segments" role="group" aria-label=${msg('What to draw')}>
        ${KINDS.map(
          (kind) =>
            html`<button
              class="btn"
              data-kind=${kind}
              aria-pressed=${kind === this.#kind}
              @click=${() => (this.kindChosen = kind)}
            >
              ${kind === 'cost' ? msg('Cost') : kind === 'tokens' ? msg('Tokens') : msg('Time')}
            </button>`,
        )}
      </div>
      ${
        this.#axes.length < 2
          ? nothing
          : html`<label
              >${msg('by')}
              <select
                class="field"
                data-by
                @change=${(event: Event) => (this.byChosen = (event.target as HTMLSelectElement).value)}
              >
                ${this.#axes.map(
                  ({ name }) =>
                    html`<option value=${name} ?selected=${name === by?.name}>${axisLabel(name)}</option>`,
                )}
              </select></label
            >`
      }
      <span class="space"></span>
      ${
        isEmpty
          ? nothing
          : html`<button
                class="btn quiet"
                aria-pressed=${this.isTable}
                @click=${() => (this.isTable = !this.isTable)}
              >
                ${icon('table')}<span>${msg('As table')}</span>
              </button>
              ${
                this.isTable || !hasBars(this.#data)
                  ? nothing
                  : html`<button class="btn quiet" @click=${this.#savePng}>
                      ${icon('download')}<span>PNG</span>
                    </button>`
              }
              <button class="btn quiet" @click=${this.#saveCsv}>${icon('download')}<span>CSV</span></button>`
      }
    </header>`;
  }

  #legend() {
    const { series } = this.#data;
    const isNeeded = series.length > 1;
    if (!isNeeded && !hasWhiskers(this.#data)) return nothing;
    return html`<ul class="legend">
      ${(isNeeded ? series : []).map(
        (name) =>
          html`<li>
            <span
              class="swatch ${name.startsWith('p95') ? 'far' : ''}"
              style=${styleMap({ '--swatch': `var(${COLOR[name]})` })}
            ></span
            >${seriesName(name)}
          </li>`,
      )}
      ${hasWhiskers(this.#data) ? html`<li><span class="whisker"></span>${whiskerName()}</li>` : nothing}
    </ul>`;
  }

  #table() {
    const { by, kind, series, groups } = this.#data;
    const per = answersPerValue(this.#data);
    const toWords = (figure: number | null) => chartValue(kind, figure, { per, krwPerUsd: this.krwPerUsd });
    const value = (figure: number | null) => html`<td>${toWords(figure)}</td>`;
    const isStacked = kind === 'tokens';
    return html`<div
      class="table"
      tabindex="0"
      role="region"
      aria-label=${msg(str`${chartName(kind, per)}, as a table`)}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${levelHead(by)}</th>
            <th scope="col">n</th>
            <th scope="col">${msg('unknown')}</th>
            ${series.map((name) => html`<th scope="col">${seriesName(name)}</th>`)}
            ${isStacked ? html`<th scope="col">${msg('together')}</th>` : nothing}
            ${kind === 'latency' ? nothing : html`<th scope="col">${msg('95% interval')}</th>`}
          </tr>
        </thead>
        <tbody>
          ${groups.map(
            ({ level, n, unknown, values, whole, interval }) =>
              html`<tr>
                <th scope="row">${by === null ? msg('all') : levelLabel(this.notebook, by, level)}</th>
                <td>${formatCount(n)}</td>
                <td>${formatCount(unknown)}</td>
                ${values.map(value)} ${isStacked ? value(whole) : nothing}
                ${
                  kind === 'latency'
                    ? nothing
                    : html`<td>
                        ${
                          interval ? `${toWords(Math.max(0, interval.low))} – ${toWords(interval.high)}` : '–'
                        }
                      </td>`
                }
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  override render() {
    const data = this.#data;
    const sentence = chartSentence(data, this.notebook, this.krwPerUsd);
    const isEmpty = data.groups.length === 0;
    const name = chartName(this.#kind, answersPerValue(data));
    const isDrawn = !this.isTable && hasBars(data);
    return html`<section aria-label=${[name, levelHead(data.by)].join(' · ')}>
      ${this.#header()}
      <p class="sentence">${sentence}</p>
      ${isDrawn ? this.#legend() : nothing} ${this.isTable && !isEmpty ? this.#table() : nothing}
      ${
        !isDrawn
          ? nothing
          : html`<div class="plot" style=${styleMap({ height: `${chartHeight(data)}px` })}>
                <canvas role="img" aria-label=${`${name}. ${sentence}`}></canvas>
              </div>`
      }
      <span class="probe" aria-hidden="true"></span>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-chart': ChartCellElement;
  }
}
