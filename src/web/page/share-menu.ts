import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon, type IconName } from '../look/icons.ts';
import { placeMenu } from '../look/place-menu.ts';
import { CommandIntent } from '../state/events.ts';
import type { Workspace } from '../state/workspace.ts';
import { watch } from '../state/subject.ts';
import { keyWords } from './key-caps.ts';
import { pinsFile } from './pins-file.ts';

/**
 * The ways to show the open notebook to others, as a popover: the button that opens it names it by `popovertarget`. Arrows go
 * through it, Escape closes it.
 *
 * @fires gamut-command
 */
@customElement('gamut-share-menu')
@localized()
export class ShareMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        position: fixed;
        inset: auto;
        width: min(330px, calc(100vw - 16px));
        margin: 0;
        padding: 4px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
      }
      :host(:not(:popover-open)) {
        display: none;
      }
      button {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 10px;
        align-items: baseline;
        width: 100%;
        padding: 7px 10px;
        border: 0;
        border-radius: var(--radius);
        background: transparent;
        text-align: start;
        line-height: 1.45;
        cursor: pointer;
      }
      button:hover,
      button:focus-visible {
        background: var(--hover);
      }
      .glyph {
        align-self: start;
        margin-top: 2px;
        color: var(--ink-3);
      }
      .meta {
        grid-column: 2 / -1;
      }
      kbd {
        color: var(--ink-3);
        font: var(--text-s) var(--font-mono);
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('toggle', this.#onToggle);
    this.addEventListener('keydown', this.#onKeyDown);
  }

  /** Whether Escape was pressed in it: the browser then gives the focus to nobody. */
  #isLeft = false;

  get #items(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  #onToggle = (event: Event): void => {
    if (!(event instanceof ToggleEvent)) return;
    const root = this.getRootNode() as ShadowRoot;
    const button = root.querySelector<HTMLElement>(`[popovertarget="${this.id}"]`);
    if (event.newState !== 'open') {
      if (this.#isLeft) button?.focus();
      this.#isLeft = false;
      return;
    }
    if (button) placeMenu(this, button, 'end');
    this.#items[0]?.focus();
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    this.#isLeft = event.key === 'Escape';
    // The arrows are the menu's, not the toolbar's that it stands in.
    if (/^(Arrow|Home|End)/.test(event.key)) event.stopPropagation();
    if (step === undefined) return;
    event.preventDefault();
    const items = this.#items;
    const at = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    items.at((at + step) % items.length)?.focus();
  };

  #item(command: string, picture: IconName, name: string, about: string) {
    const keys = keyWords(command);
    return html`<button
      data-command=${command}
      @click=${() => {
        this.hidePopover();
        this.dispatchEvent(new CommandIntent(command));
      }}
    >
      ${icon(picture)}<span>${name}</span>${keys ? html`<kbd>${keys}</kbd>` : nothing}
      <span class="meta">${about}</span>
    </button>`;
  }

  override render() {
    const pins = pinsFile(this.workspace);
    const file = pins?.split('/').at(-1);
    return html`${this.#item('report', 'download', msg('Save a report'), msg('One HTML file with results and charts'))}
    ${this.#item('print', 'print', msg('Print'), msg('The report, on paper or as PDF'))}
    ${this.#item('present', 'present', msg('Present'), msg('Notes, results and charts, large'))}
    ${this.#item('download-notebook', 'download', msg('Download the notebook'), msg('Its .gamut.md file, without results'))}
    ${
      file === undefined
        ? nothing
        : this.#item(
            'download-pins',
            'pin',
            msg('Download the pinned answers'),
            msg(
              str`${isolate(file)}: send it with the notebook’s file. Whoever imports both, or keeps them in one folder under these names, sees the answers without a key.`,
            ),
          )
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-share-menu': ShareMenuElement;
  }
}
