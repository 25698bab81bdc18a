import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { joinSentences } from '../../core/join-sentences.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatMoment } from '../look/locale.ts';
import { saveFile } from '../look/save-file.ts';
import type { LostDrafts } from '../state/lost-drafts.ts';
import { part } from '../state/load-part.ts';
import type { NotebookStore } from '../state/notebook-store.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';

const merging = part(() => import('./merge-dialog.ts'));
const difference = part(() => import('./difference-dialog.ts'));

/** What a person must know of the open notebook's file: that it cannot be written, is gone, or was changed elsewhere. */
@customElement('gamut-save-notice')
@localized()
export class SaveNoticeElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
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
      .notice.calm {
        background: var(--accent-soft);
        color: var(--ink);
      }
      .notice > svg {
        flex: none;
      }
      .words {
        flex: 1 1 24ch;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .btn {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;

  /** Texts that nobody would meet by opening a notebook. */
  @property({ attribute: false }) lost!: LostDrafts;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.lost);
  }

  async #choose(): Promise<void> {
    const { showMergeDialog } = await merging.load();
    // Pressed again while it was on its way.
    if (this.renderRoot.querySelector('gamut-merge')) return;
    if (this.workspace.open) showMergeDialog(this, this.workspace.open);
  }

  async #show(open: NotebookStore): Promise<void> {
    const { showDifference } = await difference.load();
    if (!open.news || this.renderRoot.querySelector('gamut-difference')) return;
    const { kind, before, now } = open.news;
    showDifference(this, {
      title: kind === 'merged' ? msg('What another program changed') : msg('What had not been saved'),
      before,
      now,
    });
  }

  #saveCopy(open: NotebookStore): void {
    const name = open.name.split('/').at(-1) ?? open.name;
    saveFile(name, new Blob([open.text], { type: 'text/markdown' }));
  }

  #state(open: NotebookStore) {
    const { workspace } = this;
    const copy = html`<button class="btn" @click=${() => this.#saveCopy(open)}>
      ${icon('download')}${msg('Save a copy')}
    </button>`;
    switch (open.saveState) {
      case 'conflict': {
        const count = open.conflict?.conflicts.length ?? 0;
        return html`<div class="notice" role="alert">
          ${icon('warning')}<span class="words"
            >${
              count === 1
                ? msg(
                    'One cell was changed both here and in the file. Nothing is overwritten: choose which text stays.',
                  )
                : msg(
                    str`${count} cells were changed both here and in the file. Nothing is overwritten: choose which texts stay.`,
                  )
            }</span
          >
          <button class="btn" @click=${this.#choose}>${msg('Compare and choose')}</button>
        </div>`;
      }
      case 'gone': {
        const renamed = workspace.renamedTo;
        return html`<div class="notice bad" role="alert">
          ${icon('warning')}<span class="words"
            >${
              renamed === null
                ? msg(
                    str`“${isolate(open.name)}” is not in the folder any more: it was moved, renamed or deleted. Its text is still here, and is kept.`,
                  )
                : msg(
                    str`“${isolate(open.name)}” is now called “${isolate(renamed)}”. Its text is still here, and is kept.`,
                  )
            }</span
          >
          ${
            renamed === null
              ? nothing
              : html`<button class="btn" @click=${() => void workspace.follow(renamed)}>
                  ${msg('Go on there')}
                </button>`
          }
          <button class="btn" @click=${() => void workspace.recreate()}>${msg('Write the file again')}</button>
          ${copy}
        </div>`;
      }
      case 'failed':
        // Without a server there is a notice of its own.
        if (!open.fault || open.fault.kind === 'offline') return nothing;
        return html`<div class="notice bad" role="alert">
          ${icon('warning')}<span class="words"
            >${joinSentences(open.fault.message, open.fault.hint)}
            ${msg('What you typed is kept in this browser until it is saved.')}</span
          >
          <button class="btn" @click=${() => void open.save()}>${msg('Try again')}</button>
          ${copy}
        </div>`;
      case 'saved':
      case 'unsaved':
      case 'saving':
        return nothing;
      default:
        open.saveState satisfies never;
        return nothing;
    }
  }

  #news(open: NotebookStore) {
    const { news } = open;
    if (!news) return nothing;
    const canUndo = open.text === news.now;
    return html`<div class="notice calm" role="status">
      ${icon('note')}<span class="words"
        >${
          news.kind === 'merged'
            ? msg('Another program changed other cells of this file. Both changes are in it now.')
            : msg(
                str`Text of ${formatMoment(new Date(news.editedAt ?? 0).toISOString())} that had not been saved is back.`,
              )
        }</span
      >
      <button class="btn" @click=${() => void this.#show(open)}>${msg('Show what differs')}</button>
      ${
        canUndo
          ? html`<button
              class="btn"
              @click=${() => {
                open.edit(news.before);
                open.dismissNews();
              }}
            >
              ${news.kind === 'merged' ? msg('Take it back') : msg('Discard it')}
            </button>`
          : nothing
      }
      <button
        class="btn quiet icon"
        aria-label=${msg('Dismiss')}
        title=${msg('Dismiss')}
        @click=${() => open.dismissNews()}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  async #writeLost(name: string): Promise<void> {
    if (await this.lost.write(name)) await this.workspace.openNotebook(name);
  }

  #lostOnes() {
    const { items, fault } = this.lost;
    return items.map(
      ({ name, draft }) =>
        html`<div class="notice" role="status">
          ${icon('note')}<span class="words"
            >${msg(
              str`“${isolate(name)}” is gone, and has text of ${formatMoment(new Date(draft.at).toISOString())} that was never saved.`,
            )}
            ${fault?.message ?? ''}</span
          >
          <button class="btn" @click=${() => void this.#writeLost(name)}>
            ${msg('Write the file again')}
          </button>
          <button class="btn" @click=${() => void this.lost.discard(name)}>${msg('Discard it')}</button>
        </div>`,
    );
  }

  override render() {
    const { open } = this.workspace;
    return html`${open ? html`${this.#state(open)}${this.#news(open)}` : nothing}${this.#lostOnes()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-save-notice': SaveNoticeElement;
  }
}
