import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { isolate } from '../../core/isolate.ts';
import { baseStyle } from '../look/base-style.ts';
import { part } from '../state/load-part.ts';
import { EditBodyIntent } from '../state/events.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import type { PersonaCell, Problem } from '../../core/notebook.ts';
import { countGraphemes } from '../../core/grapheme.ts';
import { approximateTokens } from '../../core/token-count.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import './cell-frame.ts';
import './name-field.ts';
import type { FieldInputEvent } from './text-area.ts';
import { charactersWords, tokensWords } from '../look/count-words.ts';

const changes = part(() => import('./persona-changes.ts'));

/** Results of a persona that were made with other texts than the matrices have now. */
export interface StaleResults {
  count: number;
  /** Those of a matrix that has some of them, and the record of one. */
  results: MatrixResults;
  recordId: number;
}

/** One system prompt: its name and its text, both edited in place. */
@customElement('gamut-persona-cell')
@localized()
export class PersonaCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .stale {
        border: 0;
        cursor: pointer;
      }
      .stale svg {
        width: 12px;
        height: 12px;
      }
      gamut-text-area {
        font-size: var(--text-l);
        line-height: 1.65;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: PersonaCell;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];
  /** Ids of the matrices that use it. */
  @property({ attribute: false, hasChanged: isOther }) usedBy: readonly string[] = [];
  /** How many of its results are stale, and one of their records. */
  @property({ attribute: false, hasChanged: isOtherStale }) stale: StaleResults | null = null;
  /** Whether it is shown what has changed since those were made. */
  @state() private hasChanges = false;

  #onText(event: FieldInputEvent): void {
    this.dispatchEvent(new EditBodyIntent(this.cell, event.value));
  }

  #toggleChanges(): void {
    this.hasChanges = !this.hasChanges;
    if (this.hasChanges) void changes.need();
  }

  #use(): TemplateResult | string {
    const { usedBy } = this;
    if (usedBy.length === 0) return msg('not used');
    return html`<span title=${usedBy.join(', ')}>${
      usedBy.length === 1
        ? msg(str`used by ${isolate(usedBy[0] ?? '')}`)
        : msg(str`used by ${usedBy.length} matrices`)
    }</span>`;
  }

  override render() {
    const { cell, stale } = this;
    const graphemes = countGraphemes(cell.text);
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('persona')}
      icon="persona"
      cellId=${cell.id}
      .problems=${this.problems}
    >
      <gamut-name-field
        slot="title"
        class=${cell.info['name'] ? '' : 'none'}
        label=${msg('Name of the persona')}
        .cell=${cell}
      ></gamut-name-field>
      <span slot="meta" class="meta num"
        >${this.#use()} · ${charactersWords(graphemes)} ·
        ~${tokensWords(approximateTokens(cell.text))}${
          stale
            ? html` <button
                class="badge warn stale"
                aria-expanded=${this.hasChanges}
                title=${msg('What has changed since they were made')}
                @click=${this.#toggleChanges}
              >
                ${stale.count === 1 ? msg('1 result stale') : msg(str`${formatCount(stale.count)} results stale`)}${icon('chevronDown')}
              </button>`
            : nothing
        }</span
      >
      <gamut-text-area
        label=${msg(str`System prompt of ${isolate(cell.name)}`)}
        placeholder=${msg('What the model is told before the conversation')}
        .value=${cell.text}
        @gamut-field-input=${this.#onText}
      ></gamut-text-area>
      ${
        stale && this.hasChanges
          ? html`<gamut-persona-changes
              .results=${stale.results}
              .recordId=${stale.recordId}
              .text=${cell.text}
            ></gamut-persona-changes>`
          : nothing
      }
    </gamut-cell-frame>`;
  }
}

function isOtherStale(now: StaleResults | null, before: StaleResults | null | undefined): boolean {
  return now?.count !== before?.count || now?.recordId !== before?.recordId;
}

function isOther(now: readonly string[], before: readonly string[] | undefined): boolean {
  return now.join('\n') !== before?.join('\n');
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-persona-cell': PersonaCellElement;
  }
}
