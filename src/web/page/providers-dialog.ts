import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { copiedWords, copyText } from '../look/copy-text.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount, inLocale } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import type { ProviderInfo } from '../../core/api.ts';
import { FAILURE_NAME, type FailureKind } from '../../core/failure.ts';
import './provider-test.ts';
import type { ProviderTriedEvent } from './provider-test.ts';

/** An entry for a server of one's own; its comments say what may be changed. */
function toSnippet(): string {
  return `providers:
  - ollama                          # ${msg('a preset by its name')}
  - id: mylab                       # ${msg('models are then mylab/<model>')}
    kind: openai                    # ${msg('or anthropic')}
    base_url: http://127.0.0.1:8000/v1
    api_key_env: MYLAB_API_KEY      # ${msg('leave out where no key is needed')}
`;
}

/** Every provider: whether it is ready, where its key goes, its models, and a real try of it. */
@customElement('gamut-providers')
@localized()
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
      }
      .intro ol {
        margin: 4px 0 6px;
        padding-inline-start: 22px;
      }
      code {
        font: 0.93em var(--font-mono);
        background: var(--sunken);
        padding: 1px 5px;
        border-radius: 4px;
      }
      .key {
        color: var(--ink-2);
        font-weight: 400;
        font-size: var(--text-m);
      }
      .snippet {
        grid-column: 1 / -1;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        margin-top: 4px;
      }
      pre {
        flex: 1;
        min-width: 0;
        margin: 0;
        padding: 4px 10px;
        overflow-x: auto;
        border-radius: var(--radius);
        background: var(--sunken);
        font: var(--text-s) / 20px var(--font-mono);
      }
      dialog > ul {
        list-style: none;
        margin: 8px 0 0;
        padding: 0 20px 16px;
      }
      dialog > ul > li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: start;
        padding: 11px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        display: flex;
        flex-wrap: wrap;
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
      gamut-provider-test {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  @query('dialog') private dialog!: HTMLDialogElement;
  /** What was to be copied last, and whether it was. */
  @state() private copied: { what: string; isThere: boolean } | null = null;
  /** Providers that became ready while the dialog was open. */
  @state() private fresh: ReadonlySet<string> = new Set();
  /** Providers that refused when they were asked last, and why. */
  @state() private refused: ReadonlyMap<string, FailureKind> = new Map();
  #wereReady: ReadonlySet<string> | null = null;
  #read: readonly ProviderInfo[] = [];

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  /** Opens the dialog, with the providers read anew: a key may have been added to .env. */
  show(): void {
    this.copied = null;
    this.fresh = new Set();
    if (!this.dialog.open) this.dialog.showModal();
    void this.workspace.readProviders();
  }

  async #copy(what: string, text: string): Promise<void> {
    this.copied = { what, isThere: await copyText(text) };
  }

  /** A line or snippet to take along, with its button. */
  #snippet(what: string, text: string, label: string) {
    const copied = this.copied?.what === what ? this.copied : null;
    return html`<div class="snippet">
      <pre tabindex="0" aria-label=${what}>${text}</pre>
      <button class="btn" aria-label=${label} @click=${() => void this.#copy(what, text)}>
        ${icon(copied?.isThere ? 'check' : 'copy')}${copied ? copiedWords(copied.isThere) : msg('Copy')}
      </button>
    </div>`;
  }

  #onTried({ provider, failure }: ProviderTriedEvent): void {
    const refused = new Map(this.refused);
    if (failure === null) refused.delete(provider);
    else refused.set(provider, failure);
    this.refused = refused;
  }

  /** Whether it can be used, by what it said when it was asked last. */
  #badge({ id, ready }: ProviderInfo) {
    if (!ready) return html`<span class="badge">${msg('not set up')}</span>`;
    const failure = this.refused.get(id);
    if (failure !== undefined)
      return html`<span class="badge bad">${icon('warning')}${inLocale(FAILURE_NAME[failure])}</span>`;
    return html`<span class="badge good"
      >${icon('check')}${this.fresh.has(id) ? msg('ready now') : msg('ready')}</span
    >`;
  }

  #provider(provider: ProviderInfo) {
    const models = provider.models.slice(0, 6).join(', ');
    const more = provider.models.length > 6 ? ` +${formatCount(provider.models.length - 6)}` : '';
    const setup = provider.ready ? null : provider.setup;
    return html`<li data-provider=${provider.id}>
      <div>
        <div class="name">
          ${provider.id}
          ${this.#badge(provider)}
          ${
            provider.keyEnv && provider.keySet
              ? html`<span class="key">${msg(html`Key: <code>${provider.keyEnv}</code>`)}</span>`
              : nothing
          }
        </div>
        <div class="detail mono">${provider.baseUrl}</div>
        ${provider.note ? html`<div class="detail">${inLocale(provider.note)}</div>` : nothing}
        ${!provider.ready && provider.reason ? html`<div class="detail">${inLocale(provider.reason)}</div>` : nothing}
        ${models ? html`<div class="detail">${msg('Models')}: <span class="mono">${models}${more}</span></div>` : nothing}
      </div>
      ${
        provider.ready
          ? html`<gamut-provider-test
              .provider=${provider}
              .krwPerUsd=${this.workspace.settings?.krwPerUsd?.rate ?? null}
              @gamut-provider-tried=${this.#onTried}
            ></gamut-provider-test>`
          : html`<button class="btn" disabled aria-label=${msg(str`Test ${provider.id}`)}>${msg('Test')}</button>`
      }
      ${
        setup
          ? this.#snippet(
              setup.file === 'env'
                ? msg(str`Line for .env: ${provider.id}`)
                : msg(str`Entry for the configuration: ${provider.id}`),
              setup.line,
              msg(str`Copy the line for ${provider.id}`),
            )
          : nothing
      }
    </li>`;
  }

  /** What has become ready while the dialog is open: the person has just saved a key. */
  protected override willUpdate(): void {
    if (this.#read !== this.workspace.providers) this.refused = new Map();
    this.#read = this.workspace.providers;
    const ready = new Set(this.workspace.providers.filter((one) => one.ready).map(({ id }) => id));
    if (this.#wereReady) {
      const fresh = [...ready].filter((id) => this.#wereReady?.has(id) === false);
      if (fresh.length > 0) this.fresh = new Set([...this.fresh, ...fresh]);
    }
    // Before the first answer nothing is known, and nothing is new.
    if (ready.size > 0) this.#wereReady = ready;
  }

  override render() {
    const { providers, settings } = this.workspace;
    const config = settings?.configFile ?? 'gamut.config.yaml';
    return html`<dialog aria-labelledby="providers-title" @click=${this.#onBackdrop}>
      <header>
        <h2 id="providers-title">${msg('Providers')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="intro">
        <p>${msg('The sandbox is ready as it is. For real models:')}</p>
        <ol>
          <li>${msg('Copy the line of a provider below.')}</li>
          <li>
            ${msg(html`Paste it into the file <code>.env</code> beside <code>${config}</code>, put the key after the <code>=</code> and save.`)}
          </li>
          <li>${msg('It turns ready here by itself. Test asks one model a word; what that costs stands beside it.')}</li>
        </ol>
        <p>${msg('Keys stay in the server process: they never reach this page, a result or a log.')}</p>
      </div>
      <p class="sr-only" role="status">
        ${this.fresh.size > 0 ? msg(str`Ready now: ${[...this.fresh].join(', ')}`) : nothing}
      </p>
      <ul>
        ${repeat(
          providers,
          ({ id }) => id,
          (provider) => this.#provider(provider),
        )}
        <li data-provider="other">
          <div>
            <div class="name">${msg('Any other server')}</div>
            <div class="detail">
              ${msg(html`Ollama, LM Studio, vLLM, Gemini, Groq and what else speaks the protocol of OpenAI or Anthropic: a name or an entry in <code>${config}</code>. It is taken up when it is saved.`)}
            </div>
          </div>
          ${this.#snippet(msg('Entry for the configuration'), toSnippet(), msg('Copy the entry'))}
        </li>
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
