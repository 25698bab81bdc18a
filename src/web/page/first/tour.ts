import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../../look/base-style.ts';
import { icon } from '../../look/icons.ts';
import { scrollBehavior } from '../../look/motion.ts';
import { callsToMake } from '../../state/plan-words.ts';
import type { Workspace } from '../../state/workspace.ts';
import { cellsOf } from '../../../core/notebook.ts';
import { progressOf, type Seen } from './tour-progress.ts';
import { look, tourSteps, type TourStep } from './tour-steps.ts';

/** The tour is over: seen to its end, or put away. */
export class TourEndEvent extends Event {
  static readonly type = 'gamut-tour-end';
  constructor() {
    super(TourEndEvent.type);
  }
}

/**
 * A few sentences on the first sample, one at a time, each with a ring round what it is about. It stands in a line of its
 * own above the notebook and covers nothing; one may do anything else meanwhile. Who does what a step asks for is taken to
 * the next one.
 *
 * @fires gamut-tour-end
 */
@customElement('gamut-tour')
@localized()
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
      .done {
        display: inline-block;
        margin-inline-end: 4px;
        color: var(--good);
        vertical-align: -2px;
      }
      .done svg {
        width: 14px;
        height: 14px;
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
  @property({ attribute: false }) workspace!: Workspace;
  @query('.ring') private ring!: HTMLElement | null;
  @state() private at = 0;
  /** What was seen when the step was half done; null before. */
  @state() private half: Seen | null = null;
  /** What was seen when it began. */
  #began: Seen | null = null;
  #taken = 0;
  /** Whether a word was pointed at: what it shows may be gone again before the next frame. */
  #hasPointed = false;
  #isHeld = false;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('click', this.#onClick, { capture: true });
    document.addEventListener('beforetoggle', this.#onToggle, { capture: true });
    this.#began = this.#look();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('click', this.#onClick, { capture: true });
    document.removeEventListener('beforetoggle', this.#onToggle, { capture: true });
    cancelAnimationFrame(this.#frame);
  }

  #onClick = (event: Event): void => {
    const path = event.composedPath();
    const isFile = path.some((one) => one instanceof HTMLAnchorElement && one.hasAttribute('download'));
    const isCsv = path.some((one) => one instanceof Element && one.localName === 'gamut-csv-menu');
    if (isFile && isCsv) this.#taken += 1;
  };

  #onToggle = ({ target, newState }: ToggleEvent): void => {
    if (newState === 'open' && target instanceof Element && target.localName === 'gamut-token-popover')
      this.#hasPointed = true;
  };

  get #steps(): TourStep[] {
    const { open } = this.workspace;
    const plans = open
      ? cellsOf(open.notebook, 'matrix').map(({ id }) => this.workspace.results(id)?.plan ?? null)
      : [];
    const isAllDone = plans.length > 0 && plans.every((plan) => plan !== null && callsToMake(plan) === 0);
    return tourSteps({ isAllDone });
  }

  #go(to: number): void {
    // Who goes back reads again, and is not taken away.
    this.#isHeld = to < this.at;
    this.at = to;
    this.half = null;
    this.#hasPointed = false;
    this.#began = this.#look();
  }

  #look(): Seen {
    const seen = look(this.page, this.workspace, this.#taken);
    return { ...seen, isLooking: seen.isLooking || this.#hasPointed };
  }

  /** Looks whether the person has done what the step asks for. */
  #attend(step: TourStep): void {
    const now = this.#look();
    this.#began ??= now;
    const progress = progressOf(step.id, this.#began, this.half, now);
    if (progress === 'done') this.#go(this.at + 1);
    else if (progress === 'half' && !this.half) {
      this.half = now;
      this.say(step.after?.words ?? msg('Done'));
    }
  }

  /** Keeps the ring round its element, wherever that scrolls to. */
  #follow = (): void => {
    this.#frame = requestAnimationFrame(this.#follow);
    const { ring } = this;
    const step = this.#steps[this.at];
    if (!ring || !step) return;
    if (!this.#isHeld) this.#attend(step);
    const target = (this.half && step.after ? step.after : step).find(this.page);
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
    const step = this.#steps[this.at];
    // Where somebody is typing, the page stays.
    if (!isTyping()) step?.find(this.page)?.scrollIntoView({ block: 'center', behavior: scrollBehavior() });
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
    const steps = this.#steps;
    const step = steps[this.at];
    if (!step) return nothing;
    const isLast = this.at === steps.length - 1;
    const { half } = this;
    return html`<section aria-label=${msg('Tour')} @keydown=${this.#onKeyDown}>
        <div class="words">
          <span class="of num">${this.at + 1}/${steps.length}</span>
          <h2>${half ? html`<span class="done" role="img" aria-label=${msg('Done')}>${icon('check')}</span>` : nothing}${step.title}</h2>
          <p>${(half && step.after ? step.after : step).words}</p>
        </div>
        <div class="buttons">
          ${
            this.at > 0
              ? html`<button
                  class="btn quiet icon"
                  aria-label=${msg('Back')}
                  title=${msg('Back')}
                  @click=${() => this.#go(this.at - 1)}
                >
                  ${icon('chevronLeft')}
                </button>`
              : nothing
          }
          <button
            class="btn ${half ? 'primary' : ''}"
            @click=${() => (isLast ? this.#end() : this.#go(this.at + 1))}
          >
            ${isLast ? msg('Done') : msg('Next')}
          </button>
          ${isLast ? nothing : html`<button class="btn quiet" @click=${this.#end}>${msg('Skip the tour')}</button>`}
        </div>
      </section>
      <div class="ring" hidden></div>`;
  }
}

/** Whether the focus is in something that is typed in. */
function isTyping(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused?.matches('input, textarea, select') ?? false;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-tour': TourElement;
  }
}
