import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import type {
  AnnotateIntent,
  CommandIntent,
  BudgetIntent,
  CountIntent,
  GoToCellIntent,
  InspectIntent,
  OpenNotebookIntent,
  RunIntent,
  StopIntent,
} from '../state/events.ts';
import { heldField } from '../state/held-fields.ts';
import { holdKeys } from '../keys/hold-keys.ts';
import { keyMap } from '../keys/key-map.ts';
import { readAddress, toHash } from '../state/address.ts';
import { callsToMake, runLabel } from '../state/plan-words.ts';
import { watch } from '../state/subject.ts';
import { part } from '../state/load-part.ts';
import { pageParts } from '../state/page-parts.ts';
import { Workspace } from '../state/workspace.ts';
import { findCell, type Cell } from '../../core/notebook.ts';
import type { RunMode } from '../../core/event.ts';
import { appStyle } from './app-style.ts';
import { allCommands, commandOf } from './commands/all-commands.ts';
import { hearEdits } from './edit-intents.ts';
import { hearDrops } from '../side/file-drop.ts';
import { hearKeys } from './key-listener.ts';
import { loadOverlay, overlayTag, renderOverlay, type OverlayElement } from './overlays.ts';
import { isFirstSample } from './first/first-sample.ts';
import type { AnnouncerElement } from './announcer.ts';
import type { SlideEvent } from './presentation/presentation.ts';
import type { CommandPage, Overlay } from './command.ts';
import './announcer.ts';
import './app-header.ts';
import { SideDrawer } from './side-drawer.ts';
import type { InspectorElement } from '../inspector/inspector-panel.ts';
import '../cells/notebook-view.ts';
import { seenFrom } from '../../core/seen-from.ts';
import { hasTopHeading } from '../../core/top-heading.ts';
import './notices.ts';
import '../side/side-panel.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import type { FieldKeyEvent } from '../cells/text-area.ts';

const notOpen = part(() => import('./first/not-open.ts'));
const empty = part(() => import('./first/empty-state.ts'));
const progress = part(() => import('./run-progress.ts'));
const inspector = part(() => import('../inspector/inspector-panel.ts'));
const tour = part(() => import('./first/tour.ts'), { isOfFirstVisit: true });
// With it come the charts.
const presentation = part(() => import('./presentation/presentation.ts'), { isSoon: false });

/** Whether the tour has been seen or put away. */
const TOURED = 'gamut.toured';

/** The whole page: header, side panel, notebook, inspector. What it does on intents is in the modules beside it. */
@customElement('gamut-app')
@localized()
export class AppElement extends LitElement implements CommandPage {
  static override styles = [baseStyle, appStyle];

  @query('gamut-notebook') readonly view!: NotebookViewElement | null;

  @query('gamut-announcer') private announcer!: AnnouncerElement;

  @state() workspace = new Workspace();
  @query('gamut-inspector') private inspectorElement!: InspectorElement | null;
  @state() private inspected: { matrix: string; trialId: string } | null = null;
  @state() private started = false;
  /** The screen that is presented, 1-based; null while nothing is. */
  @state() private slide: number | null = null;
  @state() private isTouring = false;
  /** What has been shown over the page, in the order of asking. */
  @state() private overlays: readonly Overlay[] = [];
  readonly #side = new SideDrawer(this);
  #revision = 0;
  /** How often another notebook had been opened when the page was scrolled to the top of one last. */
  #visits = 0;
  /** Whether a cell of the open notebook has had the focus. */
  #isEntered = false;

  constructor() {
    super();
    keyMap.register(allCommands);
    watch(this, () => this.workspace);
    watch(this, () => this.workspace.live);
    watch(this, () => this.workspace.budgets);
    hearKeys(this, (command) => this.#obey(command));
    hearEdits(this, this);
    hearDrops(this, () => this.workspace);
    this.addEventListener('gamut-run', this.#onRun);
    this.addEventListener('gamut-stop', this.#onStop);
    this.addEventListener('gamut-count', this.#onCount);
    this.addEventListener('gamut-budget', this.#onBudget);
    this.addEventListener('gamut-filter', ({ matrix, only, failed }) =>
      this.workspace.results(matrix)?.narrow(only, failed),
    );
    this.addEventListener('gamut-inspect', this.#onInspect);
    this.addEventListener('gamut-annotate', this.#onAnnotate);
    this.addEventListener('gamut-open', this.#onOpen);
    this.addEventListener('gamut-go', this.#onGo);
    this.addEventListener('gamut-field-key', ({ command }: FieldKeyEvent) => this.#obey(command));
    this.addEventListener('gamut-command', ({ command }: CommandIntent) => this.#obey(command));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onHash);
    this.#onHash();
    pageParts.listen();
    void this.workspace.start().finally(() => {
      this.started = true;
      const name = this.open?.name;
      if (name !== undefined && isFirstSample(name) && !localStorage.getItem(TOURED)) this.startTour();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onHash);
  }

  /** The open notebook; null for none. */
  get open() {
    return this.workspace.open;
  }

  get cell(): Cell | null {
    return this.#isEntered ? (this.view?.current ?? null) : null;
  }

  run(matrix: string | null, mode: RunMode, only?: string[]): void {
    const first = matrix ?? this.open?.notebook.cells.find((cell) => cell.kind === 'matrix')?.id;
    if (first) this.view?.showResults(first);
    const plan = matrix === null ? null : this.workspace.results(matrix)?.certainPlan;
    // Where there is nothing to run at all, the server says why.
    const isKnown = plan && (plan.counts.done > 0 || plan.blocked.length > 0);
    const isDone = isKnown && mode === 'missing' && callsToMake(plan) === 0;
    if (isDone && this.open?.saveState === 'saved' && !heldField(matrix)) this.say(runLabel([plan], false));
    else void this.workspace.runs.start(matrix, mode, only);
  }

  show(overlay: Overlay): void {
    void this.#show(overlay);
  }

  showSide(): void {
    this.#side.open();
  }

  async #show(overlay: Overlay): Promise<void> {
    // What is typed meanwhile is meant for what was asked for, not for the cells.
    const release = holdKeys();
    let typed = '';
    try {
      await loadOverlay(overlay);
      if (!this.overlays.includes(overlay)) this.overlays = [...this.overlays, overlay];
      await this.updateComplete;
    } finally {
      typed = release();
    }
    this.renderRoot.querySelector<OverlayElement>(overlayTag(overlay))?.show(typed);
  }

  toggleSide(): void {
    this.#side.toggle();
    // Whoever calls it over the notebook is to choose in it.
    if (this.#side.isOver) this.renderRoot.querySelector('gamut-side-panel')?.list.focusStop();
  }

  present(): void {
    this.#onSlide({ slide: 1 });
  }

  startTour(): void {
    void tour.need().then(() => (this.isTouring = true));
  }

  say(words: string): void {
    this.announcer.say(words);
  }

  #onTourEnd(): void {
    this.isTouring = false;
    localStorage.setItem(TOURED, '1');
  }

  #onSlide({ slide }: Pick<SlideEvent, 'slide'>): void {
    const name = this.open?.name;
    if (name !== undefined) location.hash = toHash({ name, slide });
  }

  #onHash = (): void => {
    const { slide } = readAddress(location.hash);
    const wasPresenting = this.slide !== null;
    if (slide === null) this.slide = null;
    else {
      void presentation.need().then(() => {
        if (readAddress(location.hash).slide === slide) this.slide = slide;
      });
    }
    // The focus goes back to where the talk was begun from.
    if (wasPresenting && slide === null && this.#isEntered) {
      void this.updateComplete.then(() => this.view?.focusCell(this.cell?.index ?? 0));
    }
  };

  #obey(id: string): void {
    const command = commandOf(id);
    // While presenting, the cells are out of sight.
    if (!command?.run || (this.slide !== null && command.where === 'cell')) return;
    if (command.when?.(this) !== false) command.run(this);
  }

  #onRun = ({ matrix, mode, only }: RunIntent): void => this.run(matrix, mode, only);

  #onStop = ({ matrix }: StopIntent): void => {
    void this.workspace.runs.stop(matrix);
  };

  #onCount = ({ matrix, settled }: CountIntent): void => {
    void this.workspace.runs.count(matrix).finally(settled);
  };

  #onBudget = ({ matrix, usd }: BudgetIntent): void => {
    if (this.open) this.workspace.budgets.set(this.open.name, matrix, usd);
  };

  #onAnnotate = ({ matrix, trialId, change }: AnnotateIntent): void => {
    void this.workspace.annotate(matrix, trialId, change);
  };

  #onInspect = ({ matrix, trialId, part }: InspectIntent): void => {
    this.inspected = trialId === null ? null : { matrix, trialId };
    if (trialId === null) return;
    const shown = Promise.all([inspector.need(), this.updateComplete]);
    if (part) void shown.then(() => this.inspectorElement?.show(part));
  };

  #onOpen = ({ name }: OpenNotebookIntent): void => {
    this.inspected = null;
    this.#isEntered = false;
    this.#side.closeWhereNarrow();
    void this.workspace.openNotebook(name);
  };

  #onGo = ({ index, heading }: GoToCellIntent): void => {
    this.#side.closeWhereNarrow();
    this.view?.goTo(index, heading);
  };

  protected override updated(): void {
    const { visits } = this.workspace;
    if (visits === this.#visits) return;
    this.#visits = visits;
    this.renderRoot.querySelector('main')?.scrollTo(0, 0);
  }

  #onEnter(event: FocusEvent): void {
    if (event.target !== event.currentTarget) this.#isEntered = true;
  }

  #onSkip(event: Event): void {
    event.preventDefault();
    if (this.view) this.view.focusCell(this.cell?.index ?? 0);
    else this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }

  #inspector() {
    const { inspected, workspace } = this;
    const open = workspace.open;
    if (!inspected || !open) return nothing;
    const matrix = findCell(open.notebook, 'matrix', inspected.matrix);
    const results = matrix ? workspace.results(matrix.id) : null;
    if (!matrix || !results) return nothing;
    return html`<aside aria-label=${msg('Inspector')}>
      <gamut-inspector
        .results=${results}
        .live=${workspace.live}
        .notebook=${seenFrom(open.notebook, matrix)}
        .matrix=${matrix}
        .trialId=${inspected.trialId}
        .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
        .krwAsOf=${workspace.settings?.krwPerUsd?.asOf ?? null}
      ></gamut-inspector>
    </aside>`;
  }

  #main() {
    const { workspace } = this;
    const { open } = workspace;
    if (open) {
      return keyed(
        open,
        html`${
          // Whoever goes from heading to heading finds the notebook's name first, also where no note says it.
          open.notebook.cells.length > 0 && !hasTopHeading(open.notebook)
            ? html`<h1 class="sr-only">${open.notebook.title || open.name}</h1>`
            : nothing
        }<p class="on-paper meta">
            ${msg('Printed from the menu of the browser: what was not in sight may be missing. Share, Print (Ctrl+P in the page) prints all of it.')}
          </p>
          <gamut-notebook
          .workspace=${workspace}
          .notebook=${open.notebook}
          .revision=${(this.#revision += 1)}
          .selected=${this.inspected}
        ></gamut-notebook>`,
      );
    }
    if (!this.started) return nothing;
    const isNotOpen = workspace.refused !== null || workspace.notebooks.length > 0;
    void (isNotOpen ? notOpen : empty).need();
    if (isNotOpen) return html`<gamut-not-open .workspace=${workspace}></gamut-not-open>`;
    return html`<gamut-empty .workspace=${workspace}></gamut-empty>`;
  }

  override render() {
    const { workspace, slide } = this;
    const isPresenting = slide !== null;
    if (!workspace.live.isEmpty || workspace.runs.interrupted.length > 0) void progress.need();
    return html`<section class="top" aria-label="Gamut" ?inert=${isPresenting}>
        <a class="btn skip" href="#main" @click=${this.#onSkip}>${msg('Skip to the notebook')}</a>
        <gamut-header .workspace=${workspace}></gamut-header>
        <gamut-run-progress .workspace=${workspace}></gamut-run-progress>
        <gamut-notices .workspace=${workspace}></gamut-notices>
        ${
          this.isTouring
            ? html`<gamut-tour .page=${this.renderRoot} .workspace=${workspace} .say=${(words: string) => this.say(words)} @gamut-tour-end=${this.#onTourEnd}></gamut-tour>`
            : nothing
        }
      </section>
      <main id="main" tabindex="-1" ?inert=${isPresenting} @focusin=${this.#onEnter}>${this.#main()}</main>
      ${isPresenting ? nothing : this.#inspector()}
      <div class="scrim" @click=${() => this.#side.closeWhereNarrow()}></div>
      <gamut-side-panel
        ?inert=${isPresenting} .workspace=${workspace} .view=${this.view}></gamut-side-panel>
      ${
        isPresenting
          ? html`<gamut-presentation
              .workspace=${workspace}
              .slide=${slide}
              @gamut-slide=${this.#onSlide}
            ></gamut-presentation>`
          : nothing
      }
      <gamut-announcer .workspace=${workspace}></gamut-announcer>
      ${repeat(
        this.overlays,
        (overlay) => overlay,
        (overlay) => renderOverlay(overlay, this),
      )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-app': AppElement;
  }
}
