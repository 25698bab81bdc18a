import { css, html, LitElement, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { keyMap } from '../keys/key-map.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { CommandIntent } from '../state/events.ts';
import { watch } from '../state/subject.ts';
import { keyCaps } from './key-caps.ts';
import { keyCapStyle } from './key-cap-style.ts';
import { keyGroups } from './key-groups.ts';

/** Every key of the page as it is mapped now, by where it works. */
@customElement('gamut-help')
@localized()
export class HelpDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    keyCapStyle,
    css`
      dialog {
        width: min(860px, calc(100vw - 24px));
      }
      .groups {
        columns: 2 340px;
        column-gap: 32px;
        padding: 4px 20px 8px;
      }
      section {
        break-inside: avoid;
        /* Room above as padding: a margin is lost at the top of a column. */
        padding: 10px 0 8px;
      }
      h3 {
        margin: 0 0 4px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      dl {
        margin: 0;
        font-size: var(--text-m);
      }
      .row {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 14px;
        padding: 3px 0;
      }
      dt {
        min-width: 0;
      }
      dd {
        flex: none;
        max-width: 60%;
        margin: 0;
      }
      .caps {
        justify-content: flex-end;
      }
      .off {
        padding: 10px 20px 0;
        color: var(--warn);
        font-size: var(--text-m);
      }
      footer {
        position: sticky;
        bottom: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 10px 20px;
        border-top: 1px solid var(--line);
        background: var(--surface);
        font-size: var(--text-m);
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;

  constructor() {
    super();
    watch(this, () => keyMap);
  }

  /** Opens the dialog. */
  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  #ask(command: string): void {
    this.dialog.close();
    this.dispatchEvent(new CommandIntent(command));
  }

  #group({ name, commands }: ReturnType<typeof keyGroups>[number]) {
    const keyed = commands.filter(({ id }) => keyMap.keysOf(id).length > 0);
    if (keyed.length === 0) return nothing;
    return html`<section>
      <h3>${name}</h3>
      <dl>
        ${keyed.map(
          ({ id, title }) =>
            html`<div class="row" data-command=${id}>
              <dt>${inLocale(title)}</dt>
              <dd>${keyCaps(keyMap.keysOf(id))}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  override render() {
    return html`<dialog aria-labelledby="help-title" @click=${this.#onBackdrop}>
      <header>
        <h2 id="help-title">${msg('Keys')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      ${
        keyMap.hasSingle
          ? nothing
          : html`<p class="off">${msg('Keys of a single letter are switched off.')}</p>`
      }
      <div class="groups">${keyGroups().map((group) => this.#group(group))}</div>
      <footer>
        <button class="btn" @click=${() => this.#ask('keys')}>${msg('Change keys…')}</button>
        <button class="btn" @click=${() => this.#ask('tour')}>${msg('Take the tour')}</button>
        <a href="/api/docs" target="_blank" rel="noopener">${msg('The HTTP API')}</a>
      </footer>
    </dialog>`;
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-help': HelpDialogElement;
  }
}
