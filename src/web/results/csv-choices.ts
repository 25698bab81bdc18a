import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Standing } from '../../core/standing.ts';
import { csvHref } from '../state/api.ts';
import { baseStyle } from '../look/base-style.ts';
import { formatCount } from '../look/locale.ts';

/** The shapes of CSV that a matrix's results can be taken away in, and what a file that is taken now would lack. */
@customElement('gamut-csv-choices')
@localized()
export class CsvChoicesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      a {
        display: block;
        padding: 6px 10px;
        border-radius: var(--radius);
        color: inherit;
        text-decoration: none;
        font-size: var(--text-m);
        line-height: 1.45;
      }
      a:hover {
        background: var(--hover);
      }
      .meta {
        display: block;
      }
      .lacks {
        margin: 0;
        padding: 6px 10px;
      }
    `,
  ];

  @property() notebook = '';
  @property() matrix = '';
  /** The trials whose rows a CSV has, and how they stand. */
  @property({ attribute: false }) trials: readonly { standing: Standing }[] = [];

  #count(standing: Standing): number {
    return this.trials.filter((trial) => trial.standing === standing).length;
  }

  /** What a file that is taken now would lack. */
  #lacks(stale: number): TemplateResult | typeof nothing {
    const open = this.#count('never');
    if (stale + open === 0) return nothing;
    const parts = [
      open > 0
        ? msg(str`${formatCount(open)} of ${formatCount(this.trials.length)} trials have no answer yet.`)
        : '',
      stale > 0
        ? msg(str`Stale answers: ${formatCount(stale)}. They are left out, but for “With stale answers”.`)
        : '',
    ];
    return html`<p class="meta lacks">${parts.filter(Boolean).join(' ')}</p>`;
  }

  get #links(): HTMLAnchorElement[] {
    return [...this.renderRoot.querySelectorAll('a')];
  }

  /** Puts the focus on the first. */
  override focus(): void {
    this.#links[0]?.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const links = this.#links;
    const at = links.indexOf(event.composedPath()[0] as HTMLAnchorElement);
    links[(at + step + links.length) % links.length]?.focus();
  }

  #link(name: string, about: string, options: Parameters<typeof csvHref>[2]) {
    return html`<a
      href=${csvHref(this.notebook, this.matrix, options)}
      download
      >${name}<span class="meta">${about}</span></a
    >`;
  }

  override render() {
    const stale = this.#count('stale');
    return html`<div @keydown=${this.#onKeyDown}>
        ${this.#lacks(stale)}
        ${this.#link(
          msg('For Excel'),
          msg('Hangul shows right; cells that look like formulas are made harmless'),
          { excel: true },
        )}
        ${this.#link(msg('Plain'), msg('Byte-exact and without a byte order mark, one row a trial: for pandas and R'), { bom: false })}
        ${this.#link(msg('With messages'), msg('The full request in columns too'), { messages: true })}
        ${this.#link(msg('Wide'), msg('One column for each variant'), { wide: true })}
        ${
          stale > 0
            ? this.#link(
                msg('With stale answers'),
                msg('Answers to earlier requests too, told apart by the columns standing and stale_reason'),
                { stale: true },
              )
            : nothing
        }
        ${this.#link(msg('Tokens'), msg('One row a token, with its alternatives'), { tokens: true })}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-csv-choices': CsvChoicesElement;
  }
}
