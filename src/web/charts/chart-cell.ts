import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { axesOf } from '../../core/axes.ts';
import type { Axis, ChartCell, MatrixCell, Notebook } from '../../core/notebook.ts';
import { variedAxes } from '../../core/pivot.ts';
import { toCanonicalJson, type Value } from '../../core/trial.ts';
import type { ReportChart } from '../../core/html-report/report-html.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { saveFile, toDataUrl } from '../look/save-file.ts';
import { EditInfoIntent, EditKeyIntent, FilterIntent } from '../state/events.ts';
import { failedWords } from '../results/filter-words.ts';
import { MatrixDiversity } from '../state/matrix-diversity.ts';
import type { MatrixVotes } from '../state/matrix-votes.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { toChoice, type ChartChoice } from './chart-choice.ts';
import { lackWords } from './chart-lack.ts';
import { chartLegend, legendStyle } from './chart-legend.ts';
import type { ChartMarksElement } from './chart-marks.ts';
import { lackOf, toChartModel, type ChartModel, type ChartSource, type Lack } from './chart-model.ts';
import type { Scene } from './chart-scene.ts';
import { chartSentence } from './chart-sentence.ts';
import { keepGroups, keepTrials, leavesOutAnswers } from './chart-source.ts';
import { figureTable, figureTableStyle } from './figure-table.ts';
import { chartStyle } from './chart-style.ts';
import { perOf, toFigureTable, type FigureTable } from './chart-table.ts';
import { axisHead, chartName, intervalNote, levelsLine } from './chart-terms.ts';
import type { ChartChangeEvent } from './chart-toolbar.ts';
import { chartHeight } from './plot-size.ts';
import { toScene } from './to-scene.ts';
import { themeLook, type Theme } from './theme-look.ts';
import './chart-marks.ts';
import './chart-toolbar.ts';
import './pass-table.ts';

const REDRAW_EVERY_MS = 400;

/** How wide a report's chart is at most, CSS pixels: as wide as paper, so that its words stay as large as the others. */
const OF_REPORT = 680;

/**
 * A chart over a matrix's results: what it draws is chosen in its toolbar and kept in its cell. With a sentence that says
 * what it shows, the figures as a table, a picture and a CSV.
 *
 * @fires gamut-edit-body
 * @fires gamut-edit-info
 * @fires gamut-filter
 */
@customElement('gamut-chart')
@localized()
export class ChartCellElement extends LitElement {
  static override styles = [baseStyle, chartStyle, figureTableStyle, legendStyle];

  @query('canvas') private canvas!: HTMLCanvasElement | null;
  @query('gamut-chart-marks') private marks!: ChartMarksElement | null;
  @query('.probe') private probe!: HTMLElement;
  @state() private isTable = false;
  @state() private width = 800;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false }) matrix!: MatrixCell;
  @property({ attribute: false }) cell!: ChartCell;
  @property({ type: Number }) krwPerUsd: number | null = null;

  #axes: Axis[] = [];
  #axesOf: { trials: readonly TrialRow[]; of: string; axes: Axis[] } | null = null;
  #choice!: ChartChoice;
  #source: ChartSource = { trials: [], isNarrowed: false, checks: [], diversity: null, votes: [] };
  #model!: ChartModel;
  #lack: Lack | null = null;
  #scene: Scene | null = null;
  #sentence = '';
  #diversity: MatrixDiversity | null = null;
  #votesAsked: MatrixVotes | null = null;
  #reckonedFrom: unknown[] = [];
  #reckonedAt = -REDRAW_EVERY_MS;
  #timer = 0;
  #endDrawing: (() => void) | null = null;
  #drawn: { scene: Scene; canvas: HTMLCanvasElement } | null = null;
  #resize = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) this.width = entry.contentRect.width;
  });

  constructor() {
    super();
    watch(this, () => this.results);
    watch(this, () => this.#diversity);
    // While the element waits for its code, its properties are not here yet.
    watch(this, () => (this.results as MatrixResults | undefined)?.votes);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('gamut-theme', this.#onTheme);
    this.#resize.observe(this);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('gamut-theme', this.#onTheme);
    this.#resize.disconnect();
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#drop();
  }

  #onTheme = (): void => {
    // The theme is on the document by now, the new colours after the next style pass.
    requestAnimationFrame(() => {
      this.#drawn = null;
      void this.#draw();
    });
  };

  #drop(): void {
    this.#endDrawing?.();
    this.#endDrawing = null;
    this.#drawn = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { results, notebook, matrix, cell, krwPerUsd } = this;
    if (changed.has('results') || (cell.chart === 'diversity') !== (this.#diversity !== null))
      this.#diversity =
        cell.chart === 'diversity' ? new MatrixDiversity(results.notebook, results.cellId) : null;
    this.#diversity?.follow(results.trials);
    const { votes } = results;
    if (cell.chart === 'ratings' && cell.metric === 'wins' && this.#votesAsked !== votes) {
      this.#votesAsked = votes;
      if (!votes.isLoaded) void votes.load();
    }
    const written = [cell.chart, cell.by, cell.split, cell.metric, cell.against];
    const told = [...written, krwPerUsd, currentLocale(), results, results.kept];
    const groups = [this.#diversity?.groups, this.#diversity?.fault];
    const now = [...told, results.trials, results.checks, votes.votes, ...groups, notebook, matrix];
    if (now.every((one, at) => one === this.#reckonedFrom[at])) return;
    // While results pour in, or someone writes elsewhere in the notebook, now and then is enough.
    const isToldSame = told.every((one, at) => one === this.#reckonedFrom[at]);
    const wait = this.#reckonedAt + REDRAW_EVERY_MS - performance.now();
    if (isToldSame && wait > 0) {
      this.#timer ||= window.setTimeout(() => {
        this.#timer = 0;
        this.requestUpdate();
      }, wait);
      return;
    }
    this.#reckonedFrom = now;
    this.#reckonedAt = performance.now();
    this.#reckon();
  }

  /** The axes along which the trials differ: gone through anew only where they are others. */
  #axesNow(): Axis[] {
    const { trials } = this.results;
    const axes = axesOf(this.matrix, this.notebook);
    const of = toCanonicalJson(axes as unknown as Value);
    if (this.#axesOf?.trials !== trials || this.#axesOf.of !== of)
      this.#axesOf = { trials, of, axes: variedAxes(trials, axes) };
    return this.#axesOf.axes;
  }

  #reckon(): void {
    const { results, notebook, cell, krwPerUsd } = this;
    const { trials, checks, kept } = results;
    this.#axes = this.#axesNow();
    this.#choice = toChoice(cell, this.#axes);
    this.#source = {
      trials: keepTrials(trials, kept),
      isNarrowed: leavesOutAnswers(trials, kept),
      checks,
      votes: results.votes.votes,
      diversity: keepGroups(this.#diversity?.groups ?? null, trials, kept),
    };
    this.#model = toChartModel(this.#source, this.#choice);
    this.#lack = lackOf(this.#model, this.#source);
    const context = { notebook, krwPerUsd };
    this.#sentence = this.#lack === null ? chartSentence(this.#model, context) : '';
    this.#scene = this.#lack === null ? toScene(this.#model, context) : null;
  }

  protected override updated(): void {
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const { canvas } = this;
    const scene = this.#scene;
    if (!canvas || !scene) {
      this.#drop();
      return;
    }
    if (this.#drawn?.scene === scene && this.#drawn.canvas === canvas) return;
    this.#drawn = { scene, canvas };
    const { draw } = await import('./draw.ts');
    if (canvas !== this.canvas || !this.isConnected || this.#drawn?.scene !== scene) return;
    this.#endDrawing?.();
    this.#endDrawing = draw(canvas, scene, themeLook(this.probe), (boxes) => {
      if (this.marks) this.marks.boxes = boxes;
    });
  }

  #onChange = ({ key, word }: ChartChangeEvent): void => {
    const { cell } = this;
    if (key === 'kind') this.dispatchEvent(new EditInfoIntent(cell, { kind: word }));
    else this.dispatchEvent(new EditKeyIntent(cell, key, word ?? undefined));
  };

  get #name(): string {
    return chartName(this.#choice, perOf(this.#model));
  }

  get #fileName(): string {
    const { kind, by, split } = this.#choice;
    const stem = this.results.notebook.replace(/^.*\//, '').replace(/\.gamut\.md$/, '');
    const axes = [by, split].flatMap((axis) => axis?.name ?? []);
    return [stem, this.matrix.id, kind, ...(axes.length > 0 ? ['by', ...axes] : [])].join('-');
  }

  #table(): FigureTable {
    return toFigureTable(this.#model, { notebook: this.notebook, krwPerUsd: this.krwPerUsd });
  }

  /** The chart as a picture; null where there is nothing to draw. */
  async #picture(
    words: { title: string; sentence: string } | null,
    { theme = null, most = Infinity }: { theme?: Theme; most?: number } = {},
  ): Promise<Blob | null> {
    const { drawAlone } = await import('./draw-alone.ts');
    const width = Math.min(most, Math.max(480, this.canvas?.clientWidth ?? 0));
    const look = themeLook(this.probe, theme);
    return drawAlone(this.#model, this.#scene, { words, notebook: this.notebook, width, look });
  }

  async #savePng(): Promise<void> {
    const picture = await this.#picture({ title: this.#title, sentence: this.#sentence });
    if (picture) saveFile(`${this.#fileName}.png`, picture);
  }

  get #title(): string {
    const { by, split } = this.#choice;
    const axes = split === null ? axisHead(by) : `${axisHead(by)} × ${axisHead(split)}`;
    return [this.#name, axes].join(' · ');
  }

  /** The chart as a report shows it. */
  async toReport(): Promise<ReportChart> {
    // The report itself says the title and the sentence.
    const [picture, dark] = await Promise.all([
      this.#picture(null, { theme: 'light', most: OF_REPORT }),
      this.#picture(null, { theme: 'dark', most: OF_REPORT }),
    ]);
    const { heads, rows } = this.#table();
    return {
      cell: this.cell.index,
      title: this.#title,
      sentence: this.#lack === null ? this.#sentence : lackWords(this.#lack, this.#source),
      picture: picture && (await toDataUrl(picture)),
      dark: dark && (await toDataUrl(dark)),
      table: { head: heads.map(({ head }) => head), rows },
    };
  }

  async #saveCsv(): Promise<void> {
    const { toCsvChunks } = await import('../../core/csv.ts');
    const chunks = [...toCsvChunks(this.#table().csv, { bom: true, excel: true })];
    saveFile(`${this.#fileName}.csv`, new Blob(chunks, { type: 'text/csv' }));
  }

  #actions() {
    return html`<div class="actions">
      <button class="btn quiet as-table" aria-pressed=${this.isTable} @click=${() => (this.isTable = !this.isTable)}>
        ${icon('table')}<span>${msg('As table')}</span>
      </button>
      <button class="btn quiet save" @click=${this.#savePng}>${icon('download')}<span>PNG</span></button>
      <button class="btn quiet save" @click=${this.#saveCsv}>${icon('download')}<span>CSV</span></button>
    </div>`;
  }

  #plot() {
    const { results, matrix } = this;
    const model = this.#model;
    if (model.shape === 'heat')
      return html`<gamut-pass-table
        .model=${model}
        .notebook=${this.notebook}
        .matrix=${matrix.id}
        .only=${results.only}
        .failed=${results.failed}
        .title=${this.#name}
      ></gamut-pass-table>`;
    const scene = this.#scene;
    if (!scene) return nothing;
    const height = chartHeight(scene, this.width - 30);
    return html`${scene.legend.length > 0 ? chartLegend(scene.legend) : nothing}
      <div class="plot" style=${styleMap({ height: `${height}px` })}>
        <canvas role="img" aria-label=${`${this.#name}. ${this.#sentence}`}></canvas>
        <gamut-chart-marks
          .marks=${scene.marks}
          .matrix=${matrix.id}
          .only=${results.failed === null ? results.only : {}}
          .title=${this.#name}
        ></gamut-chart-marks>
      </div>`;
  }

  /** What is left out, by the filters of the view; and what the grid is narrowed to. */
  #narrowed() {
    const { results, notebook, matrix } = this;
    const { kept, only, failed, trials } = results;
    const hasLevels = Object.keys(only).length > 0;
    const shown = [
      ...(failed ? [failedWords(failed)] : []),
      ...(hasLevels ? [levelsLine(notebook, only)] : []),
    ].join(' · ');
    return html`${
      kept === null
        ? nothing
        : html`<p class="note kept">
            ${msg(str`Only of what the view shows: ${formatCount(kept.size)} of ${formatCount(trials.length)} trials.`)}
          </p>`
    }
    ${
      shown === ''
        ? nothing
        : html`<p class="narrowed">
            ${msg(str`The grid shows only: ${shown}`)}
            <button class="btn" @click=${() => this.dispatchEvent(new FilterIntent(matrix.id, {}))}>
              ${msg('Show all')}
            </button>
          </p>`
    }`;
  }

  override render() {
    const lack = this.#lack;
    const hasIntervals = this.#scene?.legend.some(({ sample }) => sample.kind === 'whisker') ?? true;
    const note = lack === null ? intervalNote(this.#choice, hasIntervals) : null;
    const fault = this.#diversity?.fault ?? null;
    return html`<section aria-label=${[this.#name, axisHead(this.#choice.by)].join(' · ')}>
      <header>
        <span class="name">${this.#name}</span>
        ${lack === null ? this.#actions() : nothing}
      </header>
      <gamut-chart-toolbar
        .choice=${this.#choice}
        .axes=${this.#axes}
        @gamut-chart-change=${this.#onChange}
      ></gamut-chart-toolbar>
      ${
        lack === null
          ? html`<p class="sentence">${this.#sentence}</p>
              ${this.isTable ? figureTable(this.#table(), this.#name) : this.#plot()}`
          : html`<p class="lack" role="status">${fault?.message ?? lackWords(lack, this.#source)}</p>`
      }
      ${note === null ? nothing : html`<p class="note">${note}</p>`} ${this.#narrowed()}
      <span class="probe" aria-hidden="true"></span>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-chart': ChartCellElement;
  }
}
