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
        display: flex;
        flex-direction: column;
        gap: var(--space-4);
        /* What is below is the last one's: something that stays in sight at an edge does not cover padding there. */
        padding: 14px 10px 0;
        font-size: var(--text-m);
      }
      /* In sight also where the lists above it are longer than the window. */
      .spent {
        position: sticky;
        bottom: 0;
        z-index: 1;
        margin-block-start: auto;
        padding: 10px 8px 12px;
        background: var(--paper);
        border-top: 1px solid var(--line);
        color: var(--ink-3);
        font-size: var(--text-s);
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
    return html`<gamut-notebook-list .workspace=${workspace}></gamut-notebook-list>
      <gamut-outline .workspace=${workspace} .view=${this.view}></gamut-outline>
      ${this.#spent()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-side-panel': SidePanelElement;
  }
}
