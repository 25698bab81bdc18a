import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { CommandIntent, RunIntent, StopIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, switchLocale } from '../look/locale.ts';
import { callsToMake, costWords, runLabel } from '../state/plan-words.ts';
import { watch } from '../state/subject.ts';
import { currentTheme, switchTheme, type Theme } from '../look/theme.ts';
import type { SaveState } from '../state/notebook-store.ts';
import type { Workspace } from '../state/workspace.ts';
import { cellsOf } from '../../core/notebook.ts';

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICON = { system: 'monitor', light: 'sun', dark: 'moon' } as const;

/** The line at the top: what is open and whether it is saved, Run with its price, providers, language, theme. */
@localized()
@customElement('gamut-header')
export class HeaderElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: 48px;
        padding: 0 12px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 700;
        letter-spacing: -0.01em;
        font-size: 15px;
      }
      .brand svg {
        width: 20px;
        height: 20px;
        border-radius: 5px;
      }
      .title {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--text-l);
        font-weight: 550;
        font-family: inherit;
        padding-inline-start: 12px;
        margin-inline-start: 4px;
        border-inline-start: 1px solid var(--line);
        line-height: 20px;
      }
      .save {
        flex: none;
        color: var(--ink-3);
        font-size: var(--text-s);
      }
      .save.bad {
        color: var(--bad);
      }
      .space {
        flex: 1;
      }
      .price {
        font-weight: 450;
        opacity: 0.86;
      }
      .language {
        font-size: var(--text-s);
        font-weight: 600;
        min-width: 36px;
        padding: 0 6px;
      }
      @media (max-width: 760px) {
        .brand span,
        .label,
        .save {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @state() private theme = currentTheme();

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
  }

  #onTheme(): void {
    this.theme = NEXT_THEME[this.theme];
    switchTheme(this.theme);
  }

  #run() {
    const { workspace } = this;
    const open = workspace.open;
    if (!open) return nothing;
    const ids = cellsOf(open.notebook, 'matrix').map((cell) => cell.id);
    if (ids.length === 0) return nothing;
    const isRunning = workspace.live.active().some((run) => run.notebook === open.name);
    if (isRunning) {
      return html`<button class="btn" @click=${() => this.dispatchEvent(new StopIntent(null))}>
        ${icon('stop')}${msg('Stop')}
      </button>`;
    }
    const plans = ids.map((id) => workspace.results(id)?.plan ?? null);
    const known = plans.filter((plan) => plan !== null);
    const calls = known.reduce((sum, plan) => sum + callsToMake(plan), 0);
    const done = known.reduce((sum, plan) => sum + plan.counts.done, 0);
    // A broken front matter holds defaults and limits that would be left out.
    const isBlocked = open.notebook.problems.some(
      ({ cell, severity }) => cell === null && severity === 'error',
    );
    const price = costWords(
      known.filter((plan) => callsToMake(plan) > 0).map((plan) => plan.estimates.missing),
      workspace.settings?.krwPerUsd?.rate ?? null,
    );
    return html`${
      done > 0
        ? html`<button
              class="btn"
              title=${msg('Make every trial anew; earlier results stay in the history')}
              @click=${() => this.dispatchEvent(new RunIntent(null, 'all'))}
            >
              ${icon('refresh')}<span class="label">${msg('Re-run all')}</span>
            </button>`
        : nothing
    }
      <button
        class="btn primary"
        data-run
        ?disabled=${known.length < ids.length || calls === 0 || isBlocked}
        title=${msg('Run (Ctrl+Enter)')}
        @click=${() => this.dispatchEvent(new RunIntent(null, 'missing'))}
      >
        ${icon('play')}${known.length < ids.length ? msg('Run') : runLabel(known, isBlocked)}${calls > 0 ? html`<span class="price num">${price}</span>` : nothing}
      </button>`;
  }

  override render() {
    const open = this.workspace.open;
    const locale = currentLocale();
    const themeName = { system: msg('as the system'), light: msg('light'), dark: msg('dark') }[this.theme];
    return html`<header>
      <button
        class="btn quiet icon"
        aria-label=${msg('Notebooks and outline')}
        title=${msg('Notebooks and outline')}
        @click=${() => this.dispatchEvent(new CommandIntent('side'))}
      >
        ${icon('menu')}
      </button>
      <div class="brand">${logo}<span>Gamut</span></div>
      ${
        open
          ? html`<div class="title" title=${open.name}>${open.notebook.title || open.name}</div>
              <span
                class="save ${open.saveState === 'failed' || open.saveState === 'conflict' ? 'bad' : ''}"
                role="status"
                >${saveWords(open.saveState)}</span
              >`
          : nothing
      }
      <span class="space"></span>
      ${this.#run()}
      <button class="btn quiet" @click=${() => this.dispatchEvent(new CommandIntent('providers'))}>
        ${icon('plug')}<span class="label">${msg('Providers')}</span>
      </button>
      <button
        class="btn quiet language"
        lang=${locale === 'ko' ? 'en' : 'ko'}
        @click=${() => void switchLocale(locale === 'ko' ? 'en' : 'ko')}
      >
        ${locale === 'ko' ? 'English' : '한국어'}
      </button>
      <button
        class="btn quiet icon"
        aria-label=${msg(str`Theme: ${themeName}`)}
        title=${msg(str`Theme: ${themeName}`)}
        @click=${this.#onTheme}
      >
        ${icon(THEME_ICON[this.theme])}
      </button>
      <button
        class="btn quiet icon"
        aria-label=${msg('Keys and help')}
        title=${msg('Keys and help')}
        @click=${() => this.dispatchEvent(new CommandIntent('help'))}
      >
        ${icon('help')}
      </button>
    </header>`;
  }
}

function saveWords(state: SaveState): string {
  switch (state) {
    case 'saved':
      return msg('saved');
    case 'unsaved':
    case 'saving':
      return msg('saving…');
    case 'failed':
      return msg('not saved');
    case 'conflict':
      return msg('changed on disk');
    default:
      state satisfies never;
      return '';
  }
}

const logo = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" fill="#1f3fae" />
  <g fill="none" stroke-width="3.2" stroke-linecap="round">
    <path d="M7 22c4 0 5-12 9-12s5 12 9 12" stroke="#fff" />
    <path d="M7 22c4 0 5-7 9-7s5 7 9 7" stroke="#8fb0ff" />
  </g>
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    'gamut-header': HeaderElement;
  }
}
