import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditKeyIntent, EditLevelsIntent } from '../state/events.ts';
import { toolsNow, withTools } from '../state/tools.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { parseRange } from '../../core/range.ts';
import { isNumeric } from '../../core/parameter.ts';
import { toLevelsText } from '../../core/levels-text.ts';
import type { MatrixCell, Notebook } from '../../core/notebook.ts';
import { PARAMETERS } from '../../core/parameter.ts';
import type { Value } from '../../core/trial.ts';

const TAKE_AFTER_MS = 600;

/** Parameters that are offered by name, with the value each begins with; any other can be written in the source. */
const OFFERED: Record<string, Value> = {
  temperature: 0.7,
  top_p: 0.9,
  max_tokens: 400,
  frequency_penalty: 0.5,
  presence_penalty: 0.5,
  seed: 1,
  stop: '\n\n',
  top_logprobs: 5,
  reasoning_effort: 'low',
  response_format: 'json_object',
  cache_control: '5m',
};

/** A field for each parameter of a matrix: one value, or several with commas, which make an axis. */
@localized()
@customElement('gamut-parameter-fields')
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
  /** The parameter whose field holds what cannot be read. */
  @state() private wrong: string | null = null;
  /** What is being written, as it is written. */
  @state() private draft: { name: string; value: string } | null = null;
  #timer = 0;

  #set(name: string, value: Value | undefined): void {
    this.dispatchEvent(new EditKeyIntent(this.cell, name, value));
  }

  /** What is written goes into the matrix a moment after the last key, and at once when the field is left; what cannot be
   * one of the parameter's values stays in the field and is told. */
  #onInput(name: string, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.draft = { name, value };
    clearTimeout(this.#timer);
    if (event.type === 'change') this.#take();
    else this.#timer = window.setTimeout(() => this.#take(), TAKE_AFTER_MS);
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
      this.draft = { name, value: stepped.text };
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#take(), TAKE_AFTER_MS);
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

  #take(): void {
    clearTimeout(this.#timer);
    if (!this.draft) return;
    const { name, value } = this.draft;
    if (value === this.#shown(name)) {
      this.wrong = null;
      return;
    }
    const tools = toolsNow();
    // What it says is told apart once what reads it is here; it waits for that where nothing can be lost.
    if (!tools) {
      this.dispatchEvent(new EditLevelsIntent(this.cell, name, value));
      return;
    }
    const levels = tools.fromLevelsField(name, value);
    this.wrong = levels === null ? name : null;
    if (levels !== null) this.#set(name, levels);
  }

  #onLeave(): void {
    this.#take();
    if (this.wrong === null) this.draft = null;
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
    this.#take();
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
    const range = canBeRange(name) ? parseRange(this.draft?.value ?? '') : null;
    if (range && 'text' in range) return inLocale(range.text);
    const how = msg('several with commas, or 0 to 1.5 step 0.25');
    return parameter ? `${inLocale(parameter.expected)}; ${how}` : how;
  }

  #field(name: string, levels: Value[] | undefined): TemplateResult {
    const isInherited = this.#isInherited(name);
    const isWrong = this.wrong === name;
    return html`<div class="parameter">
      <label class="mono" for=${name} title=${isInherited ? msg('default of the notebook') : ''}
        >${name}</label
      >
      <span class="value">
        <span class="field box ${isWrong ? 'wrong' : ''} ${isInherited ? 'inherited' : ''}"
          ><input
            id=${name}
            aria-invalid=${isWrong}
            .value=${this.draft?.name === name ? this.draft.value : this.#shown(name)}
            @input=${(event: Event) => this.#onInput(name, event)}
            @change=${(event: Event) => this.#onInput(name, event)}
            @blur=${this.#onLeave}
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
    const count = msg(str`${levels.length} levels`);
    if (!parseRange(this.#shown(name))) return html`<span class="levels num">${count}</span>`;
    const shown = levels.length > 9 ? [...levels.slice(0, 6), '…', ...levels.slice(-2)] : levels;
    return html`<span class="levels num">${count}: ${shown.map(String).join(' · ')}</span>`;
  }

  override render() {
    const axes = new Map(this.cell.axes.map((axis) => [axis.name, axis.levels]));
    const names = [...new Set([...axes.keys(), ...Object.keys(this.cell.params)])];
    names.sort((a, b) => rank(a) - rank(b));
    const absent = Object.keys(OFFERED).filter((name) => !names.includes(name));
    return html`${names.map((name) => this.#field(name, axes.get(name)))}
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
