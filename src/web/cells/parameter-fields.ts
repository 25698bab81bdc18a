import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { OFFERED } from './offered-parameters.ts';
import { EditKeyIntent, EditLevelsIntent } from '../state/events.ts';
import { takeAtEnd } from './take-at-end.ts';
import { holdField, letFieldsGo } from '../state/held-fields.ts';
import { toolsNow, withTools } from '../state/tools.ts';
import { icon } from '../look/icons.ts';
import { formatCount, inLocale } from '../look/locale.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { parseRange } from '../../core/range.ts';
import { isNumeric } from '../../core/parameter.ts';
import { toLevelsText } from '../../core/levels-text.ts';
import type { MatrixCell, Notebook } from '../../core/notebook.ts';
import { PARAMETERS } from '../../core/parameter.ts';
import type { Value } from '../../core/trial.ts';

const TAKE_AFTER_MS = 600;

/** What is written in a field, as it is written, until it is in the matrix. */
interface Draft {
  value: string;
  /** Whether it cannot be one of the parameter's values. */
  isWrong: boolean;
}

/** A field for each parameter of a matrix: one value, or several with commas, which make an axis. */
@customElement('gamut-parameter-fields')
@localized()
export class ParameterFieldsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      /* A row for each: names under names, fields under fields, steppers under steppers. */
      :host {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 4px 10px;
        min-width: 0;
        width: 100%;
      }
      .parameter {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: baseline;
        min-width: 0;
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      .value {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 10px;
        min-width: 0;
      }
      .box {
        display: inline-flex;
        align-items: center;
        min-width: min(254px, 100%);
        max-width: 100%;
        padding: 0 2px 0 0;
      }
      .box:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      .box.wrong {
        border-color: var(--bad);
      }
      .box.inherited {
        border-style: dashed;
      }
      .inherited input {
        color: var(--ink-2);
      }
      input {
        field-sizing: content;
        flex: 1;
        min-width: 0;
        max-width: 300px;
        height: 100%;
        padding: 0 8px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        font-family: var(--font-mono);
      }
      input:focus-visible {
        outline: none;
      }
      label {
        white-space: nowrap;
      }
      .levels {
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .steps {
        display: inline-flex;
        flex: none;
      }
      .steps .btn {
        width: 22px;
        height: 22px;
        color: var(--ink-3);
        font: 600 var(--text-m) var(--font-mono);
      }
      .steps svg {
        width: 12px;
        height: 12px;
      }
      select {
        grid-column: 1 / -1;
        justify-self: start;
      }
      @container (width < 520px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .parameter {
          margin-bottom: 4px;
        }
      }
      select.field {
        field-sizing: content;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) cell!: MatrixCell;
  @property({ attribute: false }) notebook!: Notebook;
  /** What is being written, and what cannot be taken, by parameter. */
  @state() private drafts: ReadonlyMap<string, Draft> = new Map();
  /** What was written before that which reads it was here, by parameter. */
  readonly #waiting = new Map<string, string>();
  #timer = 0;

  constructor() {
    super();
    takeAtEnd(this, () => {
      for (const name of this.drafts.keys()) this.#take(name);
    });
  }

  #set(name: string, value: Value | undefined): void {
    this.dispatchEvent(new EditKeyIntent(this.cell, name, value));
  }

  #draft(name: string, draft: Draft | null): void {
    const drafts = new Map(this.drafts);
    if (draft) drafts.set(name, draft);
    else drafts.delete(name);
    this.drafts = drafts;
    const { id: matrix } = this.cell;
    const show = (): void => this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(name)}`)?.focus();
    holdField(this, name, draft?.isWrong ? { matrix, name, show } : null);
  }

  /** What is written goes into the matrix a moment after the last key, and at once when the field is left; what cannot be
   * one of the parameter's values stays in the field and is told. With an empty field the parameter goes, and the field with it: not
   * before it is left, as somebody may be about to write another value. */
  #write(name: string, value: string): void {
    this.#draft(name, { value, isWrong: this.drafts.get(name)?.isWrong ?? false });
    clearTimeout(this.#timer);
    if (value.trim() !== '') this.#timer = window.setTimeout(() => this.#take(name), TAKE_AFTER_MS);
  }

  #onInput(name: string, event: Event): void {
    this.#write(name, (event.target as HTMLInputElement).value);
    if (event.type === 'change') this.#take(name);
  }

  /** A step of the number at the caret, or one more: it stays marked, so that it is seen which one it is. */
  #step(name: string, what: 1 | -1 | 'add'): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>(`#${CSS.escape(name)}`);
    if (!field) return;
    const caret = field.selectionEnd ?? field.value.length;
    field.focus();
    withTools(({ addLevel, stepLevels }) => {
      const stepped =
        what === 'add' ? addLevel(name, field.value) : stepLevels(name, field.value, caret, what);
      if (!stepped) return;
      this.#write(name, stepped.text);
      void this.updateComplete.then(() => field.setSelectionRange(stepped.from, stepped.to));
    });
  }

  #onKeyDown(name: string, event: KeyboardEvent): void {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined;
    if (step !== undefined && isNumeric(name) && !event.isComposing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#step(name, step);
    }
    onFieldKey(event);
  }

  #take(name: string): void {
    clearTimeout(this.#timer);
    const draft = this.drafts.get(name);
    if (!draft) return;
    const { value } = draft;
    if (value === (this.#waiting.get(name) ?? this.#shown(name))) {
      if (draft.isWrong) this.#draft(name, { value, isWrong: false });
      return;
    }
    const tools = toolsNow();
    if (!tools) {
      // What it says is told apart once what reads it is here. It waits for that where nothing can be lost.
      this.#waiting.set(name, value);
      this.dispatchEvent(new EditLevelsIntent(this.cell, name, value));
      withTools(({ fromLevelsField }) => this.#tell(name, value, fromLevelsField(name, value) === null));
      return;
    }
    const levels = tools.fromLevelsField(name, value);
    this.#draft(name, { value, isWrong: levels === null });
    if (levels !== null) this.#set(name, levels);
  }

  /** What was written has been read by now: unless it was written over meanwhile, its field says so or is done with it. */
  #tell(name: string, value: string, isWrong: boolean): void {
    if (this.#waiting.get(name) === value) this.#waiting.delete(name);
    if (this.drafts.get(name)?.value !== value) return;
    const isLeft = this.shadowRoot?.activeElement?.id !== name;
    this.#draft(name, isLeft && !isWrong ? null : { value, isWrong });
  }

  #onLeave(name: string): void {
    this.#take(name);
    if (!this.drafts.get(name)?.isWrong && !this.#waiting.has(name)) this.#draft(name, null);
  }

  #shown(name: string): string {
    const range = this.#writtenRange(name);
    if (range !== null) return range;
    const levels = this.cell.axes.find((axis) => axis.name === name)?.levels;
    return toLevelsText(levels ?? this.cell.params[name] ?? null);
  }

  /** The range that the matrix's body has for a parameter, as it is written; null where it has none. */
  #writtenRange(name: string): string | null {
    const written = new RegExp(`^${name}\\s*:\\s*["']?([^"'#\\n]+)`, 'm').exec(this.cell.body)?.[1]?.trim();
    return written !== undefined && parseRange(written) ? written : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    letFieldsGo(this);
  }

  #onAdd(event: Event): void {
    const field = event.target as HTMLSelectElement;
    const name = field.value;
    field.value = '';
    const first = OFFERED[name];
    if (first !== undefined) this.#set(name, first);
  }

  #isInherited(name: string): boolean {
    return name in this.notebook.defaults && !new RegExp(`^${name}\\s*:`, 'm').test(this.cell.body);
  }

  #expected(name: string): string {
    const parameter = PARAMETERS.get(name);
    const range = canBeRange(name) ? parseRange(this.drafts.get(name)?.value ?? '') : null;
    if (range && 'text' in range) return inLocale(range.text);
    const how = msg('several with commas, or 0 to 1.5 step 0.25');
    return parameter ? `${inLocale(parameter.expected)}; ${how}` : how;
  }

  #field(name: string, levels: Value[] | undefined): TemplateResult {
    const isInherited = this.#isInherited(name);
    const draft = this.drafts.get(name);
    const isWrong = draft?.isWrong ?? false;
    return html`<div class="parameter">
      <label class="mono" for=${name} title=${isInherited ? msg('default of the notebook') : ''}
        >${name}</label
      >
      <span class="value">
        <span class="field box ${isWrong ? 'wrong' : ''} ${isInherited ? 'inherited' : ''}"
          ><input
            id=${name}
            aria-invalid=${isWrong}
            .value=${draft?.value ?? this.#shown(name)}
            @input=${(event: Event) => this.#onInput(name, event)}
            @change=${(event: Event) => this.#onInput(name, event)}
            @blur=${() => this.#onLeave(name)}
            @keydown=${(event: KeyboardEvent) => this.#onKeyDown(name, event)}
          />${isNumeric(name) ? this.#steps(name) : nothing}</span
        >
        ${isWrong ? html`<span class="badge bad">${this.#expected(name)}</span>` : nothing}
        ${levels && levels.length > 1 && !isWrong ? this.#levels(name, levels) : nothing}
      </span>
    </div>`;
  }

  #steps(name: string): TemplateResult {
    const button = (what: 1 | -1 | 'add', label: string, sign: unknown) =>
      html`<button
        class="btn quiet icon"
        tabindex="-1"
        aria-label=${label}
        title=${label}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#step(name, what)}
      >
        ${sign}
      </button>`;
    return html`<span class="steps"
      >${button(-1, msg('One step down'), '−')}${button(1, msg('One step up'), '+')}${button(
        'add',
        msg('One more level'),
        icon('listPlus'),
      )}</span
    >`;
  }

  /** How many levels there are; those of a range are named, as it is not seen from its ends which they are. */
  #levels(name: string, levels: Value[]): TemplateResult {
    const count = msg(str`${formatCount(levels.length)} levels`);
    if (!parseRange(this.#shown(name))) return html`<span class="levels num">${count}</span>`;
    const shown = levels.length > 9 ? [...levels.slice(0, 6), '…', ...levels.slice(-2)] : levels;
    return html`<span class="levels num">${count}: ${shown.map(String).join(' · ')}</span>`;
  }

  override render() {
    const axes = new Map(this.cell.axes.map((axis) => [axis.name, axis.levels]));
    const names = [...new Set([...axes.keys(), ...Object.keys(this.cell.params)])];
    names.sort((a, b) => rank(a) - rank(b));
    const absent = Object.keys(OFFERED).filter((name) => !names.includes(name));
    // Each keeps its own element: what the browser knows of a field, its caret and what can be undone, is of one parameter.
    return html`${repeat(
      names,
      (name) => name,
      (name) => this.#field(name, axes.get(name)),
    )}
    ${
      absent.length === 0
        ? nothing
        : html`<select class="field" aria-label=${msg('Add a parameter')} @change=${this.#onAdd}>
            <option value="">${msg('+ parameter')}</option>
            ${absent.map((name) => html`<option value=${name}>${name}</option>`)}
          </select>`
    }`;
  }
}

function canBeRange(name: string): boolean {
  return PARAMETERS.get(name)?.numeric ?? true;
}

function rank(name: string): number {
  const at = Object.keys(OFFERED).indexOf(name);
  return at < 0 ? Object.keys(OFFERED).length : at;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-parameter-fields': ParameterFieldsElement;
  }
}
