import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { isolate } from '../../../core/isolate.ts';
import { joinSentences } from '../../../core/join-sentences.ts';
import { baseStyle } from '../../look/base-style.ts';
import { icon } from '../../look/icons.ts';
import { CommandIntent, OpenNotebookIntent } from '../../state/events.ts';
import { watch } from '../../state/subject.ts';
import type { Workspace } from '../../state/workspace.ts';
import { noNotebookStyle } from './no-notebook-style.ts';

/**
 * What stands where a notebook would be, while none of those in the folder is open: which one was asked for and why it is not
 * here, and the others to choose from.
 *
 * @fires gamut-open
 * @fires gamut-command
 */
@customElement('gamut-not-open')
@localized()
export class NotOpenElement extends LitElement {
  static override styles = [
    baseStyle,
    noNotebookStyle,
    css`
      h2 {
        margin: 28px 0 8px;
        color: var(--ink-3);
        font-size: var(--text-m);
        font-weight: 600;
      }
      ul {
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        overflow: hidden;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      button {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
        padding: 9px 14px;
        border: 0;
        background: transparent;
        overflow-wrap: anywhere;
      }
      button:hover {
        background: var(--hover);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 20px;
      }
      .ways button {
        padding: 0 12px;
        border: 1px solid var(--line-strong);
        align-items: center;
      }
      .file {
        color: var(--ink-3);
        font: var(--text-s) var(--font-mono);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  #why() {
    const { refused } = this.workspace;
    if (!refused) return html`<h1>${msg('No notebook is open')}</h1>`;
    const { name, fault } = refused;
    const shown = html`<bdi>${isolate(name)}</bdi>`;
    return fault.status === 404
      ? html`<h1>${msg(html`There is no notebook ${shown}`)}</h1>
          <p class="lead">${msg('It may have been moved, renamed or deleted, or the link is to another folder.')}</p>`
      : html`<h1>${msg(html`${shown} cannot be opened`)}</h1>
          <p class="lead">${icon('warning')} ${joinSentences(fault.message, fault.hint)}</p>`;
  }

  /** Of a folder without any other: how to go on. */
  #ways() {
    return html`<p class="ways">
      <button class="btn" @click=${() => this.dispatchEvent(new CommandIntent('samples'))}>
        ${icon('note')}${msg('Begin with the samples')}
      </button>
      <button class="btn" @click=${() => this.dispatchEvent(new CommandIntent('new-notebook'))}>
        ${icon('plus')}${msg('New notebook')}
      </button>
    </p>`;
  }

  override render() {
    const { notebooks, refused } = this.workspace;
    const others = notebooks.filter(({ name }) => name !== refused?.name);
    return html`${this.#why()}
    ${
      others.length === 0
        ? this.#ways()
        : html`<h2>${msg('Notebooks of this folder')}</h2>
            <ul>
              ${others.map(
                ({ name, title }) =>
                  html`<li>
                    <button @click=${() => this.dispatchEvent(new OpenNotebookIntent(name))}>
                      ${title ? html`<span>${title}</span>` : nothing}<span class="file">${name}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-not-open': NotOpenElement;
  }
}
