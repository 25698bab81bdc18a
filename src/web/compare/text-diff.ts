import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Similarity } from '../../core/similarity.ts';
import { diffWords, isDifferent, type DiffPart } from '../../core/text-diff.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText } from '../look/turning-mark.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { compareBeside, isLongDiff, knownComparison, NotLoaded, type Compared } from './diff-job.ts';
import { diffPart, diffStyle } from './diff-part.ts';
import { toDiffRows, type FoldRow, type LineRow } from './diff-rows.ts';
import './long-diff.ts';

const INPUTS = ['textBefore', 'textNow', 'unit', 'textLang'] as const;

/** Two long texts have been compared. */
export class ComparedEvent extends Event {
  static readonly type = 'gamut-compared';
  readonly before: string;
  readonly now: string;
  readonly similarity: Similarity;

  constructor(before: string, now: string, similarity: Similarity) {
    super(ComparedEvent.type);
    this.before = before;
    this.now = now;
    this.similarity = similarity;
  }
}

/**
 * What differs between two texts: by words, for answers and prompts, or by lines, for notebooks. What was taken out is
 * struck through, what came is underlined; neither is told by colour alone. Short texts are compared at once, long ones beside the
 * page, until others take their place.
 *
 * @fires gamut-compared
 */
@customElement('gamut-text-diff')
@localized()
export class TextDiffElement extends LitElement {
  static override styles = [
    baseStyle,
    diffStyle,
    css`
      :host {
        display: block;
        font-size: var(--text-m);
        line-height: 1.6;
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 10px 18px;
      }
      h4 {
        margin: 0 0 3px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .lines {
        padding: 6px 0;
        border: var(--diff-border, 1px solid var(--line));
        border-radius: var(--radius);
        background: var(--surface);
        font-family: var(--font-mono);
        font-size: var(--text-s);
        line-height: 1.65;
      }
      .line {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr);
        padding-inline-end: 10px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .sign {
        text-align: center;
        color: var(--ink-3);
        user-select: none;
      }
      .line.removed {
        background: color-mix(in oklab, var(--bad-soft) 55%, transparent);
      }
      .line.added {
        background: color-mix(in oklab, var(--good-soft) 55%, transparent);
      }
      .line > del,
      .line > ins {
        color: var(--ink);
        background: none;
        text-decoration: none;
      }
      .removed .sign {
        color: var(--bad);
        font-weight: 700;
      }
      .added .sign {
        color: var(--good);
        font-weight: 700;
      }
      .fold {
        display: block;
        width: 100%;
        padding: 1px 0 1px 22px;
        border: 0;
        background: var(--sunken);
        color: var(--ink-3);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .fold:hover {
        color: var(--ink);
      }
      .busy {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        min-height: 2em;
        color: var(--ink-2);
      }
      progress {
        width: min(220px, 40vw);
      }
    `,
  ];

  @property() textBefore = '';
  @property() textNow = '';
  @property() unit: 'words' | 'lines' = 'words';
  /** Of words: one text with both, or one beside the other. */
  @property() layout: 'inline' | 'side' = 'inline';
  /** What the two texts are; heads of the two sides. */
  @property({ attribute: false }) names: readonly [string, string] | null = null;
  /** Language of the texts, BCP 47; the page's own where it is not known. */
  @property() textLang = '';

  @state() private unfolded: ReadonlySet<number> = new Set();
  #parts: DiffPart[] = [];
  #rows: (LineRow | FoldRow)[] = [];
  /** How far the comparison of long texts is, 0 to 1; null where none goes on. */
  @state() private share: number | null = null;
  @state() private hasFailed = false;
  #long: Compared | null = null;
  #comparing: AbortController | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.share !== null && !this.#comparing) this.#compareLong();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#comparing?.abort();
    this.#comparing = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!INPUTS.some((name) => changed.has(name))) return;
    const locale = this.textLang || currentLocale();
    this.unfolded = new Set();
    this.#comparing?.abort();
    this.#comparing = this.#long = this.share = null;
    this.hasFailed = false;
    if (this.#isLong) this.#compareLong();
    else if (this.unit === 'words') this.#parts = diffWords(this.textBefore, this.textNow, locale);
    else this.#rows = toDiffRows(this.textBefore, this.textNow, locale);
  }

  get #isLong(): boolean {
    const { textBefore: before, textNow: now, unit } = this;
    return unit === 'words' && before !== now && isLongDiff({ before, now });
  }

  /** Has the texts compared beside the page; what was found lately is there at once. */
  #compareLong(): void {
    const order = {
      before: this.textBefore,
      now: this.textNow,
      locale: this.textLang || currentLocale(),
    };
    const known = knownComparison(order);
    if (known) {
      this.#setLong(known);
      return;
    }
    const comparing = new AbortController();
    this.#comparing = comparing;
    this.share = 0;
    compareBeside(order, { signal: comparing.signal, tell: (share) => (this.share = share) }).then(
      (compared) => this.#setLong(compared),
      (error: unknown) => {
        this.#stop();
        if (!(error instanceof NotLoaded)) throw error;
      },
    );
  }

  #setLong(compared: Compared): void {
    this.#comparing = this.share = null;
    this.#long = compared;
    this.requestUpdate();
    this.dispatchEvent(new ComparedEvent(this.textBefore, this.textNow, compared.similarity));
  }

  #stop(): void {
    this.#comparing?.abort();
    this.#comparing = this.share = null;
    this.hasFailed = true;
  }

  /** Long texts: how far it is, then what differs. */
  #renderLong() {
    if (this.#long)
      return html`<gamut-long-diff .parts=${this.#long.parts} .layout=${this.layout}></gamut-long-diff>`;
    if (this.hasFailed)
      return html`<p class="busy">
        ${msg('These texts have not been compared.')}
        <button
          class="btn"
          @click=${() => {
            this.hasFailed = false;
            this.#compareLong();
          }}
        >
          ${msg('Compare them')}
        </button>
      </p>`;
    const share = this.share ?? 0;
    return html`<p class="busy" data-comparing>
      <span id="comparing">${msg('Comparing long texts…')}</span>
      <progress max="1" .value=${share} aria-labelledby="comparing"></progress>
      <span class="num" aria-hidden="true">${Math.floor(share * 100)}%</span>
      <button class="btn" @click=${() => this.#stop()}>${msg('Stop')}</button>
    </p>`;
  }

  get #isRightToLeft(): boolean {
    return hasRightToLeft(this.textBefore) || hasRightToLeft(this.textNow);
  }

  #side(kind: 'removed' | 'added', index: 0 | 1) {
    const parts = this.#parts.filter((part) => part.kind === 'same' || part.kind === kind);
    return html`<div>
      ${this.names ? html`<h4>${this.names[index]}</h4>` : nothing}
      <div class="text" ?data-rtl=${this.#isRightToLeft}>${parts.map((part) => diffPart(part))}</div>
    </div>`;
  }

  #line({ kind, parts }: LineRow) {
    const [first] = parts;
    const text = parts.map((part) => diffPart(part));
    const whole = parts.length === 1 && first && first.kind !== 'same' ? markedText(first.text) : text;
    return html`<div class="line ${kind}">
      <span class="sign" aria-hidden="true">${{ same: '', removed: '−', added: '+' }[kind]}</span
      >${
        kind === 'removed'
          ? html`<del>${whole}</del>`
          : kind === 'added'
            ? html`<ins>${whole}</ins>`
            : html`<span>${text}</span>`
      }
    </div>`;
  }

  #fold(row: FoldRow, index: number) {
    if (this.unfolded.has(index)) return row.rows.map((line) => this.#line(line));
    return html`<button
      class="fold"
      @click=${() => (this.unfolded = new Set([...this.unfolded, index]))}
    >
      ⋯ ${msg(str`${formatCount(row.rows.length)} unchanged lines`)}
    </button>`;
  }

  override render() {
    if (this.textBefore === this.textNow) return html`<p class="meta">${msg('The texts are the same.')}</p>`;
    if (this.#isLong) return this.#renderLong();
    if (this.unit === 'lines') {
      return html`<div class="lines">
        ${this.#rows.map((row, index) => (row.kind === 'fold' ? this.#fold(row, index) : this.#line(row)))}
      </div>`;
    }
    if (this.layout === 'side')
      return html`<div class="sides">${this.#side('removed', 0)} ${this.#side('added', 1)}</div>`;
    return html`<div class="text" data-different=${isDifferent(this.#parts)} ?data-rtl=${this.#isRightToLeft}>${this.#parts.map((part) => diffPart(part))}</div>`;
  }
}

declare global {
  interface HTMLElementEventMap {
    'gamut-compared': ComparedEvent;
  }
  interface HTMLElementTagNameMap {
    'gamut-text-diff': TextDiffElement;
  }
}
