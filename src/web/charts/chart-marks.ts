import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { toCanonicalJson, type Variant } from '../../core/trial.ts';
import { baseStyle } from '../look/base-style.ts';
import { FilterIntent } from '../state/events.ts';
import type { Mark } from './chart-scene.ts';
import type { Box } from './label-place.ts';

/** Between a mark and what is told of it, CSS pixels. */
const GAP = 6;
const HIDE_AFTER_MS = 150;

/**
 * The marks of a chart as buttons over what is drawn: each tells its figures when it is pointed at or focused, and narrows
 * the grid to its levels when it is pressed; pressed again, it shows all. One stop of the Tab key; arrows go on.
 *
 * @fires gamut-filter
 */
@customElement('gamut-chart-marks')
@localized()
export class ChartMarksElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        position: absolute;
        inset: 0;
      }
      button {
        position: absolute;
        padding: 0;
        border: 0;
        border-radius: 5px;
        background: transparent;
        cursor: pointer;
      }
      button:hover,
      button:focus-visible {
        background: color-mix(in srgb, var(--ink) 6%, transparent);
      }
      button[aria-pressed='true'] {
        background: color-mix(in srgb, var(--accent) 12%, transparent);
        box-shadow: inset 0 0 0 1.5px var(--accent);
      }
      .tip {
        position: absolute;
        z-index: 3;
        width: max-content;
        max-width: min(320px, 100%);
        padding: 8px 10px;
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow-l);
        color: var(--ink);
        font-size: var(--text-s);
        line-height: 1.45;
      }
      .tip strong {
        display: block;
        margin-bottom: 3px;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 1px 14px;
        margin: 0;
      }
      dt {
        color: var(--ink-2);
      }
      dd {
        margin: 0;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .tip p {
        margin-top: 5px;
        color: var(--ink-3);
      }
      @media (forced-colors: active) {
        .tip {
          border: 1px solid CanvasText;
        }
        button[aria-pressed='true'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @query('.tip') private tip!: HTMLElement | null;
  @queryAll('button') private buttons!: NodeListOf<HTMLButtonElement>;
  @state() private told: number | null = null;
  @state() private at = 0;

  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** Where each mark is, CSS pixels from the top left. */
  @property({ attribute: false }) boxes: readonly Box[] = [];
  @property() matrix = '';
  /** What the grid is narrowed to. */
  @property({ attribute: false }) only: Variant = {};
  @property() override title = '';

  /** Where the pointer is from the left of the chart; null where it is the keyboard that points. */
  #pointer: number | null = null;
  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(): void {
    const { tip, told } = this;
    const box = told === null ? undefined : this.boxes[told];
    if (!tip || !box) return;
    // It is placed once it is known how large it is: above its mark, or below where there is no room.
    const { offsetWidth: width, offsetHeight: height } = tip;
    const center = this.#pointer ?? box.x + Math.min(box.width / 2, 140);
    const left = Math.max(0, Math.min(center - width / 2, this.offsetWidth - width));
    const above = box.y - GAP - height;
    const top = above > -60 ? above : box.y + box.height + GAP;
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  }

  #press(mark: Mark): void {
    const isPressed = this.#isPressed(mark);
    this.dispatchEvent(new FilterIntent(this.matrix, isPressed ? {} : mark.levels));
  }

  #isPressed({ levels }: Mark): boolean {
    return Object.keys(levels).length > 0 && toCanonicalJson(levels) === toCanonicalJson(this.only);
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.marks.length - 1;
    const next: Record<string, number> = {
      ArrowDown: this.at + 1,
      ArrowRight: this.at + 1,
      ArrowUp: this.at - 1,
      ArrowLeft: this.at - 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape' && this.told !== null) {
      this.told = null;
    } else if (event.key in next) {
      this.at = Math.max(0, Math.min(last, next[event.key] ?? 0));
      this.buttons[this.at]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Hides what is told a moment after the pointer has left: it may be on its way there. */
  #hideSoon = (): void => {
    this.#timer = window.setTimeout(() => this.#tell(null), HIDE_AFTER_MS);
  };

  #tell(place: number | null, pointer: PointerEvent | null = null): void {
    clearTimeout(this.#timer);
    this.#pointer = pointer ? pointer.clientX - this.getBoundingClientRect().left : null;
    this.told = place;
  }

  #tipOf(mark: Mark) {
    return html`<div
      class="tip"
      aria-hidden="true"
      @pointerenter=${() => clearTimeout(this.#timer)}
      @pointerleave=${this.#hideSoon}
    >
      <strong>${mark.title}</strong>
      <dl>
        ${mark.lines.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
      ${
        Object.keys(mark.levels).length === 0
          ? nothing
          : html`<p>
              ${this.#isPressed(mark) ? msg('Press to show all in the grid again') : msg('Press to show these in the grid')}
            </p>`
      }
    </div>`;
  }

  override render() {
    const { marks, boxes, told } = this;
    const at = Math.min(this.at, marks.length - 1);
    const mark = told === null ? undefined : marks[told];
    return html`<div role="group" aria-label=${msg(str`${this.title}: marks`)} @keydown=${this.#onKeyDown}>
        ${marks.map((one, place) => {
          const box = boxes[place];
          if (!box) return nothing;
          const { x, y, width, height } = box;
          return html`<button
            style=${styleMap({
              left: `${x}px`,
              top: `${y}px`,
              width: `${width}px`,
              height: `${height}px`,
            })}
            tabindex=${place === at ? 0 : -1}
            aria-pressed=${this.#isPressed(one)}
            aria-label=${[one.title, one.lines.map(([name, value]) => `${name} ${value}`).join(', ')].join(': ')}
            @click=${() => this.#press(one)}
            @focus=${() => {
              this.at = place;
              this.#tell(place);
            }}
            @blur=${() => this.#tell(null)}
            @pointerenter=${(event: PointerEvent) => this.#tell(place, event)}
            @pointerleave=${this.#hideSoon}
          ></button>`;
        })}
      </div>
      ${mark ? this.#tipOf(mark) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-chart-marks': ChartMarksElement;
  }
}
