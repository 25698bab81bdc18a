import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { shorten } from '../look/shorten.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';

/** So many characters of a title tell which notebook it is. */
const MOST_OF_TITLE = 40;

/** What became of notebooks: one was deleted and can be brought back; files came in, or did not. */
@customElement('gamut-shelf-notice')
@localized()
export class ShelfNoticeElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        align-items: flex-start;
        gap: 10px;
        padding: 7px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--sunken);
        color: var(--ink-2);
        font-size: var(--text-m);
      }
      .notice.warn {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .words {
        flex: 1;
        min-width: 0;
        align-self: center;
      }
      ul {
        margin: 2px 0 0;
        padding-inline-start: 18px;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  #dismiss() {
    return html`<button
      class="btn quiet icon"
      aria-label=${msg('Dismiss')}
      @click=${() => this.workspace.shelf.dismiss()}
    >
      ${icon('close')}
    </button>`;
  }

  #deleted() {
    const { shelf } = this.workspace;
    if (!shelf.deleted) return nothing;
    const title = isolate(shorten(shelf.deleted.title, MOST_OF_TITLE));
    return html`<div class="notice" role="status">
      <span class="words"
        >${msg(str`“${title}” is in the trash (.trash in the notebooks folder). Data files stay where they are.`)}</span
      >
      <button class="btn" @click=${() => void shelf.undoDelete()}>${msg('Undo')}</button>
      ${this.#dismiss()}
    </div>`;
  }

  #imported() {
    const { imported } = this.workspace.shelf;
    if (!imported) return nothing;
    const { files, refused } = imported;
    const isBad = refused.length > 0;
    const hold = (isHeld: boolean) => () => this.workspace.shelf.holdImport(isHeld);
    return html`<div
      class="notice ${isBad ? 'warn' : ''}"
      role=${isBad ? 'alert' : 'status'}
      @pointerenter=${hold(true)}
      @pointerleave=${hold(false)}
      @focusin=${hold(true)}
      @focusout=${hold(false)}
    >
      ${isBad ? icon('warning') : nothing}
      <span class="words">
        ${files === 1 ? msg('Imported: 1 file.') : files > 0 ? msg(str`Imported: ${formatCount(files)} files.`) : msg('Nothing was imported.')}
        ${
          isBad
            ? html`<ul>
                ${refused.map(({ file, reason }) => html`<li><bdi>${isolate(file)}</bdi>: ${reason}</li>`)}
              </ul>`
            : nothing
        }
      </span>
      ${this.#dismiss()}
    </div>`;
  }

  override render() {
    return html`${this.#deleted()}${this.#imported()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-shelf-notice': ShelfNoticeElement;
  }
}
