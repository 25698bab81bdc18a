import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isSingle, showKeys, toChord } from '../keys/chord.ts';
import { refusalOf, type Refusal } from '../keys/choosable.ts';
import { keyMap } from '../keys/key-map.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import { commandOf } from './commands/all-commands.ts';
import type { Command } from './command.ts';
import { isMac, keyCaps } from './key-caps.ts';
import { keyCapStyle } from './key-cap-style.ts';
import { keyGroups } from './key-groups.ts';
import { keysDialogStyle } from './keys-dialog-style.ts';

/** After a single letter a second one may follow: so long it is waited for. */
const SECOND_KEY_MS = 900;

/** What is being pressed for a command. */
interface Taking {
  id: string;
  keys: string;
  refusal: Refusal;
  /** Who has these keys already; the person decides. */
  clashes: string[];
}

/** Keys are chosen here: press new ones for a command, be told whose they are, put the delivered ones back. */
@customElement('gamut-keys')
@localized()
export class KeysDialogElement extends LitElement {
  static override styles = [baseStyle, dialogStyle, keyCapStyle, keysDialogStyle];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private taking: Taking | null = null;
  #timer = 0;

  constructor() {
    super();
    watch(this, () => keyMap);
  }

  /** Opens the dialog. */
  show(): void {
    this.#leave();
    if (!this.dialog.open) this.dialog.showModal();
  }

  #take(id: string): void {
    clearTimeout(this.#timer);
    this.taking = { id, keys: '', refusal: null, clashes: [] };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.taking')?.focus());
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.taking = null;
  }

  /** Back to the button of the command whose keys were being chosen. */
  #done(id: string): void {
    this.#leave();
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-change="${id}"]`)?.focus(),
    );
  }

  #onKeyDown(event: KeyboardEvent, command: Command): void {
    const { taking } = this;
    if (!taking || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(this.#timer);
    if (event.key === 'Escape') return this.#done(command.id);
    if (event.key === 'Backspace') {
      keyMap.choose(command.id, []);
      return this.#done(command.id);
    }
    const chord = toChord(event);
    if (chord === null) return;
    const isSecond = taking.keys !== '' && isSingle(taking.keys) && taking.clashes.length === 0;
    const keys = isSecond ? `${taking.keys} ${chord}` : chord;
    const refusal = refusalOf(command.where, chord);
    this.taking = { ...taking, keys: refusal ? '' : keys, refusal, clashes: [] };
    if (refusal) return;
    if (isSingle(chord) && !isSecond) this.#timer = window.setTimeout(() => this.#settle(), SECOND_KEY_MS);
    else this.#settle();
  }

  /** Gives the pressed keys to their command, unless somebody has them. */
  #settle(): void {
    const { taking } = this;
    const command = taking ? commandOf(taking.id) : null;
    if (!taking || !command) return;
    const clashes = keyMap.clashes(command.where, taking.keys, command.id);
    if (clashes.length > 0) {
      this.taking = { ...taking, clashes };
      return;
    }
    keyMap.choose(command.id, [taking.keys]);
    this.#done(command.id);
  }

  /** Takes the keys away from who has them. */
  #seize({ id, keys, clashes }: Taking): void {
    const first = (chords: string) => chords.split(' ')[0];
    for (const other of clashes) {
      const left = keyMap.keysOf(other).filter((one) => first(one) !== first(keys));
      keyMap.choose(other, left);
    }
    keyMap.choose(id, [keys]);
    this.#done(id);
  }

  #refusal(refusal: Refusal): string {
    switch (refusal) {
      case 'leaves':
        return msg('Tab and Esc leave fields and dialogs: they cannot be given away.');
      case 'moves':
        return msg('Buttons and fields need this key. Add Ctrl or Alt.');
      case 'browser':
        return msg('The browser keeps this key for itself.');
      case null:
        return '';
      default:
        refusal satisfies never;
        return '';
    }
  }

  #taker(command: Command, taking: Taking) {
    const keys = showKeys(taking.keys, isMac);
    const owners = taking.clashes
      .map((id) => inLocale(commandOf(id)?.title ?? { en: id, ko: id }))
      .join(', ');
    return html`<div class="take">
      <button
        class="btn taking"
        aria-label=${msg(str`New keys for ${inLocale(command.title)}`)}
        @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, command)}
      >
        ${taking.keys ? keys : msg('Press the new keys…')}
      </button>
      <p role="status">
        ${
          taking.clashes.length > 0
            ? msg(str`${keys} is taken: ${owners}`)
            : this.#refusal(taking.refusal) || msg('Esc keeps the old ones, Backspace takes them away.')
        }
      </p>
      ${
        taking.clashes.length > 0
          ? html`<button class="btn" @click=${() => this.#seize(taking)}>${msg('Take it over')}</button>
              <button class="btn" @click=${() => this.#done(command.id)}>${msg('Leave it')}</button>`
          : nothing
      }
    </div>`;
  }

  #row(command: Command) {
    const { id, title, isFixed } = command;
    const name = inLocale(title);
    const { taking } = this;
    return html`<li data-command=${id}>
      <span class="name">${name}</span>
      ${keyCaps(keyMap.keysOf(id))}
      ${
        keyMap.isOwn(id)
          ? html`<button
              class="btn quiet icon"
              aria-label=${msg(str`Put back the keys of ${name}`)}
              title=${msg('Back to the default keys')}
              @click=${() => keyMap.reset(id)}
            >
              ${icon('refresh')}
            </button>`
          : nothing
      }
      ${
        isFixed
          ? html`<span class="fixed">${msg('fixed')}</span>`
          : html`<button
              class="btn quiet"
              data-change=${id}
              aria-label=${msg(str`Change the keys of ${name}`)}
              @click=${() => this.#take(id)}
            >
              ${msg('Change')}
            </button>`
      }
      ${taking?.id === id ? this.#taker(command, taking) : nothing}
    </li>`;
  }

  override render() {
    return html`<dialog aria-labelledby="keys-title" @click=${this.#onBackdrop} @close=${this.#leave}>
      <header>
        <h2 id="keys-title">${msg('Change keys')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="all">
        <label>
          <input
            type="checkbox"
            .checked=${keyMap.hasSingle}
            @change=${(event: Event) => (keyMap.hasSingle = (event.target as HTMLInputElement).checked)}
          />
          ${msg('Keys of a single letter')}
          <span class="meta">${msg('They act on a cell or an answer, never in a field.')}</span>
        </label>
        <button class="btn" @click=${() => keyMap.reset()}>${msg('Put all back')}</button>
      </div>
      ${keyGroups().map(
        ({ name, commands }) =>
          html`<h3>${name}</h3>
            <ul>
              ${commands.map((command) => this.#row(command))}
            </ul>`,
      )}
    </dialog>`;
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-keys': KeysDialogElement;
  }
}
