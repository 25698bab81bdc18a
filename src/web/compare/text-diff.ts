import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { diffWords, isDifferent, type DiffPart } from '../../core/text-diff.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale } from '../look/locale.ts';
import { toDiffRows, type FoldRow, type LineRow } from './diff-rows.ts';

const INPUTS = ['textBefore', 'textNow', 'unit', 'textLang'] as const;

/**
 * What differs between two texts: by words, for answers and prompts, or by lines, for notebooks. What was taken out is
 * struck through, what came is underlined; neither is told by colour alone.
 */
@customElement('gamut-text-diff')
@localized()
export class TextDiffElement extends LitElement {
  static override styles = [
    baseStyle,
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
      del,
      ins {
        border-radius: 3px;
        box-decoration-break: clone;
        -webkit-box-decoration-break: clone;
      }
      del {
        background: var(--bad-soft);
        color: var(--bad);
        text-decoration: line-through;
        text-decoration-thickness: 1px;
      }
      ins {
        background: var(--good-soft);
        color: var(--good);
        text-decoration: underline;
        text-underline-offset: 2px;
        text-decoration-thickness: 1px;
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
      @media (forced-colors: active) {
        del,
        ins {
          forced-color-adjust: none;
          background: Canvas;
          color: CanvasText;
        }
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!INPUTS.some((name) => changed.has(name))) return;
    const locale = this.textLang || currentLocale();
    this.unfolded = new Set();
    if (this.unit === 'words') this.#parts = diffWords(this.textBefore, this.textNow, locale);
    else this.#rows = toDiffRows(this.textBefore, this.textNow, locale);
  }

  #part({ kind, text }: DiffPart) {
    if (kind === 'same') return text;
    // A line end that came or went has no look of its own.
    const shown = text.replace(/\n/g, '↵\n');
    return kind === 'removed' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`;
  }

  #side(kind: 'removed' | 'added', index: 0 | 1) {
    const parts = this.#parts.filter((part) => part.kind === 'same' || part.kind === kind);
    return html`<div>
      ${this.names ? html`<h4>${this.names[index]}</h4>` : nothing}
      <div class="text">${parts.map((part) => this.#part(part))}</div>
    </div>`;
  }

  #line({ kind, parts }: LineRow) {
    const text = parts.map((part) => (part.kind === 'same' ? part.text : this.#part(part)));
    const whole = parts.length === 1 && parts[0]?.kind !== 'same' ? parts[0]?.text : text;
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
      ⋯ ${msg(str`${row.rows.length} unchanged lines`)}
    </button>`;
  }

  override render() {
    if (this.textBefore === this.textNow) return html`<p class="meta">${msg('The texts are the same.')}</p>`;
    if (this.unit === 'lines') {
      return html`<div class="lines">
        ${this.#rows.map((row, index) => (row.kind === 'fold' ? this.#fold(row, index) : this.#line(row)))}
      </div>`;
    }
    if (this.layout === 'side')
      return html`<div class="sides">${this.#side('removed', 0)} ${this.#side('added', 1)}</div>`;
    return html`<div class="text" data-different=${isDifferent(this.#parts)}>${this.#parts.map((part) => this.#part(part))}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-text-diff': TextDiffElement;
  }
}
