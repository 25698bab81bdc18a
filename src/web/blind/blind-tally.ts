import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { CASE_AXES } from '../../core/blind-pairs.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import { tallyVotes, type Score, type Tally } from '../../core/vote-tally.ts';
import { answerKey, type Vote } from '../../core/vote.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { staleKeysOf } from '../charts/win-model.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { axisLabel, variantLine } from '../results/axis-label.ts';
import { votesHref } from '../state/api.ts';

/** A share as a whole percentage. */
function percent(share: number): string {
  return new Intl.NumberFormat(currentLocale(), { style: 'percent' }).format(share);
}

/** What the blind votes of a matrix come to: wins, ties and losses by variant, with the interval of each rate. */
@customElement('gamut-blind-tally')
@localized()
export class BlindTallyElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-bottom: 8px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .field {
        height: 26px;
        color: var(--ink);
      }
      .space {
        flex: 1;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--text-m);
      }
      th,
      td {
        padding: 5px 10px;
        border-top: 1px solid var(--line);
        text-align: end;
        white-space: nowrap;
      }
      thead th {
        border-top: 0;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      th:first-child {
        text-align: start;
        white-space: normal;
        min-width: 130px;
        font-weight: 600;
      }
      .rate {
        width: 40%;
        min-width: 210px;
      }
      .rate > span {
        display: grid;
        grid-template-columns: minmax(60px, 1fr) 142px;
        align-items: center;
        gap: 10px;
      }
      .scale {
        position: relative;
        height: 14px;
        background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat;
      }
      .scale::before {
        content: '';
        position: absolute;
        inset-block: 0;
        left: 50%;
        border-inline-start: 1px dashed var(--line-strong);
      }
      .range {
        position: absolute;
        top: 5px;
        height: 4px;
        border-radius: 2px;
        background: var(--accent);
        opacity: 0.45;
      }
      .point {
        position: absolute;
        top: 2px;
        width: 10px;
        height: 10px;
        margin-left: -5px;
        border-radius: 50%;
        background: var(--accent);
        box-shadow: 0 0 0 2px var(--surface);
      }
      .note {
        margin-top: 8px;
        max-width: 80ch;
      }
      @media (forced-colors: active) {
        .range,
        .point {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) votes: readonly Vote[] = [];
  /** What the last of them waits for on their way to the server; null where it has them all. */
  @property({ attribute: false }) onTheirWay: () => Promise<unknown> | null = () => null;
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) notebook!: Notebook;
  @property() notebookName = '';
  @property() matrix = '';

  /** The one axis that is compared; null for the whole variant. */
  @state() private by: string | null = null;

  get #compared(): string[] {
    return this.axes.map(({ name }) => name).filter((name) => !CASE_AXES.includes(name));
  }

  #row({ levels, wins, losses, ties, bad, n, rate, ci95 }: Score) {
    const name = variantLine(this.notebook, levels, Object.keys(levels));
    const range = ci95 ? `${percent(ci95.low)}–${percent(ci95.high)}` : '';
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="num">${formatCount(wins)}</td>
      <td class="num">${formatCount(ties)}</td>
      <td class="num">${formatCount(losses)}</td>
      <td class="num">${formatCount(bad)}</td>
      <td class="num rate">
        ${
          rate === null
            ? html`<span class="meta">${msg('nothing preferred yet')}</span>`
            : html`<span
                ><span class="scale" aria-hidden="true">
                  ${
                    ci95
                      ? html`<i
                          class="range"
                          style=${styleMap({ left: `${ci95.low * 100}%`, width: `${(ci95.high - ci95.low) * 100}%` })}
                        ></i>`
                      : nothing
                  }<i class="point" style=${styleMap({ left: `${rate * 100}%` })}></i></span
                ><span
                  ><b>${percent(rate)}</b> <span class="meta">${range} n=${formatCount(n)}</span></span
                ></span
              >`
        }
      </td>
    </tr>`;
  }

  /** The file has every vote that is seen. */
  #onDownload(event: Event & { currentTarget: HTMLAnchorElement }): void {
    const kept = this.onTheirWay();
    if (!kept) return;
    event.preventDefault();
    const link = event.currentTarget;
    void kept.then(() => link.click());
  }

  override render() {
    const compared = this.#compared;
    const by = this.by !== null && compared.includes(this.by) ? [this.by] : compared;
    const variants = new Map(this.trials.map((row) => [answerKey(row), row.variant]));
    const tally = tallyVotes(this.votes, variants, by, staleKeysOf(this.trials));
    const { scores, counted, leftOut } = tally;
    return html`<div class="bar">
        ${
          compared.length > 1
            ? html`<label
                >${msg('Tally by')}
                <select
                  class="field"
                  @change=${(event: Event) => (this.by = (event.target as HTMLSelectElement).value || null)}
                >
                  <option value="" .selected=${live(this.by === null)}>${msg('the whole variant')}</option>
                  ${compared.map(
                    (name) =>
                      html`<option value=${name} .selected=${live(name === this.by)}>${axisLabel(name)}</option>`,
                  )}
                </select></label
              >`
            : nothing
        }
        <span class="meta num"
          >${counted === 1 ? msg('1 vote') : msg(str`${formatCount(counted)} votes`)}${
            leftOut > 0
              ? html` · <span title=${msg('They are kept. Votes on stale answers count again when the notebook asks what they answered.')}
                  >${msg(str`${formatCount(leftOut)} not counted here`)} (${whyLeftOut(tally).join(', ')})</span
                >`
              : nothing
          }</span
        >
        <span class="space"></span>
        <a
          class="btn"
          href=${votesHref(this.notebookName, this.matrix)}
          download
          data-votes-csv
          @click=${this.#onDownload}
          >${icon('download')}<span>${msg('Votes as CSV')}</span></a
        >
      </div>
      ${
        scores.length === 0
          ? html`<p class="meta">${msg('No votes that compare these yet.')}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Tally')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">${msg('variant')}</th>
                    <th scope="col">${msg('won')}</th>
                    <th scope="col">${msg('tied')}</th>
                    <th scope="col">${msg('lost')}</th>
                    <th scope="col">${msg('both bad')}</th>
                    <th scope="col" class="rate">${msg('win rate')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${scores.map((score) => this.#row(score))}
                </tbody>
              </table>
            </div>`
      }
      <p class="meta note">
        ${msg('Win rate: wins and half of the ties, of the comparisons in which something was preferred or tied, with the 95% interval of Wilson (1927). Where intervals overlap, more votes are needed.')}
      </p>`;
  }
}

/** Why votes are not counted, each with how many. */
function whyLeftOut({ leftOut, stale, alike }: Tally): string[] {
  const gone = leftOut - stale - alike;
  const words: string[] = [];
  if (stale > 0)
    words.push(stale === 1 ? msg('1 on a stale answer') : msg(str`${formatCount(stale)} on stale answers`));
  if (alike > 0) words.push(msg(str`${formatCount(alike)} between two that are alike in it`));
  if (gone > 0) words.push(msg(str`${formatCount(gone)} on answers that are here no more`));
  return words;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-blind-tally': BlindTallyElement;
  }
}
