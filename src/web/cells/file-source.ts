import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';
import { keepText } from '../keys/run-key.ts';
import { EditTextIntent, type GoToLineIntent } from '../state/events.ts';
import type { Problem } from '../../core/notebook.ts';
import { problemList, problemStyle } from './problem-list.ts';

/** A longer text is taken when typing pauses, not at each key: it is read as a whole. */
const LARGE = 60_000;
const PAUSE_MS = 400;
/** More lines are not wrapped, so that their numbers need no measuring. */
const MOST_WRAPPED = 1500;

/**
 * The whole notebook as the file has it: a plain text field with line numbers, and what is wrong at its lines. It edits the
 * same text as the cells, with the same undo.
 *
 * @fires gamut-edit-text
 * @slot - what stands at the right of the head line
 */
@customElement('gamut-file-source')
@localized()
export class FileSourceElement extends LitElement {
  static override styles = [
    baseStyle,
    problemStyle,
    css`
      :host {
        display: block;
        padding: var(--space-4) var(--space-5) 20vh;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 6px;
      }
      .problems {
        margin-bottom: 10px;
        padding-inline: 8px;
      }
      .paper {
        --gutter: calc(var(--digits) * 1ch + 26px);
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        overflow-x: auto;
        padding: 8px 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        font: var(--text-m) / 1.6 var(--font-mono);
      }
      .paper:focus-within {
        border-color: var(--line-strong);
        box-shadow: var(--shadow);
      }
      textarea,
      .lines {
        grid-area: 1 / 1;
        margin: 0;
        padding: 0 12px 0 var(--gutter);
        border: 0;
        font: inherit;
        letter-spacing: inherit;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        word-break: normal;
        tab-size: 4;
      }
      .paper.flat textarea,
      .paper.flat .lines {
        white-space: pre;
        overflow-wrap: normal;
      }
      textarea {
        display: block;
        width: 100%;
        resize: none;
        overflow: hidden;
        field-sizing: content;
        background: transparent;
        color: inherit;
        outline: none;
      }
      textarea {
        position: relative;
        z-index: 1;
      }
      textarea:focus-visible {
        outline: none;
      }
      .paper.flat textarea {
        width: max-content;
        min-width: 100%;
      }
      .lines {
        counter-reset: line;
        color: transparent;
        pointer-events: none;
        user-select: none;
      }
      .line {
        position: relative;
        min-height: 1lh;
        counter-increment: line;
      }
      .line::before {
        content: counter(line);
        position: absolute;
        inset-inline-start: calc(-1 * var(--gutter));
        width: calc(var(--gutter) - 14px);
        color: var(--ink-3);
        font-size: var(--text-s);
        text-align: end;
      }
      .line.error,
      .line.warning {
        margin-inline: calc(-1 * var(--gutter)) -12px;
        padding-inline: var(--gutter) 12px;
        background: var(--bad-soft);
      }
      .line.warning {
        background: var(--warn-soft);
      }
      .line.error::before,
      .line.warning::before {
        inset-inline-start: 0;
        color: var(--bad);
        font-weight: 700;
      }
      .line.warning::before {
        color: var(--warn);
      }
    `,
  ];

  @property() text = '';
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @state() private shown = '';
  @query('textarea') private field!: HTMLTextAreaElement;

  #isComposing = false;
  #timer = 0;

  override focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** The line that the caret is in, 1-based. */
  get line(): number {
    const { value, selectionStart } = this.field;
    return value.slice(0, selectionStart).split('\n').length;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') && !this.#isComposing && this.#timer === 0)
      this.shown = this.text.replace(/\r\n?/g, '\n');
  }

  override updated(): void {
    const { field, shown } = this;
    if (this.#isComposing || field.value === shown) return;
    const { selectionStart, selectionEnd } = field;
    field.value = shown;
    if (this.shadowRoot?.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#take();
  }

  #onInput(): void {
    this.shown = this.field.value;
    clearTimeout(this.#timer);
    if (this.#isComposing) return;
    if (this.shown.length < LARGE) this.#take(true);
    else this.#timer = window.setTimeout(() => this.#take(true), PAUSE_MS);
  }

  /** Puts what is written into the notebook, with the line endings that it had. */
  #take(isForced = false): void {
    if (!isForced && this.#timer === 0) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    const ending = this.text.includes('\r\n') ? '\r\n' : '\n';
    this.dispatchEvent(new EditTextIntent(this.shown.replaceAll('\n', ending)));
  }

  #onCompositionEnd(): void {
    this.#isComposing = false;
    this.#onInput();
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) this.field.blur();
    keepText(event);
  }

  /** Puts the caret at a place of the text, 1-based, and brings its line into sight. */
  goTo(line: number, column: number): void {
    let start = 0;
    for (let at = 1; at < line; at += 1) start = this.shown.indexOf('\n', start) + 1 || this.shown.length;
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(start + column - 1, start + column - 1);
    this.renderRoot.querySelectorAll('.line')[line - 1]?.scrollIntoView({ block: 'center' });
  }

  #onGoToLine(event: GoToLineIntent): void {
    event.stopPropagation();
    this.goTo(event.line, event.column);
  }

  override render() {
    const lines = this.shown.split('\n');
    const marks = new Map<number, Problem['severity']>();
    for (const { line, severity } of this.problems)
      if (severity === 'error' || !marks.has(line)) marks.set(line, severity);
    const isFlat = lines.length > MOST_WRAPPED;
    return html`<h1 class="sr-only">${msg('The whole file')}</h1>
      <div class="head">
        <span class="meta num"
          >${lines.length === 1 ? msg('1 line') : msg(str`${formatCount(lines.length)} lines`)} ·
          ${this.problems.length ? msg(str`problems: ${formatCount(this.problems.length)}`) : msg('nothing wrong')}</span
        >
        <slot></slot>
      </div>
      <div @gamut-go-line=${this.#onGoToLine}>${problemList(this.problems)}</div>
      <div class="paper ${isFlat ? 'flat' : ''}" style=${styleMap({ '--digits': String(String(lines.length).length) })}>
        <div class="lines" aria-hidden="true">${lines.map(
          (line, at) => html`<div class="line ${marks.get(at + 1) ?? ''}">${isFlat ? '' : line}</div>`,
        )}</div>
        <textarea
          rows="1"
          aria-label=${msg('The whole file')}
          spellcheck="false"
          autocomplete="off"
          @input=${this.#onInput}
          @compositionstart=${() => (this.#isComposing = true)}
          @compositionend=${this.#onCompositionEnd}
          @blur=${() => this.#take()}
          @keydown=${this.#onKeyDown}
        ></textarea>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-file-source': FileSourceElement;
  }
}
