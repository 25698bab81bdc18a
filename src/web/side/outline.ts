import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Cell, Notebook } from '../../core/notebook.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { GoToCellIntent } from '../state/events.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import { cellName } from './cell-name.ts';
import { countFigures, entryAt, Outliner, type MatrixFigures, type OutlineEntry } from './outline-model.ts';
import { moveAmong } from './item-keys.ts';
import { Pane } from './pane.ts';
import { PlaceWatch } from './place-watch.ts';
import { sideStyle } from './side-style.ts';

const CELL_ICON: Record<Cell['kind'], IconName> = {
  note: 'note',
  persona: 'persona',
  prompt: 'prompt',
  dataset: 'table',
  matrix: 'matrix',
  assert: 'assert',
  view: 'pivot',
  chart: 'chart',
  other: 'code',
};

/** What tells an entry from the others. */
const keyOf = ({ cell, heading }: OutlineEntry): string => `${cell.index} ${heading}`;

/** Deeper than this the panel has no room to show how deep. */
const DEEPEST = 4;

/** The outline of the open notebook: headings and cells, what is wrong with them, how far each matrix is, and where the
 * reader is. */
@customElement('gamut-outline')
@localized()
export class OutlineElement extends LitElement {
  static override styles = [
    baseStyle,
    sideStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      nav {
        margin-top: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--line);
      }
      .item {
        position: relative;
        align-items: flex-start;
        padding-inline-start: calc(8px + var(--depth, 0) * 10px);
      }
      .item > .glyph {
        margin-top: 3px;
      }
      .item.heading {
        color: var(--ink);
      }
      .item[aria-current='location'] {
        color: var(--accent);
      }
      .item[aria-current='location']::before {
        content: '';
        position: absolute;
        inset: 5px auto 5px 0;
        width: 2px;
        border-radius: 1px;
        background: var(--accent);
      }
      .body {
        flex: 1;
        min-width: 0;
        display: grid;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 400;
      }
      .bad {
        color: var(--bad);
      }
      .warn {
        color: var(--warn);
      }
      .live {
        color: var(--accent);
      }
      .mark {
        margin-top: 3px;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  /** The cells on the page, by which is known where the reader is. */
  @property({ attribute: false }) view: NotebookViewElement | null = null;
  /** The cell that the reader is at. */
  @state() private at = 0;
  /** The entry that Tab comes to; null for the one that the reader is at. */
  @state() private stop: string | null = null;
  #shown: Element | null = null;
  readonly #pane = new Pane(this, 'outline');
  readonly #outliner = new Outliner();
  #place = new PlaceWatch((index) => (this.at = index));
  #figures = new WeakMap<object, { running: number; figures: MatrixFigures }>();

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#place.watch(null);
  }

  protected override updated(): void {
    this.#place.watch(this.view);
    const current = this.renderRoot.querySelector('[aria-current]');
    // It makes the page lay itself out: only where the reader has gone elsewhere.
    if (current !== this.#shown) this.#pane.reveal();
    this.#shown = current;
  }

  #go(entry: OutlineEntry): void {
    this.at = entry.cell.index;
    this.#place.hold();
    this.dispatchEvent(new GoToCellIntent(entry.cell.index, entry.heading));
  }

  #onKeyDown(event: KeyboardEvent): void {
    moveAmong(event, [...this.renderRoot.querySelectorAll<HTMLElement>('.item')]);
  }

  #figuresOf(matrix: string): MatrixFigures | null {
    const { workspace } = this;
    const results = workspace.results(matrix);
    if (!results || results.trials.length === 0) return null;
    const run = workspace.live.runOf(workspace.open?.name ?? '', matrix);
    const isOn = run?.phase === 'running' || run?.phase === 'paused';
    const running = isOn ? [...run.live.values()].filter(({ status }) => status === 'streaming').length : 0;
    const known = this.#figures.get(results.trials);
    if (known?.running === running) return known.figures;
    const figures = countFigures(results.trials, running);
    this.#figures.set(results.trials, { running, figures });
    return figures;
  }

  #state(matrix: string) {
    const figures = this.#figuresOf(matrix);
    if (!figures) return nothing;
    const { done, total, running, failed, stale } = figures;
    return html`<span class="figures num">
      <span>${msg(str`${formatCount(done)}/${formatCount(total)} done`)}</span>
      ${running > 0 ? html`<span class="live">${msg(str`${formatCount(running)} running`)}</span>` : nothing}
      ${failed > 0 ? html`<span class="bad">${msg(str`${formatCount(failed)} failed`)}</span>` : nothing}
      ${stale > 0 ? html`<span class="warn">${msg(str`${formatCount(stale)} stale`)}</span>` : nothing}
    </span>`;
  }

  #entry(entry: OutlineEntry, name: string, isHere: boolean, isStop: boolean) {
    const { cell, heading, depth, problem } = entry;
    const isBad = problem === 'error';
    return html`<li>
      <button
        class="item ${heading === null ? '' : 'heading'}"
        style=${styleMap({ '--depth': String(Math.min(depth, DEEPEST)) })}
        aria-current=${isHere ? 'location' : nothing}
        tabindex=${ifDefined(isStop ? undefined : -1)}
        @click=${() => this.#go(entry)}
        @focus=${() => (this.stop = keyOf(entry))}
      >
        ${heading === null ? icon(CELL_ICON[cell.kind]) : nothing}
        <span class="body">
          <span class="text">${name}</span>
          ${cell.kind === 'matrix' ? this.#state(cell.id) : nothing}
        </span>
        ${
          problem
            ? html`<span
                class="mark ${isBad ? 'bad' : 'warn'}"
                role="img"
                aria-label=${isBad ? msg('has an error') : msg('has a warning')}
                >${icon('warning')}</span
              >`
            : nothing
        }
      </button>
    </li>`;
  }

  /** An entry, rendered anew only where it says something else; that of a matrix has figures that change by themselves. */
  #guarded(notebook: Notebook, entry: OutlineEntry, isHere: boolean, isStop: boolean): unknown {
    const { cell, heading, title, depth, problem } = entry;
    const name = heading === null ? cellName(notebook, cell) : title;
    if (cell.kind === 'matrix') return this.#entry(entry, name, isHere, isStop);
    const seen = [currentLocale(), cell.index, cell.kind, heading, name, depth, problem, isHere, isStop];
    return guard(seen, () => this.#entry(entry, name, isHere, isStop));
  }

  override render() {
    const open = this.workspace.open;
    if (!open) return nothing;
    const entries = this.#outliner.of(open.notebook);
    const here = entryAt(entries, this.at);
    const stop = entries.find((entry) => keyOf(entry) === this.stop) ?? here;
    const { isOpen } = this.#pane;
    return html`<nav aria-label=${msg('Outline')}>
      <div class="head">
        <h2>
          <button aria-expanded=${isOpen} @click=${() => this.#pane.fold(!isOpen)}>${msg('Outline')}</button>
        </h2>
      </div>
      ${
        isOpen
          ? html`<ul class="scroll" @keydown=${this.#onKeyDown} @focusout=${() => (this.stop = null)}>
              ${entries.map((entry) => this.#guarded(open.notebook, entry, entry === here, entry === stop))}
            </ul>`
          : nothing
      }
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-outline': OutlineElement;
  }
}
