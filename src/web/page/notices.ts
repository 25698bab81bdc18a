import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { joinSentences } from '../../core/join-sentences.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { pageParts } from '../state/page-parts.ts';
import { watch } from '../state/subject.ts';
import { part } from '../state/load-part.ts';
import { LostDrafts } from '../state/lost-drafts.ts';
import type { Workspace } from '../state/workspace.ts';

const saveNotice = part(() => import('../compare/save-notice.ts'));
const shelfNotice = part(() => import('../side/shelf-notice.ts'));

/** What a person must know at once: no server, what became of the file, a refusal, a fault in the settings. */
@customElement('gamut-notices')
@localized()
export class NoticesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 7px 16px;
        background: var(--warn-soft);
        color: var(--warn);
        font-size: var(--text-m);
        border-bottom: 1px solid var(--line);
      }
      .notice.bad {
        background: var(--bad-soft);
        color: var(--bad);
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      .btn {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  readonly #lost = new LostDrafts();
  #hasLooked = false;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => pageParts);
    watch(this, () => this.#lost);
  }

  protected override willUpdate(): void {
    const { open, settings, shelf } = this.workspace;
    // Once the notebooks are known.
    if (!this.#hasLooked && settings) {
      this.#hasLooked = true;
      void this.#lost.look(() => this.workspace.notebooks.map(({ name }) => name));
    }
    const isSaved = open === null || ['saved', 'unsaved', 'saving'].includes(open.saveState);
    if (!isSaved || open?.news || this.#lost.items.length > 0) void saveNotice.need();
    if (shelf.deleted || shelf.imported) void shelfNotice.need();
  }

  /** What of the page itself did not come. Without a server that is told already, and mends itself. */
  #parts() {
    const { state } = pageParts;
    if (state === 'whole' || this.workspace.lostAt !== null) return nothing;
    return html`<div class="notice" role="alert">
      ${icon('warning')}<span class="words"
        >${
          state === 'renewed'
            ? msg('The server has a newer page than this one. Reload to go on: what you typed is kept.')
            : msg('A part of the page could not be loaded. It is asked for again; what you typed is kept.')
        }</span
      >
      <button class="btn" @click=${() => location.reload()}>${msg('Reload')}</button>
      <button class="btn quiet icon" aria-label=${msg('Dismiss')} @click=${() => pageParts.dismiss()}>
        ${icon('close')}
      </button>
    </div>`;
  }

  /** The notebook that was asked for and has not come: why, and that it will. */
  #awaited() {
    const { awaited, notebooks } = this.workspace;
    const { name } = awaited;
    if (name === null) return nothing;
    const title = isolate(notebooks.find((item) => item.name === name)?.title || name);
    return html`<div class="notice" role="status" data-awaited=${name}>
      ${icon('warning')}<span class="words"
        >${
          awaited.isAway
            ? msg(
                str`“${title}” could not be opened: the server is not reached. It opens once it is; until then this notebook stays.`,
              )
            : msg(str`“${title}” takes long to open. Until it comes this notebook stays.`)
        }</span
      >
      ${
        awaited.isAway
          ? html`<button class="btn" @click=${() => void this.workspace.openNotebook(name)}>${msg('Try again')}</button>`
          : nothing
      }
      <button class="btn" @click=${() => this.workspace.stopOpening()}>${msg('Do not open it')}</button>
    </div>`;
  }

  override render() {
    const { workspace } = this;
    const { fault, settings } = workspace;
    return html`${
      workspace.lostAt === null
        ? nothing
        : html`<div class="notice bad" role="alert">
            ${icon('warning')}<span class="words"
              >${msg(
                'The server is not reached. Nothing is lost: what you type is kept here. Start it again with npm start, and this page goes on.',
              )}</span
            >
          </div>`
    }
    ${this.#awaited()}${this.#parts()}
    <gamut-shelf-notice .workspace=${workspace}></gamut-shelf-notice>
    <gamut-save-notice .workspace=${workspace} .lost=${this.#lost}></gamut-save-notice>
    ${
      fault && fault.kind !== 'offline'
        ? html`<div class="notice bad" role="alert">
            ${icon('warning')}<span class="words">${joinSentences(fault.message, fault.hint)}</span>
            <button
              class="btn quiet icon"
              aria-label=${msg('Dismiss')}
              @click=${() => workspace.dismissFault()}
            >
              ${icon('close')}
            </button>
          </div>`
        : nothing
    }
    ${workspace.runs.questions.map(
      ({ message, about, settle }) =>
        html`<div class="notice" role="alert">
          ${icon('warning')}<span class="words">${message}</span>
          <button class="btn" @click=${() => void settle(true)}>
            ${about === 'costly' ? msg('Run it') : msg('Run all, these without a limit')}
          </button>
          <button class="btn" @click=${() => void settle(false)}>${msg('Do not run')}</button>
        </div>`,
    )}
    ${settings?.configProblems.map(
      (problem) =>
        html`<div class="notice" role="status">
          ${icon('warning')}<span class="words"
            ><span class="mono">${settings.configFile}:${problem.line}:${problem.column}</span>
            ${inLocale(problem.message)}</span
          >
        </div>`,
    )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notices': NoticesElement;
  }
}
