import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../base-style.ts';
import type { Workspace } from '../workspace.ts';
import {
  cellsOf,
  findCell,
  type Cell,
  type DatasetCell,
  type MatrixCell,
  type Notebook,
  type Problem,
  type PromptCell,
} from '../../core/notebook.ts';
import './assert-cell.ts';
import './cell-frame.ts';
import './chart-cell.ts';
import './dataset-cell.ts';
import './matrix-cell.ts';
import './note-cell.ts';
import './persona-cell.ts';
import './prompt-cell.ts';
import './results-view.ts';

/** The cells of the open notebook, in order, each with the element of its kind. */
@localized()
@customElement('gamut-notebook')
export class NotebookViewElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: var(--space-5) var(--space-5) 30vh;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      li {
        min-width: 0;
        scroll-margin-top: 12px;
        container-type: inline-size;
      }
      li.narrow {
        max-width: 960px;
      }
      li.note {
        max-width: 960px;
        margin-block: var(--space-2);
      }
      li.note:first-child {
        margin-top: 0;
      }
      li.blank {
        display: none;
      }
      li.wide {
        margin-block: var(--space-2);
        container-type: normal;
      }
      @media (max-width: 1000px) {
        ol {
          padding-inline: var(--space-4);
        }
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) notebook!: Notebook;
  /** Changes whenever anything that is shown may have. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) selected: { matrix: string; trialId: string } | null = null;

  /** Brings a cell into view. */
  goTo(index: number): void {
    const item = this.renderRoot.querySelector(`li[data-cell="${index}"]`);
    item?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  /** Brings a matrix's results into view, if they are not. */
  showResults(matrix: string): void {
    const item = this.renderRoot.querySelector(`li[data-results="${CSS.escape(matrix)}"]`);
    if (!item) return;
    const { top } = item.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.6) item.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  #datasetOf(prompt: PromptCell): DatasetCell | null {
    const matrix = cellsOf(this.notebook, 'matrix').find(
      (one) => one.prompts.includes(prompt.id) && one.data !== null,
    );
    return matrix?.data ? findCell(this.notebook, 'dataset', matrix.data) : null;
  }

  #results(matrixId: string, view: Extract<Cell, { kind: 'view' }> | null): TemplateResult {
    const { workspace, notebook } = this;
    const matrix = findCell(notebook, 'matrix', matrixId);
    const results = workspace.results(matrixId);
    if (!matrix || !results) return html`${nothing}`;
    return html`<gamut-results
      .results=${results}
      .live=${workspace.live}
      .notebook=${notebook}
      .matrix=${matrix}
      .view=${view}
      .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
      .selected=${this.selected?.matrix === matrixId ? this.selected.trialId : null}
    ></gamut-results>`;
  }

  /** Whether a model's server has an endpoint that counts tokens. */
  #canCount(model: string): boolean {
    const provider = this.workspace.providers.find(({ id }) => model.startsWith(`${id}/`));
    return provider?.ready === true && (provider.kind === 'anthropic' || provider.id === 'sandbox');
  }

  /** What only the server could tell of a matrix: that its models do with it what they do. */
  #planWarnings(cell: MatrixCell): Problem[] {
    const known = new Set(this.notebook.problems.map(({ message }) => message.en));
    const told = this.workspace.results(cell.id)?.plan?.problems ?? [];
    return told.filter(
      (one) => one.cell === cell.index && one.severity === 'warning' && !known.has(one.message.en),
    );
  }

  #cell(cell: Cell): TemplateResult {
    const { workspace, notebook } = this;
    const problems = notebook.problems.filter((problem) => problem.cell === cell.index);
    const krwPerUsd = workspace.settings?.krwPerUsd?.rate ?? null;
    switch (cell.kind) {
      case 'note':
        return html`<gamut-note-cell .cell=${cell}></gamut-note-cell>`;
      case 'persona': {
        const usedBy = cellsOf(notebook, 'matrix').filter((matrix) =>
          matrix.personas.includes(cell.id),
        ).length;
        return html`<gamut-persona-cell
          .cell=${cell}
          .problems=${problems}
          .usedBy=${usedBy}
        ></gamut-persona-cell>`;
      }
      case 'prompt':
        return html`<gamut-prompt-cell
          .cell=${cell}
          .problems=${problems}
          .data=${this.#datasetOf(cell)}
        ></gamut-prompt-cell>`;
      case 'dataset':
        return html`<gamut-dataset-cell .cell=${cell} .problems=${problems}></gamut-dataset-cell>`;
      case 'matrix':
        return html`<gamut-matrix-cell
          .cell=${cell}
          .notebook=${notebook}
          .problems=${[...problems, ...this.#planWarnings(cell)]}
          .plan=${workspace.results(cell.id)?.plan ?? null}
          .run=${workspace.live.runOf(workspace.open?.name ?? '', cell.id)}
          .knownModels=${workspace.providers.flatMap(({ id, models }) => models.map((model) => `${id}/${model}`))}
          .krwPerUsd=${krwPerUsd}
          .krwRate=${workspace.settings?.krwPerUsd ?? null}
          .countable=${cell.models.filter((id) => this.#canCount(id))}
        ></gamut-matrix-cell>`;
      case 'assert':
        return html`<gamut-assert-cell .cell=${cell} .problems=${problems}></gamut-assert-cell>`;
      case 'view':
        return this.#results(cell.of, cell);
      case 'chart': {
        const matrix = findCell(notebook, 'matrix', cell.of);
        const results = matrix ? workspace.results(matrix.id) : null;
        if (!matrix || !results) return html`${nothing}`;
        return html`<gamut-chart
          .results=${results}
          .live=${workspace.live}
          .notebook=${notebook}
          .matrix=${matrix}
          .cell=${cell}
          .krwPerUsd=${krwPerUsd}
        ></gamut-chart>`;
      }
      case 'other':
        return html`<gamut-cell-frame
          .cell=${cell}
          kind=${cell.language || msg('text')}
          icon=${cell.broken ? 'warning' : 'code'}
          .isBroken=${true}
          .problems=${problems}
        ></gamut-cell-frame>`;
      default:
        cell satisfies never;
        return html`${nothing}`;
    }
  }

  #item(cell: Cell): TemplateResult {
    const isWide = cell.kind === 'view' || cell.kind === 'chart';
    const isBlank = cell.kind === 'note' && cell.body.trim() === '';
    const style = isBlank ? 'blank' : isWide ? 'wide' : cell.kind === 'note' ? 'note' : 'narrow';
    const hasView = cellsOf(this.notebook, 'view').some(
      (view) => cell.kind === 'matrix' && view.of === cell.id,
    );
    return html`<li
        class=${style}
        data-cell=${cell.index}
        data-kind=${cell.kind}
        data-results=${cell.kind === 'view' ? cell.of : nothing}
      >
        ${this.#cell(cell)}
      </li>
      ${
        cell.kind === 'matrix' && !hasView
          ? html`<li class="wide" data-results=${cell.id}>${this.#results(cell.id, null)}</li>`
          : nothing
      }`;
  }

  override render() {
    return html`<ol>
      ${this.notebook.cells.map((cell) => this.#item(cell))}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notebook': NotebookViewElement;
  }
}
