import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { api, ApiFault } from '../state/api.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount, formatMs, inLocale, failureWords } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import type { ProviderInfo } from '../../core/api.ts';
import { FAILURE_NAME } from '../../core/failure.ts';

interface Trying {
  isBusy: boolean;
  words: string;
  isGood: boolean;
}

/** Every provider: whether it is ready, where its key goes, its models, and a real try of it. */
@localized()
@customElement('gamut-providers')
export class ProvidersDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(760px, calc(100vw - 32px));
      }
      .intro {
        padding: 12px 20px 4px;
        font-size: var(--text-m);
        color: var(--ink-2);
        max-width: 76ch;
      }
      .intro code,
      code {
        font: 0.93em var(--font-mono);
        background: var(--sunken);
        padding: 1px 5px;
        border-radius: 4px;
      }
      ul {
        list-style: none;
        margin: 8px 0 0;
        padding: 0 20px 16px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: start;
        padding: 11px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        display: flex;
        gap: 8px;
        align-items: center;
        font-weight: 600;
      }
      .detail {
        font-size: var(--text-m);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      .detail + .detail {
        margin-top: 2px;
      }
      .result {
        grid-column: 1 / -1;
        font-size: var(--text-m);
        overflow-wrap: anywhere;
      }
      .result.good {
        color: var(--good);
      }
      .result.bad {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private tries: Record<string, Trying> = {};

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  /** Opens the dialog, with the providers read anew: a key may have been added to .env. */
  show(): void {
    this.dialog.showModal();
    void this.workspace.readProviders();
  }

  async #try(provider: ProviderInfo): Promise<void> {
    const put = (trying: Trying) => (this.tries = { ...this.tries, [provider.id]: trying });
    put({ isBusy: true, words: msg('Asking…'), isGood: true });
    try {
      const result = await api.testProvider(provider.id);
      if (result.ok) {
        const words = msg(
          str`${result.modelVersion ?? result.model} answered in ${formatMs(result.totalMs)}.`,
        );
        put({ isBusy: false, words, isGood: true });
      } else {
        const { failure } = result;
        const words = `${inLocale(FAILURE_NAME[failure.kind])}: ${failureWords(failure)} ${inLocale(failure.hint)}`;
        put({ isBusy: false, words, isGood: false });
      }
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      put({ isBusy: false, words: `${error.message} ${error.hint ?? ''}`, isGood: false });
    }
  }

  #provider(provider: ProviderInfo) {
    const trying = this.tries[provider.id];
    const models = provider.models.slice(0, 6).join(', ');
    const more = provider.models.length > 6 ? ` +${formatCount(provider.models.length - 6)}` : '';
    return html`<li data-provider=${provider.id}>
      <div>
        <div class="name">
          ${provider.id}
          ${
            provider.ready
              ? html`<span class="badge good">${msg('ready')}</span>`
              : html`<span class="badge">${msg('not set up')}</span>`
          }
        </div>
        <div class="detail mono">${provider.baseUrl}</div>
        ${provider.note ? html`<div class="detail">${inLocale(provider.note)}</div>` : nothing}
        ${!provider.ready && provider.reason ? html`<div class="detail">${inLocale(provider.reason)}</div>` : nothing}
        ${
          provider.keyEnv && provider.keySet
            ? html`<div class="detail">${msg(html`Key: <code>${provider.keyEnv}</code>`)}</div>`
            : nothing
        }
        ${models ? html`<div class="detail">${msg('Models')}: <span class="mono">${models}${more}</span></div>` : nothing}
      </div>
      <button
        class="btn"
        ?disabled=${!provider.ready || trying?.isBusy}
        aria-label=${msg(str`Test ${provider.id}`)}
        @click=${() => void this.#try(provider)}
      >
        ${msg('Test')}
      </button>
      ${
        trying
          ? html`<div class="result ${trying.isBusy ? '' : trying.isGood ? 'good' : 'bad'}" role="status">
              ${trying.words}
            </div>`
          : nothing
      }
    </li>`;
  }

  override render() {
    const { providers, settings } = this.workspace;
    return html`<dialog aria-labelledby="providers-title" @click=${this.#onBackdrop}>
      <header>
        <h2 id="providers-title">${msg('Providers')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <p class="intro">
        ${msg(
          html`Write a key in the file <code>.env</code> in the project folder, for example <code>OPENAI_API_KEY=sk-…</code>: it is taken up at once. Keys stay in the server process: they never reach this page, a result or a log.`,
        )}
        ${
          settings
            ? msg(html`Other servers (Ollama, LM Studio, vLLM…) go into <code>${settings.configFile}</code>.`)
            : nothing
        }
      </p>
      <ul>
        ${providers.map((provider) => this.#provider(provider))}
      </ul>
    </dialog>`;
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-providers': ProvidersDialogElement;
  }
}
