import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { annotationMarks } from '../annotation/annotation-marks.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale } from '../look/locale.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { textHeight, textOf } from '../results/result-figures.ts';
import { InspectIntent } from '../state/events.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { isLongDiff } from './diff-job.ts';
import { similarityLine, similarityWords } from './similarity-line.ts';
import './text-diff.ts';
import type { ComparedEvent } from './text-diff.ts';

/**
 * Two answers beside each other with what differs marked, as long as they are: nothing is cut. Their texts are asked for
 * when it comes into the page.
 *
 * @fires gamut-inspect
 */
@customElement('gamut-diff-pair')
@localized()
export class DiffPairElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        padding: 10px 14px 14px;
      }
      .heads {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 2px 18px;
      }
      .side {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-width: 0;
      }
      .name {
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink);
        font-size: var(--text-m);
        font-weight: 600;
        text-align: start;
        cursor: pointer;
      }
      .name:hover {
        color: var(--accent);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .letter {
        display: inline-grid;
        place-items: center;
        width: 18px;
        height: 18px;
        border-radius: 4px;
        background: var(--sunken);
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 650;
      }
      .whole {
        font-size: var(--text-m);
        line-height: 1.6;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .alike {
        min-height: 1lh;
        margin: 2px 0 8px;
      }
      gamut-text-diff {
        container: pair / inline-size;
      }
    `,
  ];

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) base!: TrialRow;
  @property({ attribute: false }) other!: TrialRow;
  /** What the two are called. */
  @property({ attribute: false }) names: readonly [string, string] = ['', ''];
  /** Letters before the names, of answers that were pinned. */
  @property({ attribute: false }) letters: readonly [string, string] | null = null;
  @property() layout: 'side' | 'inline' = 'side';

  /** Of long texts: how alike they are. */
  @state() private found: ComparedEvent | null = null;

  #watched = '';
  #ends: (() => void)[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#watched = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const ids = [this.base.trialId, this.other.trialId];
    const watched = ids.join(' ');
    if (watched !== this.#watched) {
      for (const end of this.#ends) end();
      this.#watched = watched;
      this.#ends = ids.map((id) => this.results.watchResult(id, () => this.requestUpdate()));
    }
    this.results.need(ids);
  }

  /** What an answer says, empty where there is none; null while it is read. */
  #textOf({ trialId, recordId }: TrialRow): string | null {
    if (recordId === null) return '';
    const result = this.results.result(trialId);
    return result ? textOf(result.record) : null;
  }

  #side(row: TrialRow, at: 0 | 1) {
    return html`<div class="side">
      ${this.letters ? html`<span class="letter" aria-hidden="true">${this.letters[at]}</span>` : nothing}
      <button
        class="name"
        title=${msg('Inspect')}
        @click=${() => this.dispatchEvent(new InspectIntent(this.results.cellId, row.trialId))}
      >
        ${this.names[at]}
      </button>
      ${annotationMarks(row.annotation)}
    </div>`;
  }

  /** How alike the two are, as soon as it is known. */
  #alike(before: string, now: string, locale: string): string {
    if (before === now || !isLongDiff({ before, now })) return similarityLine(before, now, locale);
    const { found } = this;
    return found?.before === before && found.now === now ? similarityWords(found.similarity) : '';
  }

  #onCompared(event: ComparedEvent): void {
    this.found = event;
  }

  override render() {
    const before = this.#textOf(this.base);
    const now = this.#textOf(this.other);
    const language = toTextLanguage(before ?? '') ?? toTextLanguage(now ?? '');
    const locale = language ?? currentLocale();
    const heads = html`<div class="heads">${this.#side(this.base, 0)} ${this.#side(this.other, 1)}</div>`;
    if (before === null || now === null) {
      const height = Math.max(textHeight(this.base), textHeight(this.other));
      return html`${heads}
        <p class="meta" style=${styleMap({ minHeight: `${height}em` })}>${msg('Reading…')}</p>`;
    }
    return html`${heads}
      <p class="meta alike" data-alike>${this.#alike(before, now, locale)}</p>
      ${
        before === now
          ? html`<p class="whole" lang=${language ?? nothing}>${now}</p>`
          : html`<gamut-text-diff
              lang=${language ?? nothing}
              .textBefore=${before}
              .textNow=${now}
              .layout=${this.layout}
              .textLang=${locale}
              @gamut-compared=${this.#onCompared}
            ></gamut-text-diff>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-diff-pair': DiffPairElement;
  }
}
