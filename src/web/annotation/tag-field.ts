import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { toTags } from '../../core/annotation.ts';
import { keepText } from '../keys/run-key.ts';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';

/** Other tags than before. */
export class TagsEvent extends Event {
  static readonly type = 'gamut-tags';
  readonly tags: string[];
  constructor(tags: string[]) {
    super(TagsEvent.type);
    this.tags = tags;
  }
}

/**
 * Tags as chips, and a field for more: Enter or a comma adds what is written, Backspace in the empty field takes the last
 * one away. In the middle of a syllable nothing is added before it is whole.
 *
 * @fires gamut-tags
 */
@customElement('gamut-tag-field')
@localized()
export class TagFieldElement extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        min-height: var(--control);
        padding: 3px 4px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      :host(:focus-within) {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      .tag {
        display: inline-flex;
        align-items: center;
        gap: 1px;
        padding: 0 2px 0 7px;
        border-radius: 4px;
        background: var(--accent-soft);
        color: var(--accent);
        font-size: var(--text-s);
      }
      .tag button {
        display: grid;
        place-items: center;
        width: 20px;
        height: 20px;
        padding: 0;
        border: 0;
        border-radius: 3px;
        background: none;
        color: inherit;
        cursor: pointer;
      }
      .tag button:hover {
        background: var(--surface);
      }
      .tag svg {
        width: 11px;
        height: 11px;
      }
      input {
        flex: 1;
        min-width: 84px;
        height: 20px;
        padding: 0 4px;
        border: 0;
        background: none;
        font-size: var(--text-m);
        outline: none;
      }
      /* Where it is, is shown around the tags as well. */
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
    `,
  ];

  @query('input') private field!: HTMLInputElement;

  @property({ attribute: false }) tags: readonly string[] = [];
  /** Tags that are used elsewhere, to choose from. */
  @property({ attribute: false }) known: readonly string[] = [];

  #addsAfterComposition = false;

  #tell(tags: string[]): void {
    this.dispatchEvent(new TagsEvent(tags));
  }

  /** Adds what is written. */
  #add(): void {
    const written = toTags(this.field.value);
    if (written.length === 0) return;
    this.field.value = '';
    this.#tell(toTags([...this.tags, ...written].join(',')));
  }

  #onKeyDown(event: KeyboardEvent): void {
    keepText(event);
    if (event.key === 'Enter' || (event.key === ',' && !event.isComposing)) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (event.isComposing) this.#addsAfterComposition = true;
      else this.#add();
    }
    if (event.key === 'Backspace' && !event.isComposing && this.field.value === '' && this.tags.length > 0)
      this.#tell(this.tags.slice(0, -1));
  }

  #onCompositionEnd(): void {
    if (!this.#addsAfterComposition) return;
    this.#addsAfterComposition = false;
    // Once the field has taken the syllable.
    setTimeout(() => this.#add());
  }

  override render() {
    const free = this.known.filter((tag) => !this.tags.includes(tag));
    return html`${this.tags.map(
      (tag) =>
        html`<span class="tag" data-tag=${tag}
          >#${tag}<button
            aria-label=${msg(str`Take the tag ${isolate(tag)} away`)}
            @click=${() => this.#tell(this.tags.filter((one) => one !== tag))}
          >
            ${icon('close')}
          </button></span
        >`,
    )}<input
        aria-label=${msg('Tags')}
        placeholder=${this.tags.length === 0 ? msg('add a tag') : ''}
        maxlength="200"
        list=${free.length > 0 ? 'known' : nothing}
        @keydown=${this.#onKeyDown}
        @compositionend=${this.#onCompositionEnd}
        @change=${() => this.#add()}
      />${
        free.length > 0
          ? html`<datalist id="known">${free.map((tag) => html`<option value=${tag}></option>`)}</datalist>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-tag-field': TagFieldElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-tags': TagsEvent;
  }
}
