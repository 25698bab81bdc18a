import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { ProviderInfo, ProviderTestPlan } from '../../core/api.ts';
import { FAILURE_NAME, type Failure, type FailureKind } from '../../core/failure.ts';
import { isolate } from '../../core/isolate.ts';
import { joinSentences } from '../../core/join-sentences.ts';
import { formatKrw, formatUsd } from '../../core/money.ts';
import { onFieldKey } from '../keys/run-key.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale, failureWords, formatCount, formatMs, inLocale } from '../look/locale.ts';
import { api, ApiFault } from '../state/api.ts';

/** What came of a try. */
interface Tried {
  words: string;
  isGood: boolean;
}

/** A failure in a sentence, and what to do about it. */
function toWords(failure: Failure): string {
  const name = inLocale(FAILURE_NAME[failure.kind]);
  return joinSentences(`${name}: ${failureWords(failure)}`, inLocale(failure.hint));
}

/** Failures that tell that a provider cannot be used, whatever it is asked. A server may list no models and still answer. */
const OF_PROVIDER: ReadonlySet<FailureKind> = new Set([
  'auth',
  'quota',
  'overloaded',
  'server',
  'network',
  'timeout',
  'config',
]);

/** What came of asking a provider last: why it refused, or null where it answered. */
export class ProviderTriedEvent extends Event {
  readonly provider: string;
  readonly failure: FailureKind | null;

  constructor(provider: string, failure: FailureKind | null) {
    super('gamut-provider-tried', { bubbles: true, composed: true });
    this.provider = provider;
    this.failure = failure;
  }
}

/**
 * Tries a provider that is ready: which model, what is sent and what that may cost is said before anything is. Its models are
 * asked for once somebody looks for one.
 */
@customElement('gamut-provider-test')
@localized()
export class ProviderTestElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        gap: 4px;
        margin-top: 6px;
        font-size: var(--text-m);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
      }
      .field {
        flex: 0 1 260px;
        min-width: 140px;
        height: 26px;
        font: var(--text-s) var(--font-mono);
      }
      .result {
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

  @property({ attribute: false }) provider!: ProviderInfo;
  @property({ type: Number }) krwPerUsd: number | null = null;

  @state() private model = '';
  @state() private models: readonly string[] = [];
  @state() private plan: ProviderTestPlan | null = null;
  /** Why the list of its models is not whole. */
  @state() private listFailure: Failure | null = null;
  @state() private isBusy = false;
  @state() private tried: Tried | null = null;
  #isListed = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('provider') as ProviderInfo | undefined;
    // It was read anew, as a key or its address may have been changed: what it said before is of no more use.
    if (before) {
      this.tried = null;
      this.listFailure = null;
    }
    if (!changed.has('provider') || before?.models.join() === this.provider.models.join()) return;
    this.models = [...new Set([...this.provider.models, ...this.models])];
    if (this.model === '') void this.#choose('');
  }

  /** The model that is asked: the one that was typed, else the first that is known. A field that is empty shows all of them, and
   * nothing is put into one in which somebody types. */
  get #asked(): string {
    return this.model || (this.models[0] ?? '');
  }

  /** What a try of a model would be, before it is asked for. */
  async #choose(model: string): Promise<void> {
    this.model = model;
    this.plan = null;
    const asked = this.#asked;
    if (asked === '') return;
    try {
      const plan = await api.testPlan(this.provider.id, asked);
      if (this.#asked === asked) this.plan = plan;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  /** Reads which models there are, which costs nothing. */
  async #list(): Promise<void> {
    if (this.#isListed) return;
    this.#isListed = true;
    try {
      const { models, failure } = await api.models(this.provider.id);
      this.models = models;
      this.listFailure = failure;
      this.#isListed = failure === null;
      if (failure === null || OF_PROVIDER.has(failure.kind)) this.#tell(failure);
      if (this.model === '') await this.#choose('');
    } catch (error) {
      this.#isListed = false;
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  async #try(): Promise<void> {
    this.isBusy = true;
    this.tried = null;
    try {
      const result = await api.testProvider(this.provider.id, this.#asked || undefined);
      if (result.ok) {
        const name = isolate(result.modelVersion ?? result.model);
        this.tried = { isGood: true, words: msg(str`${name} answered in ${formatMs(result.totalMs)}.`) };
      } else this.tried = { isGood: false, words: toWords(result.failure) };
      this.#tell(result.ok ? null : result.failure);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.tried = { isGood: false, words: joinSentences(error.message, error.hint) };
    } finally {
      this.isBusy = false;
    }
  }

  #tell(failure: Failure | null): void {
    this.dispatchEvent(new ProviderTriedEvent(this.provider.id, failure?.kind ?? null));
  }

  /** What a try sends, and what it may cost. */
  #about(): string {
    const { plan } = this;
    if (this.#asked === '') return msg('Sends one small request to one of the models that its server lists.');
    if (!plan) return '';
    const model = isolate(this.#asked);
    const sent = msg(
      str`Sends “${plan.text}” to ${model} and takes at most ${formatCount(plan.maxTokens)} tokens of answer:`,
    );
    return `${sent} ${this.#cost(plan.usd)}`;
  }

  #cost(usd: number | null): string {
    if (usd === null) return msg('its price is unknown.');
    if (usd === 0) return msg('free.');
    const locale = currentLocale();
    const won = this.krwPerUsd === null ? null : formatKrw(usd * this.krwPerUsd, locale);
    const cost = `${formatUsd(usd, locale) ?? ''}${won === null ? '' : ` (${won})`}`;
    return msg(str`at most ${cost}.`);
  }

  #noList() {
    const { listFailure } = this;
    if (!listFailure) return nothing;
    return html`<div class="meta" role="status" data-no-list>
      ${msg('Its models could not be listed.')} ${toWords(listFailure)}
      ${msg('A model’s name can be typed as its server knows it.')}
      <button class="link" @click=${() => void this.#list()}>${msg('Ask again')}</button>
    </div>`;
  }

  override render() {
    const { provider, tried } = this;
    return html`<div class="line">
        <input
          class="field"
          list="models"
          autocomplete="off"
          spellcheck="false"
          aria-label=${msg(str`Model to test of ${provider.id}`)}
          aria-describedby="about"
          placeholder=${this.#asked || msg('model')}
          .value=${this.model}
          @focus=${() => void this.#list()}
          @change=${(event: Event) => void this.#choose((event.target as HTMLInputElement).value.trim())}
          @keydown=${onFieldKey}
        /><datalist id="models">${this.models.map((model) => html`<option value=${model}></option>`)}</datalist>
        <button
          class="btn"
          ?disabled=${this.isBusy}
          aria-label=${msg(str`Test ${provider.id}`)}
          @click=${() => void this.#try()}
        >
          ${msg('Test')}
        </button>
      </div>
      <div id="about" class="meta num">${this.#about()}</div>
      ${this.#noList()}
      <div class="result ${tried === null ? '' : tried.isGood ? 'good' : 'bad'}" role="status">
        ${this.isBusy ? msg('Asking…') : tried?.words}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-provider-test': ProviderTestElement;
  }
  interface HTMLElementEventMap {
    'gamut-provider-tried': ProviderTriedEvent;
  }
}
