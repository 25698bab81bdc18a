import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg } from '@lit/localize';
import { afterCheckEdit } from '../../core/check-ahead.ts';
import type { CheckEdit } from '../../core/check-edit.ts';
import { CHECK_GROUPS, newCheck } from '../../core/check-words.ts';
import type { AssertCell, Check, DatasetCell, Problem } from '../../core/notebook.ts';
import { toLatinKey } from '../keys/chord.ts';
import { baseStyle } from '../look/base-style.ts';
import { currentLocale } from '../look/locale.ts';
import type { CheckCount } from '../results/check-counts.ts';
import { CommandIntent } from '../state/events.ts';
import { EditChecksIntent } from '../state/edit-checks-intent.ts';
import { toolsNow, awaitTools } from '../state/tools.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import './cell-frame.ts';
import './check-row.ts';
import { typeLabel, type CheckEditEvent, type CheckPlace, type CheckRowElement } from './check-row.ts';
import './popup-menu.ts';
import type { MenuChoiceEvent, PopupMenuElement } from './popup-menu.ts';

/**
 * The checks that run on every response of a matrix: each a row that is edited in place, with how many answers pass.
 *
 * @fires gamut-edit-checks
 */
@customElement('gamut-assert-cell')
@localized()
export class AssertCellElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      ol {
        display: grid;
        gap: 5px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      /* Its sign stands where the names begin. */
      gamut-popup-menu {
        width: max-content;
        margin: 6px 0 0 -8px;
      }
      .none {
        color: var(--ink-3);
        font-size: var(--text-m);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: AssertCell;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];
  /** Ids of the checks that other cells have for the same matrix. */
  @property({ attribute: false }) others: readonly string[] = [];
  /** The dataset of the matrix: null where it has none, undefined where that cannot be told. */
  @property({ attribute: false, hasChanged: isOtherCell }) data: DatasetCell | null | undefined = undefined;
  /** How many of the answers pass, by the checks' ids; null where there are none. */
  @property({ attribute: false }) passed: ReadonlyMap<string, CheckCount> | null = null;

  /** The checks with what was done to them while what does it is still on its way; null where that is nothing. */
  @state() private ahead: readonly Check[] | null = null;
  /** Counts what was done with rows as a whole: then each is another one. */
  @state() private deeds = 0;
  @query('gamut-popup-menu') private adder!: PopupMenuElement;
  /** Where the focus goes when what was done is there. */
  #wanted: { at: number; place: CheckPlace } | null = null;
  constructor() {
    super();
    awaitTools(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('cell')) this.ahead = null;
  }

  /** What the next edit is done on. */
  get #checks(): readonly Check[] {
    return this.ahead ?? this.cell.checks;
  }

  override updated(changed: PropertyValues): void {
    if ((!changed.has('cell') && !changed.has('ahead')) || !this.#wanted) return;
    const { at, place } = this.#wanted;
    this.#wanted = null;
    const row = this.renderRoot.querySelectorAll<CheckRowElement>('gamut-check-row')[at];
    if (row) void row.focusAt(place);
    else this.adder.focus();
  }

  #do(edit: CheckEdit, part = ''): void {
    const { length } = this.#checks;
    switch (edit.do) {
      case 'add':
        this.#wanted = { at: length, place: 'value' };
        break;
      case 'duplicate':
        this.#wanted = { at: edit.at + 1, place: 'id' };
        break;
      case 'move':
        this.#wanted = { at: edit.to, place: 'menu' };
        break;
      case 'remove':
        this.#wanted = { at: Math.min(edit.at, length - 2), place: 'menu' };
        break;
      default:
        this.#wanted = null;
    }
    if (this.#wanted) this.deeds += 1;
    if (!toolsNow()) this.ahead = afterCheckEdit(this.#checks, edit);
    this.dispatchEvent(new EditChecksIntent(this.cell, edit, part));
  }

  /** Where nothing is typed, undo is of the checks. */
  #onKeyDown(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const key = toLatinKey(event);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    event.stopPropagation();
    this.dispatchEvent(new CommandIntent(key === 'y' || event.shiftKey ? 'redo' : 'undo'));
  }

  #onAdd({ id: chosen }: MenuChoiceEvent): void {
    const type = chosen as Check['type'];
    const taken = [...this.others, ...this.#checks.map(({ id }) => id)];
    const { id, value } = newCheck(type, taken, currentLocale() === 'ko');
    this.#do({ do: 'add', check: value === null ? { id, type } : { id, type, value } });
  }

  #row(check: Check, at: number) {
    const { cell, others } = this;
    const taken = [...others, ...this.#checks.flatMap(({ id }, index) => (index === at ? [] : [id]))];
    const source = check.type === 'json-schema' ? toolsNow()?.checkValueText(cell.body, at) : undefined;
    return html`<li>
      <gamut-check-row
        .check=${check}
        .at=${at}
        .count=${this.#checks.length}
        .taken=${taken}
        .matrix=${cell.of}
        .data=${this.data}
        .source=${source ?? null}
        .passed=${this.passed?.get(check.id) ?? null}
        @gamut-check-edit=${({ edit, part }: CheckEditEvent) => this.#do(edit, part)}
      ></gamut-check-row>
    </li>`;
  }

  override render() {
    const { cell } = this;
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('checks')}
      icon="assert"
      cellId=${cell.of}
      .hasForm=${true}
      .problems=${this.problems}
    >
      ${
        this.#checks.length === 0
          ? html`<p class="none">${msg('Nothing is checked yet.')}</p>`
          : html`<ol @keydown=${this.#onKeyDown}>
              ${repeat(
                this.#checks,
                (_, at) => `${this.deeds} ${at}`,
                (check, at) => this.#row(check, at),
              )}
            </ol>`
      }
      <gamut-popup-menu
        icon="plus"
        label=${msg('Add a check')}
        text=${msg('check')}
        .items=${CHECK_GROUPS.flatMap(({ types }) => types.map((id) => ({ id, label: typeLabel(id) })))}
        @gamut-menu-choice=${this.#onAdd}
      ></gamut-popup-menu>
    </gamut-cell-frame>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-assert-cell': AssertCellElement;
  }
}
