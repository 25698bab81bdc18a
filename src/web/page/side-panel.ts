import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { GoToCellIntent, OpenNotebookIntent } from '../state/events.ts';
import { icon, type IconName } from '../look/icons.ts';
import { currentLocale, formatCount, inLocale } from '../look/locale.ts';
import { newNotebookText } from './new-notebook.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import { formatKrw, formatUsd } from '../../core/money.ts';
import type { Cell } from '../../core/notebook.ts';

/** The notebooks of the folder, the outline of the open one with the state of its matrices, and what today has cost. */
@localized()
@customElement('gamut-side-panel')
export class SidePanelElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-4);
        padding: 14px 10px 12px;
        font-size: var(--text-m);
      }
      h2 {
        margin: 0 0 4px 8px;
        font-size: var(--text-s);
        font-weight: 600;
        color: var(--ink-3);
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2 .btn {
        height: 22px;
        width: 22px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .item {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        padding: 5px 8px;
        border: 0;
        border-radius: var(--radius);
        background: transparent;
        color: var(--ink-2);
        text-align: start;
        cursor: pointer;
        line-height: 1.4;
      }
      .item:hover {
        background: var(--hover);
        color: var(--ink);
      }
      .item[aria-current='true'] {
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 600;
      }
      .item .glyph {
        color: var(--ink-3);
      }
      .item svg {
        width: 13px;
        height: 13px;
      }
      .text {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state {
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .dot {
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--bad);
        flex: none;
      }
      .spent {
        margin-top: auto;
        padding: 10px 8px 0;
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .spent b {
        display: block;
        color: var(--ink);
        font-size: var(--text-l);
        font-weight: 600;
      }
      form {
        padding: 4px 8px;
      }
      form .field {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @property({ type: Boolean }) isStarted = false;
  @state() private isNaming = false;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  async #startNaming(): Promise<void> {
    this.isNaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus();
  }

  #onCreate(event: Event): void {
    event.preventDefault();
    const title = new FormData(event.target as HTMLFormElement).get('title');
    this.isNaming = false;
    if (typeof title !== 'string' || !title.trim()) return;
    const stem = title
      .trim()
      .replaceAll(/[\\/:*?"<>|\s]+/g, '-')
      .replaceAll(/^[.-]+|[.-]+$/g, '');
    void this.workspace.createNotebook(stem || 'notebook', newNotebookText(title.trim()));
  }

  #outline() {
    const open = this.workspace.open;
    if (!open) return nothing;
    const cells = open.notebook.cells.filter((cell) => cell.kind !== 'note' || /^#{1,3} /m.test(cell.body));
    return html`<nav aria-label=${msg('Outline')}>
      <h2>${msg('Outline')}</h2>
      <ul>
        ${cells.map((cell) => {
          const hasProblem = open.notebook.problems.some(
            (problem) => problem.cell === cell.index && problem.severity === 'error',
          );
          return html`<li>
            <button class="item" @click=${() => this.dispatchEvent(new GoToCellIntent(cell.index))}>
              ${icon(CELL_ICON[cell.kind])}<span class="text">${cellName(cell)}</span>
              ${hasProblem ? html`<span class="dot" role="img" aria-label=${msg('has an error')}></span>` : nothing}
              ${cell.kind === 'matrix' ? this.#state(cell.id) : nothing}
            </button>
          </li>`;
        })}
      </ul>
    </nav>`;
  }

  #state(matrix: string) {
    const results = this.workspace.results(matrix);
    if (!results?.plan) return nothing;
    const done = results.trials.filter(({ standing }) => standing === 'done').length;
    return html`<span class="state num">${formatCount(done)}/${formatCount(results.plan.total)}</span>`;
  }

  #spent() {
    const { spend, settings } = this.workspace;
    if (!spend) return nothing;
    const locale = currentLocale();
    const rate = settings?.krwPerUsd?.rate ?? null;
    return html`<div class="spent num">
      ${msg('Spent today')}
      <b
        >${formatUsd(spend.todayUsd, locale)}${rate === null ? '' : ` · ${formatKrw(spend.todayUsd * rate, locale)}`}</b
      >
      ${spend.unpriced ? msg(str`and ${formatCount(spend.unpriced)} calls of unknown price`) : nothing}
    </div>`;
  }

  override render() {
    const { notebooks, open } = this.workspace;
    return html`<nav aria-label=${msg('Notebooks')}>
        <h2>
          ${msg('Notebooks')}
          <button
            class="btn quiet icon"
            aria-label=${msg('New notebook')}
            title=${msg('New notebook')}
            @click=${this.#startNaming}
          >
            ${icon('plus')}
          </button>
        </h2>
        ${
          this.isNaming
            ? html`<form @submit=${this.#onCreate}>
                <input
                  class="field"
                  name="title"
                  aria-label=${msg('Title of the new notebook')}
                  placeholder=${msg('Title, then Enter')}
                  @keydown=${(event: KeyboardEvent) => {
                    event.stopPropagation();
                    if (event.key === 'Escape') this.isNaming = false;
                  }}
                  @blur=${() => (this.isNaming = false)}
                />
              </form>`
            : nothing
        }
        <ul>
          ${notebooks.map(
            (item) =>
              html`<li>
                <button
                  class="item"
                  aria-current=${item.name === open?.name}
                  title=${item.error ? inLocale(item.error) : item.name}
                  @click=${() => this.dispatchEvent(new OpenNotebookIntent(item.name))}
                >
                  <span class="text">${item.title || item.name}</span>
                  ${
                    item.errors > 0
                      ? html`<span class="dot" role="img" aria-label=${msg('has an error')}></span>`
                      : nothing
                  }
                </button>
              </li>`,
          )}
        </ul>
      </nav>
      ${this.#outline()}${this.#spent()}`;
  }
}

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

function chartName(chart: string): string {
  const names: Record<string, string> = { cost: msg('Cost'), tokens: msg('Tokens'), latency: msg('Time') };
  return names[chart] ?? chart;
}

function cellName(cell: Cell): string {
  switch (cell.kind) {
    case 'note':
      return /^#{1,3} +(.+)$/m.exec(cell.body)?.[1] ?? msg('Note');
    case 'persona':
    case 'prompt':
      return cell.name;
    case 'dataset':
    case 'matrix':
      return cell.id;
    case 'assert':
      return msg(str`Checks of ${cell.of}`);
    case 'view':
      return msg(str`Results of ${cell.of}`);
    case 'chart':
      return `${chartName(cell.chart)} · ${cell.of}`;
    case 'other':
      return cell.language || msg('text');
    default:
      cell satisfies never;
      return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-side-panel': SidePanelElement;
  }
}
