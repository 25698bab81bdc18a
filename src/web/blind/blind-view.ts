import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import { countBlindPairs, openBlindPairs, type BlindPair, type Contestant } from '../../core/blind-pairs.ts';
import { costUsdOf } from '../../core/metric.ts';
import { formatUsd } from '../../core/money.ts';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { Verdict } from '../../core/vote.ts';
import { showKeys } from '../keys/chord.ts';
import { KeyReader, keyMap } from '../keys/key-map.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { currentLocale, formatCount, formatMs } from '../look/locale.ts';
import { hasRightToLeft } from '../../core/right-to-left.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';
import { toTextLanguage } from '../look/text-language.ts';
import { isMac } from '../page/key-caps.ts';
import { variantLine } from '../results/axis-label.ts';
import { textOf } from '../results/result-figures.ts';
import { ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';
import './blind-tally.ts';
import { blindStyle } from './blind-style.ts';

const VERDICTS: readonly Verdict[] = ['a', 'b', 'tie', 'bad'];

/**
 * Two answers to the same case, whose they are hidden: a person says which is better, and then reads the names. The pairs
 * are shuffled by the notebook and the matrix, so that one goes on where one was. Its keys are those of the key table.
 */
@customElement('gamut-blind')
@localized()
export class BlindViewElement extends LitElement {
  static override styles = [baseStyle, turningMarkStyle, blindStyle];

  @query('.desk') private desk!: HTMLElement | null;

  /** The pair that was voted on, whose names are shown; null while a vote is waited for. */
  @state() private revealed: { pair: BlindPair; verdict: Verdict } | null = null;
  /** What was asked; null while it is read. */
  @state() private asked: string | null = '';

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) trials: readonly TrialRow[] = [];
  @property({ attribute: false }) axes: readonly Axis[] = [];
  @property({ attribute: false }) notebook!: Notebook;

  #contestants: Contestant[] = [];
  #pairs: BlindPair[] = [];
  /** How many there are in all: of many only some come at a time. */
  #all = 0;
  #current: BlindPair | null = null;
  #watched = '';
  #ends: (() => void)[] = [];
  #askedOf = 0;
  /** Which prompt and row what was asked is of. */
  #askedCase = '';
  #keys = new KeyReader('blind');

  constructor() {
    super();
    watch(this, () => keyMap);
    watch(this, () => this.results.votes);
  }

  readonly #onTheirWay = (): Promise<unknown> | null => this.results.votes.onTheirWay;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.results.votes.isLoaded) void this.results.votes.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#watched = '';
  }

  /** Puts the focus where the keys work. */
  override focus(): void {
    void this.updateComplete.then(() => this.desk?.focus({ preventScroll: true }));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { votes } = this.results;
    if (changed.has('trials') || changed.has('results')) {
      this.#contestants = this.trials.flatMap(toContestant);
      this.#all = countBlindPairs(this.#contestants);
      this.#pairs = [];
    }
    const next = this.#nextPair();
    this.#current = this.revealed?.pair ?? (votes.isLoaded ? next : null);
    this.#read();
  }

  /** The first pair that nobody has voted on. */
  #nextPair(): BlindPair | null {
    const { votes } = this.results;
    const isDone = ({ a, b }: BlindPair) => votes.verdictOf(a, b) !== null;
    const found = this.#pairs.find((pair) => !isDone(pair));
    if (found || (this.#pairs.length > 0 && this.#pairs.length >= this.#all)) return found ?? null;
    const seed = `${votes.notebook} ${votes.cellId}`;
    const { pairs, next } = openBlindPairs(this.#contestants, { seed, isDone });
    this.#pairs = pairs;
    return next;
  }

  /** Has the two texts, and what was asked, read. */
  #read(): void {
    const pair = this.#current;
    const ids = pair ? [pair.a.trialId, pair.b.trialId] : [];
    if (ids.join(' ') !== this.#watched) {
      for (const end of this.#ends) end();
      this.#watched = ids.join(' ');
      this.#ends = ids.map((id) => this.results.watchResult(id, () => this.requestUpdate()));
    }
    this.results.need(ids);
    const recordId = pair ? (this.results.row(pair.a.trialId)?.recordId ?? 0) : 0;
    if (recordId === this.#askedOf) return;
    const { variant } = pair?.a ?? {};
    void this.#readAsked(recordId, JSON.stringify([variant?.['prompt'], variant?.['row']]));
  }

  /** What was asked is the same of both; the system prompt is what is compared, and stays hidden. */
  async #readAsked(recordId: number, case_: string): Promise<void> {
    this.#askedOf = recordId;
    // That of another case is not what these two were asked.
    if (recordId === 0) this.asked = '';
    else if (case_ !== this.#askedCase) this.asked = null;
    this.#askedCase = case_;
    if (recordId === 0) return;
    try {
      const { trial } = await this.results.record(recordId);
      if (this.#askedOf !== recordId) return;
      this.asked = trial.request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (this.#askedOf === recordId) this.asked = '';
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isOnButton = target instanceof HTMLElement && target.matches('button, a, summary, select');
    const asked = this.#keys.read(event);
    const verdict = VERDICTS.find((one) => asked === `blind-${one}`);
    if (verdict) void this.#vote(verdict);
    else if (asked === 'blind-undo') void this.#undo();
    else if (asked === 'blind-next' && this.revealed && !isOnButton) this.#next();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #vote(verdict: Verdict): Promise<void> {
    // A second vote on a pair whose names are shown would not be blind: it is for the next one.
    const pair = this.#current;
    if (!pair || this.revealed || this.#textOf(pair.a) === null || this.#textOf(pair.b) === null) return;
    this.#leaveButton();
    const revealed = { pair, verdict };
    this.revealed = revealed;
    // Who goes on meanwhile has the pair again, and is told, if it was not kept.
    const isKept = await this.results.votes.vote(pair.a, pair.b, verdict);
    if (!isKept && this.revealed === revealed) this.revealed = null;
  }

  /** The buttons of a pair go with it: the focus goes to the desk before, where the keys that they name work. */
  #leaveButton(): void {
    const root = this.renderRoot as ShadowRoot;
    if (root.activeElement instanceof HTMLButtonElement) this.desk?.focus({ preventScroll: true });
  }

  #next(): void {
    this.#leaveButton();
    this.revealed = null;
    this.focus();
  }

  /** Takes back the vote whose names are shown, else the last one: its pair comes again. */
  async #undo(): Promise<void> {
    const last = this.results.votes.votes.at(-1);
    const pair = this.revealed?.pair ?? last ?? null;
    if (!pair) return;
    this.#leaveButton();
    const { revealed } = this;
    this.revealed = null;
    this.focus();
    const isTakenBack = await this.results.votes.vote(pair.a, pair.b, null);
    if (!isTakenBack) this.revealed ??= revealed;
  }

  #textOf({ trialId }: Contestant): string | null {
    const result = this.results.result(trialId);
    return result ? textOf(result.record) : null;
  }

  #nameOf({ variant }: Contestant): string {
    return variantLine(
      this.notebook,
      variant,
      this.axes.map(({ name }) => name),
    );
  }

  #side(contestant: Contestant, letter: 'A' | 'B') {
    const text = this.#textOf(contestant);
    const { revealed } = this;
    const record = revealed ? (this.results.result(contestant.trialId)?.record ?? null) : null;
    const won = revealed?.verdict === (letter === 'A' ? 'a' : 'b');
    const cost = record && formatUsd(costUsdOf(record), currentLocale());
    const figures = record ? [cost, formatMs(record.totalMs)].filter(Boolean).join(' · ') : '';
    return html`<div class="side ${won ? 'won' : ''}" data-side=${letter.toLowerCase()}>
      <div class="who">
        <span class="letter">${letter}</span>
        ${
          revealed
            ? html`<span data-name>${this.#nameOf(contestant)}</span>
                ${won ? html`<span class="badge good">✓ ${msg('better')}</span>` : nothing}
                <span class="meta num">${figures}</span>`
            : nothing
        }
      </div>
      ${text === null ? html`<p class="meta">${msg('Reading…')}</p>` : html`<div class="text" lang=${toTextLanguage(text) ?? nothing} ?data-rtl=${hasRightToLeft(text)}>${markedText(text)}</div>`}
    </div>`;
  }

  #verdictWords(verdict: Verdict): string {
    const words: Record<Verdict, string> = {
      a: msg('A is better'),
      b: msg('B is better'),
      tie: msg('Alike good'),
      bad: msg('Both bad'),
    };
    return words[verdict];
  }

  #buttons() {
    const { revealed } = this;
    if (revealed) {
      return html`<span class="said" role="status">${this.#verdictWords(revealed.verdict)}</span>
        <button class="btn" data-act="undo" @click=${() => this.#undo()}>
          ${icon('undo')}<span>${msg('Take it back')}</span>${keyOf('undo')}
        </button>
        <button class="btn primary" data-act="next" @click=${() => this.#next()}>
          ${msg('Next pair')}${keyOf('next')}
        </button>`;
    }
    return VERDICTS.map(
      (verdict) =>
        html`<button
          class="btn"
          data-vote=${verdict}
         
          @click=${() => this.#vote(verdict)}
        >
          ${keyOf(verdict)}${this.#verdictWords(verdict)}
        </button>`,
    );
  }

  #desk(pair: BlindPair) {
    const { asked } = this;
    return html`${asked === '' ? nothing : html`<div class="asked" tabindex="0" role="region" aria-label=${msg('What was asked')} lang=${toTextLanguage(asked ?? '') ?? nothing} ?data-rtl=${hasRightToLeft(asked ?? '')}>${asked === null ? html`<span class="meta">${msg('Reading…')}</span>` : markedText(asked)}</div>`}
      <div class="sides">${this.#side(pair.a, 'A')} ${this.#side(pair.b, 'B')}</div>
      <div class="votes" role="group" aria-label=${msg('Which is better?')}>${this.#buttons()}</div>`;
  }

  #none() {
    const { votes } = this.results;
    if (!votes.isLoaded) return html`<p class="none">${votes.fault ? '' : msg('Reading…')}</p>`;
    return html`<p class="none">
      ${
        this.#pairs.length === 0
          ? msg(
              'There are no two different answers to one case yet. Run the matrix with several personas, models or settings.',
            )
          : msg('Every pair is compared. The tally below says what came of it.')
      }
    </p>`;
  }

  override render() {
    const { votes } = this.results;
    const total = this.#pairs.length;
    const done = this.#pairs.filter(({ a, b }) => votes.verdictOf(a, b) !== null).length;
    const pair = this.#current;
    return html`<section
        class="desk"
        tabindex="0"
        aria-label=${msg('Blind comparison')}
        @keydown=${this.#onKeyDown}
      >
        <div class="top">
          <span class="num">${msg(str`${formatCount(done)} of ${formatCount(total)} pairs compared`)}</span>
          ${
            total > 0
              ? html`<progress max=${total} value=${done} aria-label=${msg('Pairs compared')}></progress>`
              : nothing
          }
          ${
            this.#all > total
              ? html`<span
                  class="meta num"
                  data-all
                  title=${msg('Each answer is compared about as often as the others, so that the first pairs tell most.')}
                  >${msg(str`${formatCount(this.#all)} pairs in all: more follow these`)}</span
                >`
              : nothing
          }
          <span class="space"></span>
          ${
            votes.votes.length > 0 && !this.revealed
              ? html`<button class="btn quiet" data-act="undo-last" @click=${() => this.#undo()}>
                  ${icon('undo')}<span>${msg('Take the last vote back')}</span>
                </button>`
              : nothing
          }
        </div>
        ${votes.fault ? html`<p class="fault" role="alert">${votes.fault.message}</p>` : nothing}
        ${pair ? this.#desk(pair) : this.#none()}
      </section>
      ${
        votes.votes.length > 0
          ? html`<details ?open=${pair === null}>
              <summary>${msg(str`Votes so far: ${formatCount(votes.votes.length)}`)}</summary>
              <gamut-blind-tally
                .votes=${votes.votes}
                .onTheirWay=${this.#onTheirWay}
                .trials=${this.results.trials}
                .axes=${this.axes}
                .notebook=${this.notebook}
                .notebookName=${votes.notebook}
                .matrix=${votes.cellId}
              ></gamut-blind-tally>
            </details>`
          : nothing
      }`;
  }
}

/** The first key of what can be asked for here, as a cap; nothing where it has none. */
function keyOf(what: Verdict | 'undo' | 'next') {
  const [key] = keyMap.keysOf(`blind-${what}`);
  return key ? html`<kbd>${showKeys(key, isMac)}</kbd>` : nothing;
}

function toContestant(row: TrialRow): Contestant[] {
  if (row.standing !== 'done' || row.textKey === null) return [];
  const { trialId, requestHash, repeat, variant, textKey } = row;
  return [{ trialId, requestHash, repeat, variant, textKey }];
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-blind': BlindViewElement;
  }
}
