import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Standing } from '../../core/standing.ts';
import { csvHref } from '../state/api.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { placeMenu } from '../look/place-menu.ts';

/** The ways to take a matrix's results away as CSV. */
@customElement('gamut-csv-menu')
@localized()
export class CsvMenuElement extends LitElement {
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
        padding: 4px;
        width: 290px;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-l);
      }
      .menu a {
        display: block;
        padding: 6px 10px;
        border-radius: var(--radius);
        color: inherit;
        text-decoration: none;
        font-size: var(--text-m);
        line-height: 1.45;
      }
      .menu a:hover {
        background: var(--hover);
      }
      .menu .meta {
        display: block;
      }
      .lacks {
        margin: 0;
        padding: 6px 10px;
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ];

  @query('.menu') private menu!: HTMLElement;
  @query('button') private button!: HTMLElement;

  @property() notebook = '';
  @property() matrix = '';
  /** The trials whose rows a CSV has, and how they stand. */
  @property({ attribute: false }) trials: readonly { standing: Standing }[] = [];

  /** What the file would lack is counted when the menu is opened: trials may be many. */
  @state() private isOpen = false;

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

  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    placeMenu(this.menu, this.button, 'end');
    this.menu.querySelector('a')?.focus();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const links = [...this.menu.querySelectorAll('a')];
    const at = links.indexOf(event.composedPath()[0] as HTMLAnchorElement);
    links[(at + step + links.length) % links.length]?.focus();
  }

  #link(name: string, about: string, options: Parameters<typeof csvHref>[2]) {
    return html`<a
      href=${csvHref(this.notebook, this.matrix, options)}
      download
      @click=${() => this.menu.hidePopover()}
      >${name}<span class="meta">${about}</span></a
    >`;
  }

  override render() {
    const stale = this.isOpen ? this.#count('stale') : 0;
    return html`<button class="btn" popovertarget="menu" aria-haspopup="true" data-csv>
        ${icon('download')}<span>CSV</span>
      </button>
      <div
        id="menu"
        class="menu"
        popover
        @beforetoggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
        @toggle=${this.#place}
        @keydown=${this.#onKeyDown}
      >
        ${this.isOpen ? this.#lacks(stale) : nothing}
        ${this.#link(
          msg('For Excel'),
          msg('Hangul shows right; cells that look like formulas are made harmless'),
          { excel: true },
        )}
        ${this.#link(msg('Plain'), msg('Byte-exact, one row a trial: for pandas and R'), {})}
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
    'gamut-csv-menu': CsvMenuElement;
  }
}
