import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditBodyIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { toProse } from './note-prose.ts';
import type { NoteCell } from '../../core/notebook.ts';
import { isOtherCell } from './cell-change.ts';
import { takeAtEnd } from './take-at-end.ts';
import './text-area.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';

/** Prose: rendered Markdown, cleaned; a click on the pencil (or Enter) edits it. */
@customElement('gamut-note-cell')
@localized()
export class NoteCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        position: relative;
      }
      .prose {
        max-width: 72ch;
        font-size: var(--text-l);
        line-height: 1.7;
        color: var(--ink-2);
      }
      .prose > :first-child {
        margin-top: 0;
      }
      .prose > :last-child {
        margin-bottom: 0;
      }
      .prose h1 {
        font-size: var(--text-2xl);
        line-height: 1.3;
        letter-spacing: -0.015em;
        margin: 0 0 6px;
        color: var(--ink);
      }
      .prose h2 {
        font-size: var(--text-xl);
        margin: 12px 0 4px;
        color: var(--ink);
      }
      .prose h3 {
        font-size: var(--text-l);
        margin: 10px 0 4px;
        color: var(--ink);
      }
      .prose h4,
      .prose h5,
      .prose h6 {
        font-size: var(--text-m);
        margin: 10px 0 4px;
        color: var(--ink);
      }
      .prose p,
      .prose ul,
      .prose ol,
      .prose pre,
      .prose table,
      .prose blockquote {
        margin: 6px 0;
      }
      .prose ul,
      .prose ol {
        padding-inline-start: 22px;
      }
      .prose li > :is(ul, ol) {
        margin: 0;
      }
      .prose blockquote {
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--line-strong);
        color: var(--ink-3);
      }
      .prose hr {
        margin: 14px 0;
        border: 0;
        border-top: 1px solid var(--line);
      }
      .prose code {
        font: 0.93em var(--font-mono);
        background: var(--sunken);
        padding: 1px 4px;
        border-radius: 4px;
      }
      /* A particle follows the word that it belongs to. */
      .prose:lang(ko) code {
        padding-inline: 2px;
      }
      .prose pre code {
        padding: 0;
      }
      .prose pre {
        overflow: auto;
        padding: 10px;
        border-radius: var(--radius);
        background: var(--sunken);
      }
      .prose a {
        color: var(--accent);
      }
      .prose img {
        max-width: 100%;
      }
      .prose table {
        border-collapse: collapse;
        font-size: var(--text-m);
      }
      .prose th,
      .prose td {
        padding: 4px 10px;
        border: 1px solid var(--line);
        font-variant-numeric: tabular-nums;
      }
      .prose th:not([align]) {
        text-align: start;
      }
      .edit {
        position: absolute;
        right: 0;
        top: 0;
        opacity: 0;
      }
      :host(:hover) .edit,
      .edit:focus-visible,
      .edit[aria-pressed='true'] {
        opacity: 1;
      }
      :host([still]) .edit {
        display: none;
      }
      @media (hover: none) {
        .edit {
          opacity: 1;
        }
      }
      gamut-text-area {
        max-width: 76ch;
        padding: 8px 12px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-l);
        background: var(--surface);
        font: var(--text-m) / 1.6 var(--font-mono);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: NoteCell;
  /** Whether it is only to be read. */
  @property({ type: Boolean, reflect: true }) still = false;
  #rendered: { body: string; html: string | null } | null = null;
  @state() private isEditing = false;
  /** What is typed but not yet in the file. */
  @state() private kept: string | null = null;

  /**
   * Plain prose is written to the file as it is typed. A text with a fence would become cells of its own in the middle of
   * a word, and with an empty one the note would go though somebody is about to write in it: these are kept back until the note is
   * left, and a fence that is still open then is closed.
   */
  #onText(event: FieldInputEvent): void {
    this.kept = hasFence(event.value) || isEmpty(event.value) ? event.value : null;
    if (this.kept === null) this.dispatchEvent(new EditBodyIntent(this.cell, event.value));
  }

  #onLeave(event: FocusEvent): void {
    const { kept } = this;
    if (kept !== null && (hasFence(kept) || document.hasFocus())) {
      this.#take(kept);
      return;
    }
    // Another window is gone to, and come back from.
    if (!document.hasFocus() || event.relatedTarget === this.renderRoot.querySelector('.edit')) return;
    // What was pressed must not move away before it is let go.
    const isPressed = document.querySelector(':active') !== null;
    if (isPressed) addEventListener('pointerup', () => setTimeout(() => this.#close()), { once: true });
    else this.#close();
  }

  #take(kept: string): void {
    this.kept = null;
    this.isEditing = false;
    this.dispatchEvent(new EditBodyIntent(this.cell, closeFence(kept)));
  }

  /** What a fence is in becomes cells now: the page goes, or is asked to save or to run what is seen. */
  #takeFences(): void {
    if (this.kept !== null && hasFence(this.kept)) this.#take(this.kept);
  }

  constructor() {
    super();
    takeAtEnd(this, () => this.#takeFences());
  }

  /** Shows the note as prose, unless somebody is in its text. */
  #close(): void {
    if (!this.shadowRoot?.activeElement?.matches('gamut-text-area')) this.isEditing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.kept = null;
  }

  /** Shows the note as it is written, with the focus in it. */
  async edit(): Promise<void> {
    this.isEditing = true;
    await this.updateComplete;
    this.renderRoot.querySelector<TextAreaElement>('gamut-text-area')?.focus();
  }

  /** The note as HTML, made once for each text; null while what cleans it is loaded. */
  #prose() {
    const { body } = this.cell;
    if (this.#rendered?.body !== body) {
      const rendered: { body: string; html: string | null } = { body, html: null };
      this.#rendered = rendered;
      const made = toProse(body);
      if (typeof made === 'string') rendered.html = made;
      else
        void made.then((html) => {
          rendered.html = html;
          this.requestUpdate();
        });
    }
    const { html: clean } = this.#rendered ?? { html: null };
    return clean === null ? nothing : unsafeHTML(clean);
  }

  override render() {
    return html`${
      this.isEditing
        ? html`<gamut-text-area
              label=${msg('Note, in Markdown')}
              .value=${this.kept ?? this.cell.body}
              @gamut-field-input=${this.#onText}
              @gamut-field-key=${() => this.#takeFences()}
              @focusout=${this.#onLeave}
            ></gamut-text-area>
            ${
              this.kept === null || isEmpty(this.kept)
                ? nothing
                : html`<p class="meta">${msg('The fence becomes a cell when you leave this note.')}</p>`
            }`
        : html`<div class="prose" lang=${toTextLanguage(this.cell.body) ?? nothing}>${this.cell.body.trim() ? this.#prose() : nothing}</div>`
    }
      <button
        class="btn quiet icon edit"
        aria-pressed=${this.isEditing}
        aria-label=${this.isEditing ? msg('Done') : msg('Edit this note')}
        title=${this.isEditing ? msg('Done') : msg('Edit this note')}
        @click=${() => (this.isEditing ? this.#close() : this.edit())}
      >
        ${icon(this.isEditing ? 'check' : 'pencil')}
      </button>`;
  }
}

const hasFence = (text: string): boolean => /^ {0,3}(`{3,}|~{3,})/m.test(text);
const isEmpty = (text: string): boolean => text.trim() === '';

/** The text with its last fence closed, if it is open. */
function closeFence(text: string): string {
  let open = '';
  for (const line of text.split('\n')) {
    const marks = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!marks?.[1]) continue;
    if (open === '') open = marks[1];
    else if (marks[1][0] === open[0] && marks[1].length >= open.length && marks[2]?.trim() === '') open = '';
  }
  return open === '' ? text : `${text.replace(/\n$/, '')}\n${open}\n`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-note-cell': NoteCellElement;
  }
}
