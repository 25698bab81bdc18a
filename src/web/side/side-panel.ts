import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatKrw, formatUsd } from '../../core/money.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, formatCount } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import './notebook-list.ts';
import type { NotebookListElement } from './notebook-list.ts';
import './outline.ts';

/** The notebooks of the folder, the outline of the open one with the state of its matrices, and what today has cost. */
@customElement('gamut-side-panel')
@localized()
export class SidePanelElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        container: side / size;
        font-size: var(--text-m);
      }
      /* Each of the two has what it needs, and where that is more than there is, what the other leaves: at least half. */
      .parts {
        display: grid;
        grid-template: minmax(0, max-content) minmax(0, max-content) 1fr auto / minmax(0, 1fr);
        height: 100%;
        padding: 14px 10px 0;
      }
      .spent {
        grid-row: 4;
        z-index: 1;
        margin-top: 4px;
        padding: 10px 8px 12px;
        background: var(--paper);
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      /* Too low for two that scroll: all scrolls as one, with what is spent in sight. */
      @container side (height < 400px) {
        .parts {
          display: block;
          height: auto;
        }
        .spent {
          position: sticky;
          bottom: 0;
        }
      }
      .spent b {
        display: block;
        color: var(--ink);
        font-size: var(--text-l);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  /** The cells on the page. */
  @property({ attribute: false }) view: NotebookViewElement | null = null;
  @query('gamut-notebook-list') readonly list!: NotebookListElement;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  #spent() {
    const { spend, settings } = this.workspace;
    if (!spend) return nothing;
    const locale = currentLocale();
    const rate = settings?.krwPerUsd?.rate ?? null;
    return html`<section class="spent num" aria-label=${msg('Spent today')}>
      ${msg('Spent today')}
      <b
        >${formatUsd(spend.todayUsd, locale)}${rate === null ? '' : ` · ${formatKrw(spend.todayUsd * rate, locale)}`}</b
      >
      ${spend.unpriced ? msg(str`and ${formatCount(spend.unpriced)} calls of unknown price`) : nothing}
    </section>`;
  }

  override render() {
    const { workspace } = this;
    return html`<div class="parts">
      <gamut-notebook-list .workspace=${workspace}></gamut-notebook-list>
      <gamut-outline .workspace=${workspace} .view=${this.view}></gamut-outline>
      ${this.#spent()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-side-panel': SidePanelElement;
  }
}
