import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { PinResult } from '../../core/api.ts';
import { ApiFault } from '../state/api.ts';
import { shelfApi } from '../state/shelf-api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { placeMenu } from '../look/place-menu.ts';

/** Keeps the answers of a matrix in a file beside the notebook, so that they go wherever it goes. */
@customElement('gamut-pin-menu')
@localized()
export class PinMenuElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-block;
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 12px 14px;
        width: min(330px, calc(100vw - 12px));
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
        font-size: var(--text-m);
        line-height: 1.5;
      }
      p {
        margin-bottom: 10px;
        color: var(--ink-2);
      }
      .actions {
        display: grid;
        gap: 6px;
      }
      .actions .btn {
        justify-content: flex-start;
      }
      .said {
        margin: 10px 0 0;
      }
      .bad {
        color: var(--bad);
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) results!: MatrixResults;
  @state() private said: string | null = null;
  @state() private fault: string | null = null;
  @state() private isBusy = false;
  @query('.menu') private menu!: HTMLElement;
  @query('button') private button!: HTMLElement;

  constructor() {
    super();
    watch(this, () => this.results);
  }

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    this.said = this.fault = null;
    placeMenu(this.menu, this.button, 'end');
    this.menu.querySelector<HTMLElement>('.actions .btn:not(:disabled)')?.focus();
  }

  async #do(act: () => Promise<PinResult>): Promise<void> {
    this.isBusy = true;
    this.said = this.fault = null;
    try {
      const { file, records, bytes, missing } = await act();
      this.said =
        file === null || records === 0
          ? msg('Nothing of this matrix is pinned any more.')
          : msg(
              str`${formatCount(records)} answers stand in ${file} (${formatCount(Math.ceil(bytes / 1000))} kB).`,
            );
      if (records > 0 && missing > 0)
        this.said += ` ${
          missing === 1
            ? msg('1 trial without an answer is not in it.')
            : msg(str`${formatCount(missing)} trials without an answer are not in it.`)
        }`;
      await this.results.load();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error.message;
    } finally {
      this.isBusy = false;
    }
  }

  #standing() {
    const pinned = this.results.plan?.pinned ?? null;
    if (!pinned) {
      return msg(
        'Pinned answers stand in a file beside the notebook: commit it, and whoever opens the notebook sees them, without a key or a database.',
      );
    }
    const day = (at: string) => new Date(at).toLocaleDateString(currentLocale(), { dateStyle: 'medium' });
    const [from, to] = [day(pinned.oldest), day(pinned.newest)];
    const made = from === to ? from : `${from} – ${to}`;
    const counts = msg(
      str`${formatCount(pinned.records)} answers are pinned in ${pinned.file}, made ${made}.`,
    );
    return pinned.shown > 0
      ? `${counts} ${msg(str`${formatCount(pinned.shown)} of them are shown here.`)}`
      : counts;
  }

  override render() {
    const { notebook, cellId, plan } = this.results;
    const pinned = plan?.pinned ?? null;
    const hasAnswers = (plan?.counts.done ?? 0) > 0;
    return html`<button
        class="btn"
        popovertarget="menu"
        aria-haspopup="dialog"
        title=${msg('Pin the answers beside the notebook')}
        data-pin=${pinned ? 'yes' : 'no'}
      >
        ${icon('pin')}<span>${pinned ? msg('Pinned') : msg('Pin')}</span>
      </button>
      <div
        id="menu"
        class="menu"
        popover
        role="dialog"
        aria-label=${msg('Pinned answers')}
        @toggle=${this.#place}
        @keydown=${(event: KeyboardEvent) => event.key !== 'Escape' && event.stopPropagation()}
      >
        <p>${this.#standing()}</p>
        <div class="actions">
          <button
            class="btn"
            ?disabled=${!hasAnswers || this.isBusy}
            @click=${() => this.#do(() => shelfApi.pin(notebook, cellId, false))}
          >
            ${pinned ? msg('Pin the answers anew') : msg('Pin the answers')}
          </button>
          <button
            class="btn"
            ?disabled=${!hasAnswers || this.isBusy}
            @click=${() => this.#do(() => shelfApi.pin(notebook, cellId, true))}
          >
            ${msg('The same with token probabilities')}
          </button>
          ${
            pinned
              ? html`<button
                  class="btn"
                  ?disabled=${this.isBusy}
                  @click=${() => this.#do(() => shelfApi.unpin(notebook, cellId))}
                >
                  ${msg('Unpin')}
                </button>`
              : nothing
          }
        </div>
        <div role="status">${this.said ? html`<p class="said">${this.said}</p>` : nothing}</div>
        ${this.fault ? html`<p class="said bad" role="alert">${this.fault}</p>` : nothing}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pin-menu': PinMenuElement;
  }
}
