import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent, RenameVariableIntent } from '../state/events.ts';
import { toolsNow, whenTools } from '../state/tools.ts';
import { icon } from '../look/icons.ts';
import type { DatasetCell, Problem, PromptCell } from '../../core/notebook.ts';
import type { MissingVariable } from '../../core/template-use.ts';
import type { Message } from '../../core/trial.ts';
import { asTurns, canBePlain, turnsOf } from '../../core/turns-body.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import { loadPreviewNear } from './load-near.ts';
import './cell-frame.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';
import './turns-editor.ts';
import type { TurnsEditorElement, TurnsEvent } from './turns-editor.ts';

const MOST_COLUMNS = 12;

/** A prompt template, plain or in turns, with its variables marked, those that no column gives told of, and a free preview
 * of any row of the dataset that goes with it. */
@customElement('gamut-prompt-cell')
@localized()
export class PromptCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      gamut-text-area {
        font-size: var(--text-l);
        line-height: 1.65;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        margin-top: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .column {
        height: 22px;
        padding: 0 7px;
        border: 1px solid var(--line);
        border-radius: 11px;
        background: transparent;
        color: var(--ink-2);
        font: var(--text-s) / 1 var(--font-mono);
        cursor: pointer;
      }
      .column:hover {
        background: var(--hover);
      }
      .column.used {
        border-color: transparent;
        background: var(--accent-soft);
        color: var(--accent);
      }
      .space {
        flex: 1;
      }
      .foot .btn {
        height: 24px;
        /* Its words end where the text does. */
        margin-inline-end: -8px;
        padding-inline: 8px;
        font-size: var(--text-s);
      }
      .missing {
        list-style: none;
        margin: 6px 0 0;
        padding: 0;
        font-size: var(--text-m);
        color: var(--bad);
      }
      .missing li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      .missing .btn {
        height: 24px;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: PromptCell;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];
  /** The dataset that a matrix renders this prompt with; null for none. */
  @property({ attribute: false, hasChanged: isOtherCell }) data: DatasetCell | null = null;
  @query('gamut-turns-editor') private turnsEditor!: TurnsEditorElement | null;
  @query('gamut-text-area') private field!: TextAreaElement | null;

  #edit(body: string, part = ''): void {
    this.dispatchEvent(new EditBodyIntent(this.cell, body, part));
  }

  #insert(column: string): void {
    const text = `{{${column}}}`;
    if (this.turnsEditor) this.turnsEditor.insert(text);
    else this.field?.insert(text);
  }

  #endWaiting: (() => void) | null = null;

  #missing(missing: readonly MissingVariable[], columns: readonly string[]): TemplateResult | typeof nothing {
    if (missing.length === 0) return nothing;
    return html`<ul class="missing">
      ${missing.map(({ name, meant }) => {
        const shown = `{{${name}}}`;
        return html`<li>
          <span>${msg(str`${shown} is no column of ${this.data?.id ?? ''}, which has ${columns.join(', ')}.`)}</span>
          ${
            meant === null
              ? nothing
              : html`<button
                  class="btn"
                  @click=${() => this.#rename(name, meant)}
                >
                  ${msg(str`Use ${`{{${meant}}}`}`)}
                </button>`
          }
        </li>`;
      })}
    </ul>`;
  }

  /** The columns, each put in at the caret by a press; the ways to and from turns. */
  #foot(used: ReadonlySet<string>, turns: readonly Message[] | null): TemplateResult {
    const columns = this.data?.columns ?? [];
    return html`<div class="foot">
      ${columns.slice(0, MOST_COLUMNS).map(
        (column) =>
          html`<button
            class="column ${used.has(column) ? 'used' : ''}"
            title=${msg(str`Insert ${`{{${column}}}`}`)}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#insert(column)}
          >
            ${column}
          </button>`,
      )}
      ${columns.length > MOST_COLUMNS ? html`<span>+${columns.length - MOST_COLUMNS}</span>` : nothing}
      <span class="space"></span>
      ${
        turns === null
          ? html`<button
              class="btn quiet"
              title=${msg('Examples and history: what each side says, turn by turn')}
              @click=${() => this.#edit(asTurns(this.cell.body), 'turns')}
            >
              ${icon('list')}${msg('As turns')}
            </button>`
          : canBePlain(turns)
            ? html`<button class="btn quiet" @click=${() => this.#edit(turns[0]?.content ?? '', 'plain')}>
                ${icon('note')}${msg('As plain text')}
              </button>`
            : nothing
      }
    </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endWaiting = whenTools(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWaiting?.();
  }

  #rename(from: string, to: string): void {
    this.dispatchEvent(new RenameVariableIntent(this.cell, from, to));
  }

  override render() {
    const { cell, data } = this;
    const turns = turnsOf(cell.body);
    const all: readonly Message[] = turns ?? [{ role: 'user', content: cell.body }];
    const templates = all.map(({ content }) => content);
    // What is missing is told once what reads templates is here: somebody is at the page then.
    const tools = toolsNow();
    const missing = data && tools ? tools.missingVariables(templates, data.columns) : [];
    const names = missing.map(({ name }) => name);
    const used = new Set(tools ? templates.flatMap(tools.variablesOf) : cell.variables);
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('prompt')}
      icon="prompt"
      cellId=${cell.id}
      name=${cell.name}
      .hasForm=${true}
      .problems=${this.problems}
    >
      ${
        turns
          ? html`<gamut-turns-editor
              name=${`${msg('prompt')} ${cell.id}`}
              .turns=${turns}
              .missing=${names}
              @gamut-turns=${({ body, part }: TurnsEvent) => this.#edit(body, part)}
            ></gamut-turns-editor>`
          : html`<gamut-text-area
              marks
              label=${`${msg('prompt')} ${cell.id}`}
              placeholder=${msg('What the user says. {{question}} takes a column of the dataset.')}
              .value=${cell.body}
              .missing=${names}
              @gamut-field-input=${({ value }: FieldInputEvent) => this.#edit(value)}
            ></gamut-text-area>`
      }
      ${this.#missing(missing, data?.columns ?? [])} ${this.#foot(used, turns)}
      ${
        data && used.size > 0
          ? html`<gamut-prompt-preview
              ${ref(loadPreviewNear)}
              .turns=${all}
              .data=${data}
            ></gamut-prompt-preview>`
          : nothing
      }
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-prompt-cell': PromptCellElement;
  }
}
