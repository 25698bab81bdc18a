import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { RecordView, TrialRow } from '../../core/result-api.ts';
import '../annotation/annotation-editor.ts';
import type { AnnotationEditorElement } from '../annotation/annotation-editor.ts';
import '../inspector/record-figures.ts';
import { checkList } from '../inspector/trial-status.ts';
import { baseStyle } from '../look/base-style.ts';
import { ApiFault } from '../state/api.ts';
import type { LiveRuns } from '../state/live-runs.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { watch } from '../state/subject.ts';

/**
 * What stands beside an answer that is read: what is said of it, what its checks found, what it took. It follows the answer:
 * while one is made nothing of the one before is shown.
 *
 * @fires gamut-annotate
 */
@customElement('gamut-answer-facts')
@localized()
export class AnswerFactsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 18px;
        font-size: var(--text-m);
      }
      h3 {
        margin-bottom: 6px;
        color: var(--ink-3);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .checks {
        display: grid;
        gap: 3px;
        margin: 0;
        padding: 0;
        list-style: none;
        overflow-wrap: anywhere;
      }
      .checks .good > :first-child {
        color: var(--good);
      }
      .checks .bad > :first-child {
        color: var(--bad);
      }
    `,
  ];

  @query('gamut-annotation') private editor!: AnnotationEditorElement | null;

  /** The record as the store has it whole: only asked for where it tells more. */
  @state() private whole: RecordView | null = null;

  @property({ attribute: false }) results!: MatrixResults;
  @property({ attribute: false }) live!: LiveRuns;
  @property() trialId = '';
  @property({ type: Number }) krwPerUsd: number | null = null;

  #endWatch: (() => void) | null = null;
  #askedOutcomes = '';
  #askedWhole = 0;

  constructor() {
    super();
    watch(this, () => this.results);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
    this.#endWatch = null;
  }

  /** Puts the focus where something more is said of the answer; false where nothing can be. */
  focusField(field: 'note' | 'tags'): boolean {
    void this.editor?.focusField(field);
    return this.editor !== null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('trialId') || changed.has('results') || !this.#endWatch) {
      this.#endWatch?.();
      const ends = [
        this.live.watchTrial(this.results.notebook, this.trialId, () => this.requestUpdate()),
        this.results.watchResult(this.trialId, () => this.requestUpdate()),
      ];
      this.#endWatch = () => ends.forEach((end) => end());
    }
    const row = this.results.row(this.trialId);
    if (!row || this.#isUnderWay) return;
    this.results.need([this.trialId]);
    void this.#readOutcomes(`${row.trialId} ${row.recordId ?? 0}`);
    void this.#readWhole(row);
  }

  get #isUnderWay(): boolean {
    return this.live.trial(this.results.notebook, this.trialId) !== null;
  }

  async #readOutcomes(key: string): Promise<void> {
    if (this.#askedOutcomes === key || this.results.outcomes(this.trialId) !== undefined) return;
    this.#askedOutcomes = key;
    try {
      await this.results.loadOutcomes(this.trialId);
      this.#askedOutcomes = '';
    } catch (error) {
      // That they passed or failed is known all the same.
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  /** What the vendor's cache saved stands only in the whole record. */
  async #readWhole({ recordId, figures }: TrialRow): Promise<void> {
    const usesCache = (figures?.cachedInputTokens ?? 0) + (figures?.cacheWriteTokens ?? 0) > 0;
    if (this.#askedWhole === recordId) return;
    this.#askedWhole = recordId ?? 0;
    this.whole = null;
    if (!usesCache || recordId === null) return;
    try {
      const whole = await this.results.record(recordId);
      if (this.#askedWhole === recordId) this.whole = whole;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }

  #section(title: string, content: unknown) {
    return html`<section aria-label=${title}>
      <h3 aria-hidden="true">${title}</h3>
      ${content}
    </section>`;
  }

  override render() {
    const row = this.results.row(this.trialId);
    if (!row) return nothing;
    const { annotation, textKey } = row;
    const isUnderWay = this.#isUnderWay;
    const record = isUnderWay ? null : (this.results.result(this.trialId)?.record ?? null);
    const outcomes = isUnderWay ? [] : (this.results.outcomes(this.trialId) ?? []);
    return html`${
      textKey !== null || annotation !== null
        ? this.#section(
            msg('What you say of this answer'),
            html`<gamut-annotation
              .matrix=${this.results.cellId}
              .trialId=${this.trialId}
              .annotation=${annotation}
              .knownTags=${this.results.tags}
            ></gamut-annotation>`,
          )
        : nothing
    }
    ${outcomes.length > 0 ? this.#section(msg('Checks'), checkList(outcomes)) : nothing}
    ${
      record && record.outcome.status !== 'skipped'
        ? this.#section(
            msg('What it took'),
            html`<gamut-record-figures
              .record=${record}
              .krwPerUsd=${this.krwPerUsd}
              .cacheSavingUsd=${this.whole?.cacheSavingUsd ?? null}
            ></gamut-record-figures>`,
          )
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-answer-facts': AnswerFactsElement;
  }
}
