import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import {
  checkValueFault,
  fromCheckTexts,
  fromCountField,
  fromScalarField,
  ignoresCase,
  toCheckTexts,
  toScalarField,
  withIgnoredCase,
} from '../../core/check-field.ts';
import { CHECK_WORDS } from '../../core/check-words.ts';
import type { CheckTemplateFault } from '../../core/check-template.ts';
import type { Check, DatasetCell } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';
import { toCanonicalJson, type Value } from '../../core/trial.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { holdField, letFieldsGo } from '../state/held-fields.ts';
import { toolsNow, awaitTools, withTools } from '../state/tools.ts';
import { isOtherCell } from './cell-change.ts';
import { CheckFaultEvent, CheckValueEvent } from './check-value-event.ts';
import { checkValueStyle } from './check-value-style.ts';
import { reasonChips } from './reason-chips.ts';
import './text-area.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';

const TAKE_AFTER_MS = 500;

/**
 * What a check compares with, in the fields that its type needs. What is written is taken a moment after the last key and when the field
 * is left; what cannot be taken stays in the field, and its fault is told there.
 *
 * @fires gamut-check-value
 * @fires gamut-check-fault
 */
@customElement('gamut-check-value')
@localized()
export class CheckValueElement extends LitElement {
  static override styles = [baseStyle, checkValueStyle];

  @property({ attribute: false }) check!: Check;
  /** The value's YAML text; null where it is not known. */
  @property({ attribute: false }) source: string | null = null;

  /** The matrix that the check is of, and that one's dataset: null where it has none, undefined where that cannot be told. */
  @property() matrix = '';
  @property({ attribute: false, hasChanged: isOtherCell }) data: DatasetCell | null | undefined = undefined;

  /** What is written and not yet the check's: a value, and for a schema its text. */
  @state() private draft: { value: Value; text: string | null } | null = null;
  @state() private fault: Text | null = null;
  #timer = 0;
  #wasWrong = false;
  constructor() {
    super();
    awaitTools(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('check');
    if (!before) return;
    const isSame = before.type === this.check.type && sameValue(before.value, this.check.value);
    if (isSame || this.#timer !== 0) return;
    this.draft = null;
    this.#hear(null);
  }

  override updated(): void {
    const isWrong = this.#shownFault() !== null || this.#templateFault() !== null;
    if (isWrong === this.#wasWrong) return;
    this.#wasWrong = isWrong;
    this.dispatchEvent(new CheckFaultEvent(isWrong));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#take();
    letFieldsGo(this);
  }

  /** What is written cannot be taken, and so the notebook says another thing; null: it can. */
  #hear(fault: Text | null): void {
    this.fault = fault;
    const { matrix, check } = this;
    holdField(this, 'value', fault && { matrix, name: check.id, show: () => this.focus() });
  }

  /** Puts the focus to the first field, on what stands in it: to be typed over. */
  override focus(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('input, gamut-text-area, button');
    first?.focus();
    const field = first?.shadowRoot?.activeElement ?? first;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  }

  get #value(): Value {
    return this.draft ? this.draft.value : this.check.value;
  }

  #write(value: Value, text: string | null = null): void {
    this.draft = { value, text };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#take(), TAKE_AFTER_MS);
  }

  /** Something is being composed: it is taken when it is whole. */
  #hold(): void {
    clearTimeout(this.#timer);
  }

  #take(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const { draft, check } = this;
    if (!draft) return;
    if (draft.text !== null) {
      this.#takeText(draft.text);
      return;
    }
    this.#hear(checkValueFault({ type: check.type, value: draft.value }));
    if (this.fault === null && !sameValue(draft.value, check.value))
      this.dispatchEvent(new CheckValueEvent(draft.value));
  }

  /** What reads it may still be on its way. */
  #takeText(text: string): void {
    withTools(({ schemaTextFault }) => {
      if (this.draft?.text !== text) return;
      this.#hear(schemaTextFault(text));
      if (this.fault === null && text.trimEnd() !== this.source?.trimEnd())
        this.dispatchEvent(new CheckValueEvent(null, text));
    });
  }

  #field(name: string, value: string, write: (written: string) => void, style = ''): TemplateResult {
    const isWrong = this.#shownFault() !== null || this.#templateFault() !== null;
    return html`<input
      class="field ${style}"
      aria-label=${`${this.check.id} ${name}`}
      aria-invalid=${isWrong}
      aria-describedby=${isWrong ? 'fault' : nothing}
      autocomplete="off"
      spellcheck="false"
      .value=${value}
      @input=${(event: InputEvent) => {
        write((event.target as HTMLInputElement).value);
        if (event.isComposing) this.#hold();
      }}
      @change=${() => this.#take()}
      @keydown=${onFieldKey}
    />`;
  }

  #pattern(): TemplateResult {
    const value = this.#value;
    const pattern = typeof value === 'string' ? value : '';
    const isIgnored = ignoresCase(pattern);
    const label = msg('Ignore case');
    return html`${this.#field(msg('pattern'), pattern, (written) => this.#write(written), 'mono wide')}<button
        class="btn quiet case"
        aria-pressed=${isIgnored}
        ?disabled=${pattern === ''}
        aria-label=${`${this.check.id}: ${label}`}
        title=${label}
        @click=${() => {
          this.#write(withIgnoredCase(pattern, !isIgnored));
          this.#take();
        }}
      >
        Aa
      </button>`;
  }

  #texts(): TemplateResult {
    const texts = toCheckTexts(this.#value);
    const shown = texts.length === 0 ? [''] : texts;
    const put = (now: readonly string[]): void => this.#write(fromCheckTexts(now));
    const missed = this.#templateFault()?.missing;
    const missing = missed ? [missed.name] : [];
    const next = this.check.type === 'contains' ? msg('and') : msg('or');
    return html`<span class="texts">
      ${shown.map(
        (text, at) =>
          html`<span class="field text">
            <gamut-text-area
              marks
              label=${`${this.check.id} ${msg('text')} ${at + 1}`}
              .value=${text}
              .missing=${missing}
              @gamut-field-input=${({ value }: FieldInputEvent) => put(shown.with(at, value))}
            ></gamut-text-area
            >${
              shown.length > 1
                ? html`<button
                    class="btn quiet icon"
                    aria-label=${`${this.check.id}: ${msg(str`Remove the text ${text}`)}`}
                    title=${msg('Remove')}
                    @click=${() => {
                      put(shown.toSpliced(at, 1));
                      this.#take();
                      void this.updateComplete.then(() => this.#focusText(Math.max(0, at - 1)));
                    }}
                  >
                    ${icon('close')}
                  </button>`
                : nothing
            }</span
          >`,
      )}
      <button
        class="btn quiet another"
        aria-label=${`${this.check.id}: ${next}, ${msg('another text')}`}
        title=${msg('another text')}
        @click=${() => {
          this.#write([...shown, '']);
          this.#hold();
          void this.updateComplete.then(() => this.#focusText(shown.length));
        }}
      >
        ${icon('plus')}${next}
      </button>
    </span>`;
  }

  #focusText(at: number): void {
    this.renderRoot.querySelectorAll<TextAreaElement>('gamut-text-area')[at]?.focus();
  }

  #count(): TemplateResult {
    const value = this.#value;
    const unit = this.check.type === 'max-sentences' ? msg('sentences') : msg('characters');
    return html`${this.#field(
      unit,
      typeof value === 'number' || typeof value === 'string' ? String(value) : '',
      (written) => this.#write(fromCountField(written) ?? written),
      'number num',
    )}<span class="unit">${unit}</span>`;
  }

  #schema(): TemplateResult {
    const text = this.draft?.text ?? this.source ?? JSON.stringify(this.check.value, null, 2);
    return html`<span class="field schema">
      <gamut-text-area
        class="mono"
        label=${`${this.check.id} ${msg('JSON Schema')}`}
        .value=${text}
        @gamut-field-input=${({ value }: FieldInputEvent) => this.#write(null, value)}
      ></gamut-text-area>
    </span>`;
  }

  #jsonField(): TemplateResult {
    const value = this.#value;
    const map = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
    const { path = '', equals, ...others } = map;
    const isCompared = equals !== undefined;
    return html`${this.#field(
      msg('path'),
      typeof path === 'string' ? path : '',
      (written) => this.#write({ ...others, path: written, ...(isCompared ? { equals } : {}) }),
      'mono path',
    )}<select
        class="field"
        aria-label=${`${this.check.id} ${msg('what is asked of the field')}`}
        @change=${(event: Event) => {
          const isEqual = (event.target as HTMLSelectElement).value === 'equals';
          this.#write({ ...others, path, ...(isEqual ? { equals: '' } : {}) });
          this.#take();
        }}
      >
        <option value="there" .selected=${live(!isCompared)}>${msg('is there')}</option>
        <option value="equals" .selected=${live(isCompared)}>${msg('equals')}</option></select
      >${
        isCompared
          ? this.#field(
              msg('value'),
              this.#equalsText ?? toScalarField(equals),
              (written) => {
                this.#equalsText = written;
                this.#write({ ...others, path, equals: fromScalarField(written) });
              },
              'mono wide',
            )
          : nothing
      }`;
  }

  /** How the value of a field is written while somebody is at it: `3.0` is not to become `3` under their hands. */
  #equalsText: string | null = null;

  #fields(): TemplateResult | typeof nothing {
    switch (CHECK_WORDS[this.check.type].takes) {
      case 'pattern':
        return this.#pattern();
      case 'texts':
        return this.#texts();
      case 'count':
        return this.#count();
      case 'schema':
        return this.#schema();
      case 'field':
        return this.#jsonField();
      case 'reasons':
        return reasonChips(this.check.id, toCheckTexts(this.#value), (now) => {
          this.#write(fromCheckTexts(now));
          this.#take();
        });
      default:
        return nothing;
    }
  }

  /** What is wrong with what is written, or with what stands in the notebook. */
  #shownFault(): Text | null {
    return this.draft ? this.fault : checkValueFault(this.check);
  }

  /** What is wrong with the variables in it: it is taken all the same, as a prompt's are. */
  #templateFault(): CheckTemplateFault | null {
    const { check, data } = this;
    if (data === undefined) return null;
    const value = this.draft && this.draft.text === null ? this.draft.value : check.value;
    return toolsNow()?.checkTemplateFault({ value }, data) ?? null;
  }

  /** Puts the column that was meant in the place of one that there is not. */
  #mean(from: string, to: string): void {
    withTools(({ renameVariable }) => {
      const put = (value: Value): Value => {
        if (typeof value === 'string') return renameVariable(value, from, to);
        if (Array.isArray(value)) return value.map(put);
        if (value === null || typeof value !== 'object') return value;
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, put(one)]));
      };
      const text = CHECK_WORDS[this.check.type].takes === 'schema' ? this.source : null;
      if (text === null) this.#write(put(this.#value));
      else this.#write(null, renameVariable(text, from, to));
      this.#take();
    });
  }

  #onLeave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget)) return;
    this.#equalsText = null;
    this.#take();
  }

  override render() {
    const ofTemplate = this.#shownFault() ? null : this.#templateFault();
    const fault = this.#shownFault() ?? ofTemplate?.text ?? null;
    const { name = '', meant = null } = ofTemplate?.missing ?? {};
    return html`<div
        class="fields ${fault ? 'wrong' : ''}"
        @focusout=${this.#onLeave}
        @compositionstart=${this.#hold}
        @gamut-field-key=${() => this.#take()}
      >
        ${this.#fields()}
      </div>
      <p id="fault" class="fault" role="alert">${fault ? html`${icon('warning')}${inLocale(fault)}` : nothing}</p>
      ${
        meant === null
          ? nothing
          : html`<button class="btn meant" @click=${() => this.#mean(name, meant)}>
              ${msg(str`Use ${`{{${meant}}}`}`)}
            </button>`
      }`;
  }
}

function sameValue(one: Value, other: Value): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other);
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-check-value': CheckValueElement;
  }
}
