import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { MOST_NOTE, NO_ANNOTATION, RATINGS, toggleRating, type Annotation } from '../../core/annotation.ts';
import { takeAtEnd } from '../cells/take-at-end.ts';
import { keepText } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { withKeys } from '../page/key-caps.ts';
import { AnnotateIntent } from '../state/events.ts';
import './tag-field.ts';
import type { TagFieldElement, TagsEvent } from './tag-field.ts';

/** A note is kept when its writing pauses this long. */
const NOTE_PAUSE_MS = 600;

/**
 * Star, rating, tags and note of one result. Every change is kept at once; a note when its writing pauses.
 *
 * @fires gamut-annotate
 */
@customElement('gamut-annotation')
@localized()
export class AnnotationEditorElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .star {
        gap: 5px;
      }
      .star .sign {
        font-size: 15px;
        line-height: 1;
      }
      .ratings .btn {
        width: 28px;
        padding: 0;
      }
      .ratings .btn[aria-pressed='true'] {
        background: var(--accent-fill);
        color: var(--accent-ink);
        font-weight: 650;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 58px;
        padding: 6px 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        font-size: var(--text-m);
        line-height: 1.5;
        resize: vertical;
        field-sizing: content;
        max-height: 40vh;
      }
    `,
  ];

  @query('textarea') private noteField!: HTMLTextAreaElement;
  @query('gamut-tag-field') private tagField!: TagFieldElement;

  @property() matrix = '';
  @property() trialId = '';
  @property({ attribute: false }) annotation: Annotation | null = null;
  /** Tags that other results have. */
  @property({ attribute: false }) knownTags: readonly string[] = [];

  #timer = 0;

  constructor() {
    super();
    takeAtEnd(this, () => this.#keepNote());
  }

  /** Puts the focus into one of its fields. */
  async focusField(field: 'note' | 'tags'): Promise<void> {
    await this.updateComplete;
    (field === 'note' ? this.noteField : this.tagField).focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was written belongs to the one that it was written of.
    if (changed.has('trialId') && this.hasUpdated) this.#keepNote(changed.get('trialId') ?? this.trialId);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('annotation') && !changed.has('trialId')) return;
    const note = this.annotation?.note ?? '';
    // What is being written is not written over, nor is the space taken from its end after which somebody is about to go on.
    const { noteField } = this;
    const isIn = (this.renderRoot as ShadowRoot).activeElement === noteField && !changed.has('trialId');
    const isSame = isIn ? noteField.value.trimEnd() === note : noteField.value === note;
    if (this.#timer === 0 && !isSame) noteField.value = note;
  }

  #say(change: Partial<Annotation>, trialId = this.trialId): void {
    this.dispatchEvent(new AnnotateIntent(this.matrix, trialId, change));
  }

  #onKeyDown(event: KeyboardEvent): void {
    // What is around it may go away with that.
    if (event.key === 'Escape') this.#keepNote();
    keepText(event);
  }

  #onInput(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keepNote(), NOTE_PAUSE_MS);
  }

  #keepNote(trialId = this.trialId): void {
    if (this.#timer === 0) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#say({ note: this.noteField.value.trimEnd() }, trialId);
  }

  override render() {
    const { starred, rating, tags } = this.annotation ?? NO_ANNOTATION;
    return html`<div class="row">
        <button
          class="btn star"
          aria-pressed=${starred}
          title=${withKeys(msg('Star'), 'grid-star')}
          data-act="star"
          @click=${() => this.#say({ starred: !starred })}
        >
          <span class="sign" aria-hidden="true">${starred ? '★' : '☆'}</span>${msg('Star')}
        </button>
        <div class="segments ratings" role="group" aria-label=${msg('Rating')}>
          ${RATINGS.map(
            (one) =>
              html`<button
                class="btn num"
                aria-pressed=${rating === one}
                aria-label=${msg(str`${one} of 5`)}
                title=${rating === one ? msg('Take the rating back') : msg(str`${one} of 5`)}
                data-rate=${one}
                @click=${() => this.#say({ rating: toggleRating(this.annotation, one) })}
              >
                ${one}
              </button>`,
          )}
        </div>
      </div>
      <gamut-tag-field
        .tags=${tags}
        .known=${this.knownTags}
        @gamut-tags=${({ tags: now }: TagsEvent) => this.#say({ tags: now })}
      ></gamut-tag-field>
      <textarea
        aria-label=${msg('Note on this answer')}
        placeholder=${msg('A note')}
        maxlength=${MOST_NOTE}
        @input=${this.#onInput}
        @change=${() => this.#keepNote()}
        @keydown=${this.#onKeyDown}
      ></textarea>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-annotation': AnnotationEditorElement;
  }
}
