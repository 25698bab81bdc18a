import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent, RenameVariableIntent } from '../state/events.ts';
import { toolsNow, awaitTools } from '../state/tools.ts';
import { EditTurnsIntent } from '../state/turns-event.ts';
import { icon } from '../look/icons.ts';
import type { DatasetCell, Problem, PromptCell } from '../../core/notebook.ts';
import type { MissingVariable } from '../../core/template-use.ts';
import type { Message } from '../../core/trial.ts';
import { doTurnDeed, type TurnDeed } from '../../core/turn-deed.ts';
import { canBePlain, turnsOf } from '../../core/turns-body.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import { loadPreviewNear, loadTurnsNear } from './load-near.ts';
import './cell-frame.ts';
import './name-field.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';
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
        max-width: 100%;
        min-height: 22px;
        padding: 2px 7px;
        border: 1px solid var(--line);
        border-radius: 11px;
        background: transparent;
        color: var(--ink-2);
        font: var(--text-s) / 1.35 var(--font-mono);
        text-align: start;
        overflow-wrap: anywhere;
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
      .held {
        color: var(--warn);
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
  /** The body with what was done to it while what does it is still on its way; null where that is nothing. */
  @state() private ahead: string | null = null;
  /** The form that was asked for, until it is there. */
  #goesTo: 'turns' | 'plain' | null = null;
  @query('gamut-turns-editor') private turnsEditor!: TurnsEditorElement | null;
  @query('gamut-text-area') private field!: TextAreaElement | null;

  /** Whether somebody is in the plain field, be another window in front: a cell keeps its form under the hands of who types. */
  get #isInPlain(): boolean {
    return this.field !== null && this.shadowRoot?.activeElement === this.field;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('cell')) this.ahead = null;
  }

  /** What the next deed is done on. */
  get #body(): string {
    return this.ahead ?? this.cell.body;
  }

  #edit(body: string): void {
    if (!toolsNow()) this.ahead = body;
    this.dispatchEvent(new EditBodyIntent(this.cell, body));
  }

  #do(deed: TurnDeed, part: string): void {
    if (!toolsNow()) this.ahead = doTurnDeed(this.#body, deed);
    this.dispatchEvent(new EditTurnsIntent(this.cell, deed, part));
  }

  /** Puts a column in at the caret; into turns once their editor has come. */
  async #insert(column: string): Promise<void> {
    const text = `{{${column}}}`;
    const { turnsEditor, field } = this;
    if (!turnsEditor) return field?.insert(text);
    if (!customElements.get('gamut-turns-editor')) {
      await customElements.whenDefined('gamut-turns-editor');
      await turnsEditor.updateComplete;
    }
    turnsEditor.insert(text);
  }

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

  /** Has the prompt in turns, or plain again; who asked for it goes on in its text. */
  #turnInto(form: 'turns' | 'plain'): void {
    this.#goesTo = form;
    this.#do({ do: form === 'turns' ? 'as-turns' : 'as-plain' }, form);
  }

  protected override updated(): void {
    const { turnsEditor, field } = this;
    const goesTo = this.#goesTo;
    if (!goesTo || !(goesTo === 'turns' ? turnsEditor : field)) return;
    this.#goesTo = null;
    if (goesTo === 'plain') void field?.updateComplete.then(() => field.focus());
    else void customElements.whenDefined('gamut-turns-editor').then(() => turnsEditor?.focusLast());
  }

  /** The columns, each put in at the caret by a press; the ways to and from turns. */
  #foot(used: ReadonlySet<string>, turns: readonly Message[] | null, isHeld: boolean): TemplateResult {
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
        turns && isHeld
          ? html`<span class="held">${msg('The @ lines begin turns when you leave this field.')}</span>`
          : turns === null
            ? html`<button
              class="btn quiet"
              title=${msg('Examples and history: what each side says, turn by turn')}
              @click=${() => this.#turnInto('turns')}
            >
              ${icon('list')}${msg('As turns')}
            </button>`
            : canBePlain(turns)
              ? html`<button class="btn quiet" @click=${() => this.#turnInto('plain')}>
                ${icon('note')}${msg('As plain text')}
              </button>`
              : nothing
      }
    </div>`;
  }

  constructor() {
    super();
    awaitTools(this);
  }

  #rename(from: string, to: string): void {
    this.dispatchEvent(new RenameVariableIntent(this.cell, from, to));
  }

  override render() {
    const { cell, data } = this;
    const body = this.#body;
    const turns = turnsOf(body);
    const isHeld = turns !== null && this.#isInPlain;
    const all: readonly Message[] = turns ?? [{ role: 'user', content: body }];
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
      .hasForm=${true}
      .problems=${this.problems}
    >
      <gamut-name-field
        slot="title"
        class=${cell.info['name'] ? '' : 'none'}
        label=${msg('Name of the prompt')}
        .cell=${cell}
      ></gamut-name-field>
      ${
        turns && !isHeld
          ? html`<gamut-turns-editor
              ${ref(loadTurnsNear)}
              name=${`${msg('prompt')} ${cell.id}`}
              .turns=${turns}
              .missing=${names}
              @gamut-turns=${({ deed, part }: TurnsEvent) => this.#do(deed, part)}
            ></gamut-turns-editor>`
          : html`<gamut-text-area
              marks
              label=${`${msg('prompt')} ${cell.id}`}
              placeholder=${msg('What the user says. {{question}} takes a column of the dataset.')}
              .value=${body}
              .missing=${names}
              @gamut-field-input=${({ value }: FieldInputEvent) => this.#edit(value)}
              @focusout=${() => this.requestUpdate()}
            ></gamut-text-area>`
      }
      ${this.#missing(missing, data?.columns ?? [])} ${this.#foot(used, turns, isHeld)}
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
