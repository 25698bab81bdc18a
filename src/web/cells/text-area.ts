import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyle } from '../look/base-style.ts';
import { toPageKey } from '../keys/run-key.ts';

/** Keys of a command of the page, pressed in a field. It comes after the composition it interrupted has ended, and once. */
export class FieldKeyEvent extends Event {
  static readonly type = 'gamut-field-key';
  /** The command's id. */
  readonly command: string;
  constructor(command: string) {
    super(FieldKeyEvent.type, { bubbles: true, composed: true });
    this.command = command;
  }
}

/** The text of a field has changed. Never sent in the middle of a composition. */
export class FieldInputEvent extends Event {
  static readonly type = 'gamut-field-input';
  readonly value: string;
  constructor(value: string) {
    super(FieldInputEvent.type, { bubbles: false });
    this.value = value;
  }
}

/**
 * A plain text field that grows with its text and lets an input method compose in peace: nothing writes its value while
 * someone composes in it, and Enter is always a newline. Liquid `{{variables}}` can be marked behind the text.
 *
 * @fires gamut-field-input the new text
 * @fires gamut-field-key a run chord
 */
@customElement('gamut-text-area')
export class TextAreaElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        position: relative;
      }
      textarea,
      .behind {
        grid-area: 1 / 1;
        margin: 0;
        padding: 0;
        border: 0;
        font: inherit;
        line-height: inherit;
        letter-spacing: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        word-break: inherit;
        tab-size: 4;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 1lh;
        resize: none;
        overflow: hidden;
        field-sizing: content;
        background: transparent;
        color: inherit;
        outline: none;
      }
      textarea:focus-visible {
        outline: var(--field-ring, 2px solid var(--accent));
        outline-offset: 3px;
      }
      .behind {
        color: transparent;
        pointer-events: none;
        visibility: hidden;
      }
      :host([marks]) .behind {
        visibility: visible;
      }
      .behind mark {
        color: transparent;
        background: var(--accent-soft);
        border-radius: 3px;
        box-shadow: 0 0 0 1px color-mix(in oklab, var(--accent) 30%, transparent);
      }
      .behind mark.missing {
        background: var(--bad-soft);
        box-shadow: 0 0 0 1px color-mix(in oklab, var(--bad) 50%, transparent);
      }
      .behind mark.turn {
        background: var(--sunken);
        box-shadow: 0 0 0 1px var(--line);
      }
    `,
  ];

  @property() value = '';
  @property() label = '';
  @property() placeholder = '';
  /** Whether `{{variables}}`, `{% tags %}` and `@turn` lines are marked. */
  @property({ type: Boolean, reflect: true }) marks = false;
  /** Variables that are marked as missing. */
  @property({ attribute: false }) missing: readonly string[] = [];
  @property({ type: Boolean }) spellcheckOn = false;

  @query('textarea') private field!: HTMLTextAreaElement;
  @state() private shown = '';

  #isComposing = false;
  #pendingKey: string | null = null;

  override focus(): void {
    this.field.focus();
  }

  /** Puts a text in at the caret, as if it had been typed: undo knows of it. Not while someone composes. */
  insert(text: string): void {
    if (this.#isComposing) return;
    this.field.focus();
    // The one way that keeps the field's own undo.
    document.execCommand('insertText', false, text);
  }

  /** Where the caret stands in its text. */
  get caret(): number {
    return this.field.selectionEnd;
  }

  /** Goes into the field, with the caret there. */
  focusAt(caret: number): void {
    this.field.focus();
    this.field.setSelectionRange(caret, caret);
  }

  /** The field's live text. */
  get liveValue(): string {
    return this.field.value;
  }

  /**
   * Puts the owner's text in the field. While someone is in it, the owner's text is mostly what they just typed, perhaps
   * without the blank lines at its end: then nothing is written, or the caret would jump. A text that came from elsewhere
   * (another tab, another program, undo) is written even then: to type on in the old one would undo it unseen.
   */
  #take(): void {
    if (this.#isComposing) return;
    const { field, value } = this;
    const isIn = this.shadowRoot?.activeElement === field;
    if (isIn && value.trimEnd() === field.value.trimEnd()) return;
    if (field.value !== value) {
      const { selectionStart, selectionEnd } = field;
      field.value = value;
      if (isIn) field.setSelectionRange(selectionStart, selectionEnd);
    }
    this.shown = value;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && !this.hasUpdated) this.shown = this.value;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.#take();
  }

  #onInput(): void {
    this.shown = this.field.value;
    if (!this.#isComposing) this.#send();
  }

  #send(): void {
    this.dispatchEvent(new FieldInputEvent(this.field.value));
  }

  #onCompositionStart(): void {
    this.#isComposing = true;
  }

  #onCompositionEnd(): void {
    this.#isComposing = false;
    this.shown = this.field.value;
    this.#send();
    const key = this.#pendingKey;
    this.#pendingKey = null;
    if (key) this.dispatchEvent(new FieldKeyEvent(key));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const key = toPageKey(event);
    if (!key) {
      if (event.key === 'Escape' && !event.isComposing) this.field.blur();
      // Keys typed here are text: no shortcut of the page may see them.
      if (event.key !== 'Tab' && event.key !== 'Escape') event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (this.#isComposing || event.isComposing) this.#pendingKey = key;
    else this.dispatchEvent(new FieldKeyEvent(key));
  }

  #marked(): unknown {
    if (!this.marks) return this.shown + '\u200b';
    const parts: unknown[] = [];
    let at = 0;
    for (const match of this.shown.matchAll(
      /\{\{-?\s*([^\s|}.[-]*)[^}]*\}\}|\{%[^%]*%\}|^@(?:user|assistant|system)$/gm,
    )) {
      parts.push(this.shown.slice(at, match.index));
      const [whole, name] = match;
      const isMissing = name !== undefined && this.missing.includes(name);
      const style = isMissing ? 'missing' : whole.startsWith('{{') ? '' : 'turn';
      parts.push(html`<mark class=${style}>${whole}</mark>`);
      at = match.index + whole.length;
    }
    parts.push(this.shown.slice(at) + '\u200b');
    return parts;
  }

  override render() {
    return html`<div class="behind" aria-hidden="true">${this.#marked()}</div>
      <textarea
        rows="1"
        aria-label=${this.label}
        placeholder=${this.placeholder}
        spellcheck=${this.spellcheckOn}
        autocomplete="off"
        @input=${this.#onInput}
        @blur=${this.#take}
        @compositionstart=${this.#onCompositionStart}
        @compositionend=${this.#onCompositionEnd}
        @keydown=${this.#onKeyDown}
      ></textarea>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-text-area': TextAreaElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-field-key': FieldKeyEvent;
    'gamut-field-input': FieldInputEvent;
  }
}
