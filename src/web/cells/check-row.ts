import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import type { CheckEdit } from '../../core/check-edit.ts';
import { checkIdFault } from '../../core/check-field.ts';
import { CHECK_GROUPS, CHECK_WORDS, freeCheckId, valueAs } from '../../core/check-words.ts';
import type { Check, DatasetCell } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';
import type { Value } from '../../core/trial.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount, inLocale, currentLocale } from '../look/locale.ts';
import type { CheckCount } from '../results/check-counts.ts';
import { isOtherCell } from './cell-change.ts';
import { checkRowStyle } from './check-row-style.ts';
import './check-value.ts';
import type { CheckValueElement } from './check-value.ts';
import type { CheckFaultEvent, CheckValueEvent } from './check-value-event.ts';
import './popup-menu.ts';
import type { MenuChoiceEvent } from './popup-menu.ts';

/** Something is done with a check. `part` names what of it is edited; '' for a step of undo of its own. */
export class CheckEditEvent extends Event {
  static readonly type = 'gamut-check-edit';
  readonly edit: CheckEdit;
  readonly part: string;
  constructor(edit: CheckEdit, part = '') {
    super(CheckEditEvent.type, { bubbles: false });
    this.edit = edit;
    this.part = part;
  }
}

/** Where in a row the focus goes. */
export type CheckPlace = 'id' | 'value' | 'menu';

/**
 * One check of a list: its name, what it asks, what it compares with, and how many of the answers pass.
 *
 * @fires gamut-check-edit
 */
@customElement('gamut-check-row')
@localized()
export class CheckRowElement extends LitElement {
  static override styles = [baseStyle, checkRowStyle];

  @property({ attribute: false }) check!: Check;
  /** Its place in the list, and how many there are. */
  @property({ type: Number }) at = 0;
  @property({ type: Number }) count = 1;
  /** Ids of the other checks of the matrix. */
  @property({ attribute: false }) taken: readonly string[] = [];
  /** The YAML text of its value; null where it is not known. */
  @property({ attribute: false }) source: string | null = null;
  /** The matrix that it is of, and that one's dataset: null where it has none, undefined where that cannot be told. */
  @property() matrix = '';
  @property({ attribute: false, hasChanged: isOtherCell }) data: DatasetCell | null | undefined = undefined;
  /** How it goes with the answers; null where none was checked. */
  @property({ attribute: false }) passed: CheckCount | null = null;

  @state() private id_: string | null = null;
  @state() private idFault: Text | null = null;
  /** Whether what is seen is another check than the one that was counted. */
  @state() private isWrong = false;
  @query('gamut-check-value') private value!: CheckValueElement;
  /** Values that it had as other types: who goes through the menu by keys comes back to them. */
  readonly #had = new Map<string, Value>();

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('check');
    if (before && before.id !== this.check.id) {
      this.id_ = null;
      this.idFault = null;
    }
  }

  /** Puts the focus to a place of the row. */
  async focusAt(place: CheckPlace): Promise<void> {
    await this.updateComplete;
    await this.value.updateComplete;
    const id = this.renderRoot.querySelector<HTMLInputElement>('input.id');
    const menu = this.renderRoot.querySelector('gamut-popup-menu');
    await menu?.updateComplete;
    if (place === 'menu') menu?.focus();
    else if (place === 'value' && CHECK_WORDS[this.check.type].takes !== 'nothing') this.value.focus();
    else {
      id?.focus();
      id?.select();
    }
  }

  #edit(edit: CheckEdit, part = ''): void {
    this.dispatchEvent(new CheckEditEvent(edit, part));
  }

  #onId(event: Event): void {
    const id = (event.target as HTMLInputElement).value.trim();
    this.idFault = checkIdFault(id, this.taken);
    this.id_ = this.idFault ? id : null;
    if (!this.idFault && id !== this.check.id)
      this.#edit({ do: 'set', at: this.at, keys: { id } }, `check ${this.at} id`);
  }

  #onType(event: Event): void {
    const { check, at } = this;
    const type = (event.target as HTMLSelectElement).value as Check['type'];
    const from = CHECK_WORDS[check.type].takes;
    const to = CHECK_WORDS[type].takes;
    this.#had.set(from, check.value);
    if (from === to) {
      this.#edit({ do: 'set', at, keys: { type } }, `check ${at} type`);
      return;
    }
    const value = this.#had.get(to) ?? valueAs(check, type, currentLocale() === 'ko');
    this.#edit(
      to === 'nothing'
        ? { do: 'set', at, keys: { type }, without: ['value', 'flags'] }
        : { do: 'set', at, keys: { type, value }, without: ['flags'] },
      `check ${at} type`,
    );
  }

  #onValue({ value, text }: CheckValueEvent): void {
    const { at } = this;
    this.#edit(
      text === null ? { do: 'set', at, keys: { value } } : { do: 'text', at, text },
      `check ${at} value`,
    );
  }

  #onChoice({ id }: MenuChoiceEvent): void {
    const { at, check } = this;
    switch (id) {
      case 'duplicate':
        this.#edit({ do: 'duplicate', at, id: freeCheckId(check.id, [check.id, ...this.taken]) });
        return;
      case 'up':
      case 'down':
        this.#edit({ do: 'move', at, to: at + (id === 'up' ? -1 : 1) });
        return;
      default:
        this.#edit({ do: 'remove', at });
    }
  }

  #passed() {
    const { passed } = this;
    if (!passed) return nothing;
    if (this.isWrong) {
      const lacking = msg('Counted once it can be checked');
      return html`<span class="passed num" title=${lacking}
        ><span aria-hidden="true">—</span><span class="sr-only">${lacking}</span></span
      >`;
    }
    const { pass, fail, unknown } = passed;
    const all = pass + fail + unknown;
    const words = msg(str`${formatCount(pass)} of ${formatCount(all)} pass`);
    const more = unknown === 0 ? '' : msg(str`${formatCount(unknown)} could not be told`);
    const tone = fail > 0 ? 'bad' : unknown > 0 ? 'warn' : 'good';
    return html`<span
      class="passed num ${tone}"
      title=${[msg('Of all answers of the matrix'), ...(more ? [more] : [])].join(' · ')}
      ><span aria-hidden="true">${fail > 0 ? '✕' : unknown > 0 ? '?' : '✓'}</span> ${words}${
        more ? html`<span class="sr-only">, ${more}</span>` : nothing
      }</span
    >`;
  }

  override render() {
    const { check, at, count } = this;
    const fault = this.idFault ?? checkIdFault(check.id, this.taken);
    return html`<div class="row" role="group" aria-label=${msg(str`Check ${check.id}`)}>
      <span class="name">
        <input
          class="field mono id ${fault ? 'wrong' : ''}"
          aria-label=${msg(str`Name of the check ${check.id}`)}
          aria-invalid=${fault !== null}
          aria-describedby=${fault ? 'fault' : nothing}
          autocomplete="off"
          spellcheck="false"
          .value=${this.id_ ?? check.id}
          @change=${this.#onId}
          @keydown=${onFieldKey}
        />
        <span id="fault" class="fault" role="alert">${fault ? inLocale(fault) : nothing}</span>
      </span>
      <select
        class="field type"
        aria-label=${msg(str`What ${check.id} asks of an answer`)}
        @change=${this.#onType}
      >
        ${CHECK_GROUPS.map(
          ({ name, types }) =>
            html`<optgroup label=${inLocale(name)}>
              ${types.map(
                (type) =>
                  html`<option value=${type} .selected=${live(type === check.type)}>${typeLabel(type)}</option>`,
              )}
            </optgroup>`,
        )}
      </select>
      <gamut-check-value
        .check=${check}
        .source=${this.source}
        .matrix=${this.matrix}
        .data=${this.data}
        @gamut-check-value=${this.#onValue}
        @gamut-check-fault=${({ isWrong }: CheckFaultEvent) => (this.isWrong = isWrong)}
      ></gamut-check-value>
      ${this.#passed()}
      <gamut-popup-menu
        icon="more"
        label=${msg(str`What to do with the check ${check.id}`)}
        .items=${[
          { id: 'duplicate', label: msg('Duplicate') },
          { id: 'up', label: msg('Move up'), isDisabled: at === 0 },
          { id: 'down', label: msg('Move down'), isDisabled: at === count - 1 },
          { id: 'remove', label: msg('Remove') },
        ]}
        @gamut-menu-choice=${this.#onChoice}
      ></gamut-popup-menu>
    </div>`;
  }
}

/** A type of check in people's words, with the word that the file has for it. */
export function typeLabel(type: Check['type']): string {
  return `${inLocale(CHECK_WORDS[type].name)} · ${type}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-check-row': CheckRowElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-check-edit': CheckEditEvent;
  }
}
