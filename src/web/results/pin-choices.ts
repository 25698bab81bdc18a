import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { PinResult } from '../../core/api.ts';
import { ApiFault } from '../state/api.ts';
import { shelfApi } from '../state/shelf-api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatCount } from '../look/locale.ts';

/** What is pinned of a matrix, ways to pin its answers and to take them away, and what came of it. */
@customElement('gamut-pin-choices')
@localized()
export class PinChoicesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
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
    `,
  ];

  @property({ attribute: false }) results!: MatrixResults;
  @state() private said: string | null = null;
  @state() private fault: string | null = null;
  @state() private isBusy = false;

  constructor() {
    super();
    watch(this, () => this.results);
  }

  /** Begins anew: what the last deed did has been read. */
  async begin(): Promise<void> {
    this.said = this.fault = null;
    await this.updateComplete;
  }

  /** Puts the focus on what can be done first. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.actions .btn:not(:disabled)')?.focus();
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
    return html`<p>${this.#standing()}</p>
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
        ${this.fault ? html`<p class="said bad" role="alert">${this.fault}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-pin-choices': PinChoicesElement;
  }
}
