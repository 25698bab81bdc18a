import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../../look/base-style.ts';
import { icon } from '../../look/icons.ts';
import { scrollBehavior } from '../../look/motion.ts';
import { tourSteps } from './tour-steps.ts';

/** The tour is over: seen to its end, or put away. */
export class TourEndEvent extends Event {
  static readonly type = 'gamut-tour-end';
  constructor() {
    super(TourEndEvent.type);
  }
}

/**
 * A few sentences on the first sample, one at a time, each with a ring round what it is about. It stands in a line of its
 * own above the notebook and covers nothing; one may do anything else meanwhile.
 *
 * @fires gamut-tour-end
 */
@localized()
@customElement('gamut-tour')
export class TourElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
        background: var(--accent-soft);
      }
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 16px;
        padding: 8px 16px;
        font-size: var(--text-m);
      }
      .words {
        flex: 1 1 320px;
        min-width: 0;
        max-width: 150ch;
      }
      h2 {
        display: inline;
        margin-inline-end: 6px;
        font-size: inherit;
        font-weight: 650;
      }
      p {
        display: inline;
        color: var(--ink);
      }
      .of {
        margin-inline-end: 6px;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .buttons {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-inline-start: auto;
      }
      .buttons .quiet {
        color: var(--ink);
      }
      .ring {
        position: fixed;
        z-index: 30;
        border: 2px solid var(--accent);
        border-radius: var(--radius-l);
        pointer-events: none;
      }
      @media (forced-colors: active) {
        .ring {
          border-color: Highlight;
        }
      }
    `,
  ];

  /** Where the things that the tour tells of are looked for. */
  @property({ attribute: false }) page!: ParentNode;
  /** Says a step to those who listen. */
  @property({ attribute: false }) say: (words: string) => void = () => {};
  @query('.ring') private ring!: HTMLElement | null;
  @state() private at = 0;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  /** Keeps the ring round its element, wherever that scrolls to. */
  #follow = (): void => {
    this.#frame = requestAnimationFrame(this.#follow);
    const { ring } = this;
    const target = tourSteps()[this.at]?.find(this.page);
    if (!ring) return;
    const box = target?.getBoundingClientRect();
    // Nothing to ring, or not in sight: below the top, which the ring would lie over.
    const top = this.getBoundingClientRect().bottom;
    const isSeen =
      box && box.width > 0 && box.bottom > (box.top < this.offsetTop + 1 ? 0 : top) && box.top < innerHeight;
    ring.hidden = !isSeen;
    if (!isSeen) return;
    const place = `${box.left}|${box.top}|${box.width}|${box.height}`;
    if (ring.dataset['place'] === place) return;
    ring.dataset['place'] = place;
    const edge = 4;
    ring.style.left = `${Math.max(2, box.left - edge)}px`;
    ring.style.top = `${Math.max(2, box.top - edge)}px`;
    ring.style.width = `${Math.min(innerWidth - 4, box.width + 2 * edge)}px`;
    ring.style.height = `${box.height + 2 * edge}px`;
  };

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('at') || changed.get('at') === undefined) return;
    const step = tourSteps()[this.at];
    step?.find(this.page)?.scrollIntoView({ block: 'center', behavior: scrollBehavior() });
    if (step) this.say(`${step.title}. ${step.words}`);
  }

  #end(): void {
    this.dispatchEvent(new TourEndEvent());
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#end();
  }

  override render() {
    const steps = tourSteps();
    const step = steps[this.at];
    if (!step) return nothing;
    const isLast = this.at === steps.length - 1;
    return html`<section aria-label=${msg('Tour')} @keydown=${this.#onKeyDown}>
        <div class="words">
          <span class="of num">${this.at + 1}/${steps.length}</span>
          <h2>${step.title}</h2>
          <p>${step.words}</p>
        </div>
        <div class="buttons">
          ${
            this.at > 0
              ? html`<button
                  class="btn quiet icon"
                  aria-label=${msg('Back')}
                  title=${msg('Back')}
                  @click=${() => (this.at -= 1)}
                >
                  ${icon('chevronLeft')}
                </button>`
              : nothing
          }
          <button class="btn" @click=${() => (isLast ? this.#end() : (this.at += 1))}>
            ${isLast ? msg('Done') : msg('Next')}
          </button>
          ${isLast ? nothing : html`<button class="btn quiet" @click=${this.#end}>${msg('Skip the tour')}</button>`}
        </div>
      </section>
      <div class="ring" hidden></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-tour': TourElement;
  }
}
