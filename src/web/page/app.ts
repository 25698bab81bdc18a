import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import type {
  ArrangeIntent,
  CommandIntent,
  EditBodyIntent,
  EditInfoIntent,
  GoToCellIntent,
  CountIntent,
  InsertCellIntent,
  InspectIntent,
  OpenNotebookIntent,
  RunIntent,
  StopIntent,
} from '../state/events.ts';
import { newCellText } from '../cells/new-cell.ts';
import { toRunKey, type RunKey } from '../keys/run-key.ts';
import { watch } from '../state/subject.ts';
import { Workspace } from '../state/workspace.ts';
import { duplicateCell, insertCell, moveCell, removeCell } from '../../core/arrange.ts';
import { replaceBody, replaceInfo, replaceNote } from '../../core/edit.ts';
import { findCell } from '../../core/notebook.ts';
import './app-header.ts';
import './help-dialog.ts';
import '../inspector/inspector-panel.ts';
import '../cells/notebook-view.ts';
import './notices.ts';
import './providers-dialog.ts';
import './run-progress.ts';
import './side-panel.ts';
import type { HelpDialogElement } from './help-dialog.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import type { ProvidersDialogElement } from './providers-dialog.ts';
import type { FieldKeyEvent } from '../cells/text-area.ts';

/** The whole page: header, side panel, notebook, inspector. It turns the intents of what is inside into edits and runs. */
@localized()
@customElement('gamut-app')
export class AppElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr) auto;
        height: 100dvh;
      }
      gamut-header,
      gamut-run-progress {
        grid-column: 1 / -1;
      }
      .top {
        grid-column: 1 / -1;
        position: relative;
        z-index: 20;
      }
      gamut-side-panel {
        width: 232px;
        overflow-y: auto;
        border-inline-end: 1px solid var(--line);
      }
      :host([side='closed']) gamut-side-panel {
        display: none;
      }
      main {
        overflow: auto;
        min-width: 0;
        overflow-anchor: auto;
        scrollbar-gutter: stable;
      }
      aside {
        width: 372px;
        border-inline-start: 1px solid var(--line);
        background: var(--surface);
        overflow: auto;
      }
      .empty {
        max-width: 46ch;
        margin: 18vh auto;
        text-align: center;
        color: var(--ink-2);
      }
      .skip {
        position: absolute;
        inset-inline-start: 8px;
        top: 8px;
        z-index: 50;
      }
      .skip:not(:focus) {
        clip-path: inset(50%);
        width: 1px;
        height: 1px;
        overflow: hidden;
      }
      @media (max-width: 1180px) {
        aside {
          position: fixed;
          inset-block: 49px 0;
          inset-inline-end: 0;
          width: min(372px, 100vw);
          z-index: 15;
          box-shadow: var(--shadow-l);
        }
      }
      @media (max-width: 1000px) {
        gamut-side-panel {
          position: fixed;
          inset-block: 49px 0;
          inset-inline-start: 0;
          z-index: 16;
          background: var(--paper);
          box-shadow: var(--shadow-l);
        }
      }
    `,
  ];

  @state() private workspace = new Workspace();
  @state() private inspected: { matrix: string; trialId: string } | null = null;
  @state() private started = false;
  #revision = 0;
  @query('gamut-notebook') private view!: NotebookViewElement | null;
  @query('gamut-help') private helpDialog!: HelpDialogElement;
  @query('gamut-providers') private providersDialog!: ProvidersDialogElement;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace.live);
    this.addEventListener('gamut-edit-body', this.#onEditBody);
    this.addEventListener('gamut-edit-info', this.#onEditInfo);
    this.addEventListener('gamut-run', this.#onRun);
    this.addEventListener('gamut-stop', this.#onStop);
    this.addEventListener('gamut-count', this.#onCount);
    this.addEventListener('gamut-inspect', this.#onInspect);
    this.addEventListener('gamut-open', this.#onOpen);
    this.addEventListener('gamut-go', this.#onGo);
    this.addEventListener('gamut-field-key', this.#onFieldKey);
    this.addEventListener('gamut-arrange', this.#onArrange);
    this.addEventListener('gamut-insert-cell', this.#onInsertCell);
    this.addEventListener('gamut-command', this.#onCommand);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (innerWidth <= 1000) this.setAttribute('side', 'closed');
    addEventListener('keydown', this.#onKeyDown);
    void this.workspace.start().finally(() => (this.started = true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKeyDown);
  }

  #onEditBody = ({ cell, body }: EditBodyIntent): void => {
    const open = this.workspace.open;
    // The element may hold the cell as it was before an edit elsewhere: the one at its place now is meant.
    const now = open?.notebook.cells[cell.index];
    if (!open || !now) return;
    open.edit(
      now.kind === 'note' ? replaceNote(open.text, now, body) : replaceBody(open.text, now, body),
      `cell ${cell.index}`,
    );
  };

  #onEditInfo = ({ cell, info }: EditInfoIntent): void => {
    const open = this.workspace.open;
    const now = open?.notebook.cells[cell.index];
    if (open && now) open.edit(replaceInfo(open.text, now, info));
  };

  #onArrange = ({ cell, what }: ArrangeIntent): void => {
    const open = this.workspace.open;
    const now = open?.notebook.cells[cell.index];
    if (!open || !now) return;
    switch (what) {
      case 'up':
      case 'down': {
        const index = now.index + (what === 'up' ? -1 : 1);
        if (index < 0 || index >= open.notebook.cells.length) return;
        open.edit(moveCell(open.text, now, index));
        this.view?.focusCell(index);
        return;
      }
      case 'duplicate':
        open.edit(duplicateCell(open.text, now));
        this.view?.focusCell(now.index + 1);
        return;
      case 'delete':
        open.edit(removeCell(open.text, now));
        this.view?.focusCell(now.index);
        return;
      default:
        what satisfies never;
    }
  };

  #onInsertCell = ({ index, kind }: InsertCellIntent): void => {
    const open = this.workspace.open;
    if (!open) return;
    open.edit(insertCell(open.text, index, newCellText(kind, open.notebook)));
    this.view?.focusCell(index);
  };

  #onCommand = ({ command }: CommandIntent): void => {
    const open = this.workspace.open;
    switch (command) {
      case 'undo':
        open?.undo();
        return;
      case 'redo':
        open?.redo();
        return;
      case 'help':
        this.helpDialog.show();
        return;
      default:
        command satisfies never;
    }
  };

  #onRun = ({ matrix, mode, only }: RunIntent): void => {
    this.#run(matrix, mode, only);
  };

  #run(matrix: string | null, mode: RunIntent['mode'], only?: string[]): void {
    const first = matrix ?? this.workspace.open?.notebook.cells.find((cell) => cell.kind === 'matrix')?.id;
    if (first) this.view?.showResults(first);
    void this.workspace.run(matrix, mode, only);
  }

  #onStop = ({ matrix }: StopIntent): void => {
    void this.workspace.stop(matrix);
  };

  #onCount = ({ matrix, settled }: CountIntent): void => {
    void this.workspace.count(matrix).finally(settled);
  };

  #onInspect = ({ matrix, trialId }: InspectIntent): void => {
    this.inspected = trialId === null ? null : { matrix, trialId };
  };

  #onOpen = ({ name }: OpenNotebookIntent): void => {
    this.inspected = null;
    if (innerWidth <= 1000) this.setAttribute('side', 'closed');
    void this.workspace.openNotebook(name).then(() => this.renderRoot.querySelector('main')?.scrollTo(0, 0));
  };

  #onGo = ({ index }: GoToCellIntent): void => {
    if (innerWidth <= 1000) this.setAttribute('side', 'closed');
    this.view?.goTo(index);
  };

  #onFieldKey = ({ key }: FieldKeyEvent): void => this.#obey(key);

  #onKeyDown = (event: KeyboardEvent): void => {
    const key = toRunKey(event);
    if (!key || key === 'palette' || key === 'run-next') return;
    event.preventDefault();
    if (!event.isComposing) this.#obey(key);
    // In the middle of a syllable: once it is whole and its field has taken it.
    else addEventListener('compositionend', () => setTimeout(() => this.#obey(key)), { once: true });
  };

  #obey(key: RunKey): void {
    switch (key) {
      case 'run':
      case 'run-next':
        this.#run(null, 'missing');
        return;
      case 'save':
        void this.workspace.open?.save();
        return;
      case 'stop':
        void this.workspace.stop(null);
        return;
      case 'palette':
        return;
      default:
        key satisfies never;
    }
  }

  #onMenu(): void {
    if (this.getAttribute('side') === 'closed') this.removeAttribute('side');
    else this.setAttribute('side', 'closed');
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
        .notebook=${open.notebook}
        .matrix=${matrix}
        .trialId=${inspected.trialId}
        .krwPerUsd=${workspace.settings?.krwPerUsd?.rate ?? null}
        .krwAsOf=${workspace.settings?.krwPerUsd?.asOf ?? null}
      ></gamut-inspector>
    </aside>`;
  }

  override render() {
    const { workspace } = this;
    const { open } = workspace;
    return html`<div class="top">
        <a class="btn skip" href="#main" @click=${this.#onSkip}>${msg('Skip to the notebook')}</a>
        <gamut-header
          .workspace=${workspace}
          @gamut-menu=${this.#onMenu}
          @gamut-providers=${() => this.providersDialog.show()}
          @gamut-help=${() => this.helpDialog.show()}
        ></gamut-header>
        <gamut-run-progress .workspace=${workspace}></gamut-run-progress>
        <gamut-notices .workspace=${workspace}></gamut-notices>
      </div>
      <gamut-side-panel .workspace=${workspace} .isStarted=${this.started}></gamut-side-panel>
      <main id="main" tabindex="-1">
        ${
          open
            ? keyed(
                open,
                html`<gamut-notebook
                .workspace=${workspace}
                .notebook=${open.notebook}
                .revision=${(this.#revision += 1)}
                .selected=${this.inspected}
              ></gamut-notebook>`,
              )
            : this.started
              ? html`<p class="empty">
                  ${msg('There is no notebook here yet. Make one with “New notebook”.')}
                </p>`
              : nothing
        }
      </main>
      ${this.#inspector()}
      <gamut-providers .workspace=${workspace}></gamut-providers>
      <gamut-help></gamut-help>`;
  }

  #onSkip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-app': AppElement;
  }
}
