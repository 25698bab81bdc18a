import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { showKeys } from '../keys/chord.ts';
import { keyMap } from '../keys/key-map.ts';
import { rove } from '../keys/roving.ts';
import { baseStyle } from '../look/base-style.ts';
import { appHeaderStyle } from './app-header-style.ts';
import { CommandIntent, RunIntent, StopIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { currentLocale } from '../look/locale.ts';
import { callsToMake, costWords, runLabel } from '../state/plan-words.ts';
import { watch } from '../state/subject.ts';
import { isMac, keyWords } from './key-caps.ts';
import { isFirstPress } from '../look/on-button.ts';
import { currentTheme, switchTheme, type Theme } from '../look/theme.ts';
import { part } from '../state/load-part.ts';
import type { SaveState } from '../state/notebook-store.ts';
import type { Workspace } from '../state/workspace.ts';
import { cellsOf } from '../../core/notebook.ts';

const shareMenu = part(() => import('./share-menu.ts'));

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICON = { system: 'monitor', light: 'sun', dark: 'moon' } as const;

/** The line at the top: what is open and whether it is saved, Run with its price, providers, language, theme. */
@customElement('gamut-header')
@localized()
export class HeaderElement extends LitElement {
  static override styles = [baseStyle, appHeaderStyle];

  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    watch(this, () => this.workspace);
    watch(this, () => this.workspace?.live);
    watch(this, () => keyMap);
    rove(this, '[role=toolbar]', '[data-run]');
  }

  #onTheme(): void {
    switchTheme(NEXT_THEME[currentTheme()]);
  }

  #onThemeChanged = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('gamut-theme', this.#onThemeChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('gamut-theme', this.#onThemeChanged);
  }

  /** The browser opens it; before its code is here there is nothing to open. */
  async #share(event: Event): Promise<void> {
    if (shareMenu.isHere) return;
    event.preventDefault();
    await shareMenu.load();
    this.renderRoot.querySelector('gamut-share-menu')?.showPopover();
  }

  #ask(command: string): void {
    this.dispatchEvent(new CommandIntent(command));
  }

  #run() {
    const { workspace } = this;
    const open = workspace.open;
    if (!open) return nothing;
    const ids = cellsOf(open.notebook, 'matrix').map((cell) => cell.id);
    if (ids.length === 0) return nothing;
    const isAway = workspace.lostAt !== null;
    const away = msg('The server is not reached');
    const isRunning = workspace.live.active().some((run) => run.notebook === open.name);
    if (isRunning) {
      return html`<button
        class="btn"
        ?disabled=${isAway}
        title=${isAway ? away : keyWords('stop')}
        @click=${(event: MouseEvent) => isFirstPress(event) && this.dispatchEvent(new StopIntent(null))}
      >
        ${icon('stop')}${msg('Stop')}
      </button>`;
    }
    const plans = ids.map((id) => workspace.results(id)?.plan ?? null);
    const known = plans.filter((plan) => plan !== null);
    const calls = known.reduce((sum, plan) => sum + callsToMake(plan), 0);
    const done = known.reduce((sum, plan) => sum + plan.counts.done, 0);
    // All that is left waits for a key: making everything anew would wait, and be paid for once the key is there.
    const isWaiting = calls === 0 && known.some((plan) => plan.blocked.length > 0);
    // A broken front matter holds defaults and limits that would be left out.
    const isBlocked = open.notebook.problems.some(
      ({ cell, severity }) => cell === null && severity === 'error',
    );
    const price = costWords(
      known.filter((plan) => callsToMake(plan) > 0).map((plan) => plan.estimates.missing),
      workspace.settings?.krwPerUsd?.rate ?? null,
    );
    const all = known.map((plan) => plan.estimates.all).filter((estimate) => estimate.calls > 0);
    const allPrice = costWords(all, workspace.settings?.krwPerUsd?.rate ?? null);
    return html`${
      done > 0
        ? html`<button
              class="btn"
              ?disabled=${isWaiting || isAway}
              title=${`${msg('Make every trial anew; earlier results stay in the history')} · ${allPrice}`}
              @click=${() => this.dispatchEvent(new RunIntent(null, 'all'))}
            >
              ${icon('refresh')}<span class="label">${msg('Re-run all')}</span>
            </button>`
        : nothing
    }
      <button
        class="btn primary"
        data-run
        ?disabled=${known.length < ids.length || calls === 0 || isBlocked || isAway}
        title=${isAway ? away : [msg('Run what is missing or stale'), keyWords('run')].filter(Boolean).join(' · ')}
        @click=${() => this.dispatchEvent(new RunIntent(null, 'missing'))}
      >
        ${icon('play')}${known.length < ids.length ? msg('Run') : runLabel(known, isBlocked)}${calls > 0 ? html`<span class="price num">${price}</span>` : nothing}
      </button>`;
  }

  override render() {
    const open = this.workspace.open;
    const locale = currentLocale();
    const theme = currentTheme();
    const themeName = { system: msg('as the system'), light: msg('light'), dark: msg('dark') }[theme];

    const keys = keyMap.keysOf('palette')[0];
    return html`<div class="bar" role="toolbar" aria-label="Gamut">
      <button
        class="btn quiet icon"
        aria-label=${msg('Notebooks and outline')}
        title=${msg('Notebooks and outline')}
        @click=${() => this.#ask('side')}
      >
        ${icon('menu')}
      </button>
      <div class="brand">${logo}<span>Gamut</span></div>
      <div class="name">
        ${
          open
            ? html`<div class="title" title=${open.name}>${open.notebook.title || open.name}</div>
                ${open.notebook.title ? html`<span class="file" data-file>${open.name}</span>` : nothing}
                <span
                  class="save ${['failed', 'conflict', 'gone'].includes(open.saveState) ? 'bad' : ''}"
                  data-save=${open.saveState}
                  >${saveWords(open.saveState)}</span
                >`
            : nothing
        }
      </div>
      <div class="run">${this.#run()}</div>
      <div class="tools">
        <button
          class="btn quiet search"
          aria-label=${keys ? `${msg('Search')} ${showKeys(keys, isMac)}` : msg('Search')}
          title=${msg('Search commands, cells, personas, models, notebooks')}
          @click=${() => this.#ask('palette')}
        >
          ${icon('search')}<span class="label">${msg('Search')}</span>${
            keys ? html` <kbd>${showKeys(keys, isMac)}</kbd>` : nothing
          }
        </button>
        ${
          open
            ? html`<button
                  class="btn quiet"
                  popovertarget="share"
                  aria-haspopup="true"
                  aria-label=${msg('Share')}
                  title=${msg('Report, print, present')}
                  @click=${(event: Event) => void this.#share(event)}
                >
                  ${icon('share')}<span class="label">${msg('Share')}</span>
                </button>
                <gamut-share-menu id="share" popover .workspace=${this.workspace}></gamut-share-menu>`
            : nothing
        }
        <button
          class="btn quiet"
          aria-label=${msg('Providers')}
          title=${msg('Providers')}
          @click=${() => this.#ask('providers')}
        >
          ${icon('plug')}<span class="label">${msg('Providers')}</span>
        </button>
        <button
          class="btn quiet language"
          lang=${locale === 'ko' ? 'en' : 'ko'}
          title=${locale === 'ko' ? 'English' : '한국어'}
          @click=${() => this.#ask('language')}
        >
          <span class="long">${locale === 'ko' ? 'English' : '한국어'}</span
          ><span class="short">${locale === 'ko' ? 'EN' : '한'}</span>
        </button>
        <button
          class="btn quiet icon"
          aria-label=${msg(str`Theme: ${themeName}`)}
          title=${msg(str`Theme: ${themeName}`)}
          @click=${this.#onTheme}
        >
          ${icon(THEME_ICON[theme])}
        </button>
        <button
          class="btn quiet icon"
          aria-label=${msg('Keys and help')}
          title=${msg('Keys and help')}
          @click=${() => this.#ask('help')}
        >
          ${icon('help')}
        </button>
      </div>
    </div>`;
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
    case 'gone':
      return msg('not in the folder');
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
