import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { KeyReader } from '../../keys/key-map.ts';
import { baseStyle } from '../../look/base-style.ts';
import { icon } from '../../look/icons.ts';
import { roleLabel } from '../../look/role-label.ts';
import { toTextLanguage } from '../../look/text-language.ts';
import { watch } from '../../state/subject.ts';
import type { Workspace } from '../../state/workspace.ts';
import { findCell, type PersonaCell, type PromptCell } from '../../../core/notebook.ts';
import { seenFrom } from '../../../core/seen-from.ts';
import { pageThrough, showEnd } from './page-through.ts';
import { presentationStyle } from './presentation-style.ts';
import { toSlides, type Slide } from './slides.ts';
import '../../cells/note-cell.ts';
import '../../charts/chart-cell.ts';
import '../../results/results-view.ts';

/** Another screen of the presentation is asked for, 1-based; null leaves it. */
export class SlideEvent extends Event {
  static readonly type = 'gamut-slide';
  readonly slide: number | null;
  constructor(slide: number | null) {
    super(SlideEvent.type);
    this.slide = slide;
  }
}

/** A template's text, its variables set apart from the words around them. */
function withVariables(text: string) {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .map((part, at) => (at % 2 === 0 ? part : html`<span class="variable">${part}</span>`));
}

/**
 * The open notebook as something to be shown to others: screen by screen, notes, results and charts in large type, the
 * sources left out.
 *
 * @fires gamut-slide
 */
@customElement('gamut-presentation')
@localized()
export class PresentationElement extends LitElement {
  static override styles = [baseStyle, presentationStyle];

  @property({ attribute: false }) workspace!: Workspace;
  /** Which screen, 1-based. */
  @property({ type: Number }) slide = 1;
  @query('.slide') private frame!: HTMLElement | null;
  #keys = new KeyReader('present');
  /** Whether the screen that comes is one that was left at its end. */
  #isBack = false;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKeyDown);
    addEventListener('keydown', this.#onClicker, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKeyDown);
    removeEventListener('keydown', this.#onClicker, { capture: true });
  }

  /** What clickers send goes through the talk also where an answer has been clicked, whose own keys these are too. */
  #onClicker = (event: KeyboardEvent): void => {
    if (event.key === 'PageDown' || event.key === 'PageUp') this.#onKeyDown(event);
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    if (event.defaultPrevented || path.some((one) => one instanceof HTMLDialogElement && one.open)) return;
    // A button that has the focus is pressed by Space.
    const [target] = path;
    if (event.key === ' ' && target instanceof HTMLButtonElement) return;
    const asked = this.#keys.read(event);
    const way = asked === 'present-next' ? 'on' : asked === 'present-previous' ? 'back' : null;
    if (way && this.frame && pageThrough(this.frame, way)) {
      event.preventDefault();
      return;
    }
    this.#isBack = way === 'back' && this.slide > 1;
    const to = {
      'present-next': this.slide + 1,
      'present-previous': this.slide - 1,
      'present-first': 1,
      'present-last': Infinity,
      'present-leave': null,
    }[asked ?? ''];
    if (to === undefined) return;
    event.preventDefault();
    this.#go(to);
  };

  #go(to: number | null): void {
    const slide = to === null ? null : Math.max(1, Math.min(to, this.#slides.length));
    if (slide !== this.slide) this.dispatchEvent(new SlideEvent(slide));
  }

  get #slides(): Slide[] {
    const open = this.workspace.open;
    return open ? toSlides(open.notebook) : [];
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('slide')) return;
    this.frame?.scrollTo(0, 0);
    // The keys are heard from the start, and a screen reader begins at the new screen.
    this.frame?.focus({ preventScroll: true });
    if (!this.#isBack) return;
    this.#isBack = false;
    // Once its results stand.
    requestAnimationFrame(() => requestAnimationFrame(() => this.frame && showEnd(this.frame)));
  }

  #personas(personas: PersonaCell[], style: string) {
    if (personas.length === 0) return nothing;
    return html`<dl class="captions ${style}">
      ${personas.map(
        ({ name, text }) =>
          html`<div class="caption" lang=${toTextLanguage(text) ?? nothing}>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  /** A prompt's text; of one in turns all of them with who speaks, so that examples are seen to be part of what is asked. */
  #prompt({ name, id, turns }: PromptCell) {
    const called = name === id ? nothing : html`<small>${name}</small>`;
    const [first] = turns;
    if (turns.length === 1 && first?.role === 'user')
      return html`<blockquote lang=${toTextLanguage(first.content) ?? nothing}>
        ${called}
        <p>${withVariables(first.content)}</p>
      </blockquote>`;
    return html`<blockquote>
      ${called}
      <dl class="turns">
        ${turns.map(
          ({ role, content }) =>
            html`<div>
              <dt>${roleLabel(role)}</dt>
              <dd lang=${toTextLanguage(content) ?? nothing}>${withVariables(content.trim())}</dd>
            </div>`,
        )}
      </dl>
    </blockquote>`;
  }

  #body(slide: Slide) {
    const { workspace } = this;
    const open = workspace.open;
    if (!open) return nothing;
    const { notebook } = open;
    const krwPerUsd = workspace.settings?.krwPerUsd?.rate ?? null;
    switch (slide.kind) {
      case 'words':
        return html`${slide.notes.map((cell) => html`<gamut-note-cell still .cell=${cell}></gamut-note-cell>`)}
        ${this.#personas(slide.personas, '')} ${slide.prompts.map((cell) => this.#prompt(cell))}`;
      case 'results': {
        const matrix = findCell(notebook, 'matrix', slide.matrix);
        const results = workspace.results(slide.matrix);
        if (!matrix || !results) return nothing;
        return html`${this.#personas(slide.personas, 'short')}
          <gamut-results
            .results=${results}
            .live=${workspace.live}
            .notebook=${seenFrom(notebook, matrix)}
            .matrix=${matrix}
            .view=${slide.view}
            .krwPerUsd=${krwPerUsd}
            .selected=${null}
          ></gamut-results>`;
      }
      case 'charts':
        return html`<div class="charts">
          ${slide.charts.map((cell) => {
            const matrix = findCell(notebook, 'matrix', cell.of);
            const results = matrix ? workspace.results(matrix.id) : null;
            if (!matrix || !results) return nothing;
            return html`<gamut-chart
              .results=${results}
              .live=${workspace.live}
              .notebook=${seenFrom(notebook, matrix)}
              .matrix=${matrix}
              .cell=${cell}
              .krwPerUsd=${krwPerUsd}
            ></gamut-chart>`;
          })}
        </div>`;
      default:
        slide satisfies never;
        return nothing;
    }
  }

  override render() {
    const open = this.workspace.open;
    const slides = this.#slides;
    const at = Math.max(1, Math.min(this.slide, slides.length));
    const slide = slides[at - 1];
    return html`<main
        class="slide"
        tabindex="-1"
        data-kind=${slide?.kind ?? 'none'}
        aria-label=${msg(str`Screen ${at} of ${slides.length}`)}
      >
        <div class="inner">
          ${at > 1 ? html`<h1 class="sr-only">${open?.notebook.title || open?.name}</h1>` : nothing}
          ${slide ? this.#body(slide) : html`<p class="empty">${msg('There is nothing to present yet.')}</p>`}
        </div>
      </main>
      <footer>
        <span class="title">${open?.notebook.title || open?.name}</span>
        <button
          class="btn quiet icon"
          aria-label=${msg('Previous screen')}
          ?disabled=${at <= 1}
          @click=${() => this.#go(at - 1)}
        >
          ${icon('chevronLeft')}
        </button>
        <span class="num">${slides.length === 0 ? 0 : at} / ${slides.length}</span>
        <button
          class="btn quiet icon"
          aria-label=${msg('Next screen')}
          ?disabled=${at >= slides.length}
          @click=${() => this.#go(at + 1)}
        >
          ${icon('chevronRight')}
        </button>
        <button class="btn quiet" @click=${() => this.#go(null)}>${msg('Leave (Esc)')}</button>
      </footer>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-presentation': PresentationElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-slide': SlideEvent;
  }
}
