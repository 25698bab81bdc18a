import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';
import { EditKeyIntent } from '../state/events.ts';
import { part } from '../state/load-part.ts';
import { knowsRows } from '../../core/dataset-use.ts';
import { canExclude, countExcluded } from '../../core/exclusion.ts';
import { isOfMask, type Rule } from '../../core/exclusion-mask.ts';
import { axesOf } from '../../core/axes.ts';
import type { Axis, MatrixCell, Notebook } from '../../core/notebook.ts';
import type { AxisPair, ChooseAxesEvent } from './exclude-places.ts';
import { excludeRule, excludeRuleStyle } from './exclude-rule.ts';

const places = part(() => import('./exclude-places.ts'));

const MOST_LEVELS = 40;

/** Axes of a matrix that can be on the grid of what it leaves out: those of several levels, not of ever so many. */
export function excludeAxes(cell: MatrixCell, notebook: Notebook): Axis[] {
  return axesOf(cell, notebook).filter(({ levels }) => levels.length > 1 && levels.length <= MOST_LEVELS);
}

/**
 * What a matrix leaves out: its rules, which can be taken away, and on request the grid of any two of its axes.
 *
 * @fires gamut-edit-key
 */
@customElement('gamut-exclude-grid')
@localized()
export class ExcludeGridElement extends LitElement {
  static override styles = [
    baseStyle,
    excludeRuleStyle,
    css`
      :host {
        display: block;
        min-width: 0;
        width: 100%;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        min-height: 26px;
        font-size: var(--text-m);
      }
      .choose {
        height: 26px;
        /* Its sign stands where the other rows begin. */
        padding-inline: 4px 8px;
        margin-inline-start: -4px;
      }
    `,
  ];

  @property({ attribute: false }) cell!: MatrixCell;
  @property({ attribute: false }) notebook!: Notebook;

  @state() private isOpen = false;
  /** Names of the axes that were chosen; null for the ones that suit. */
  @state() private chosen: { rows: string; cols: string } | null = null;
  #kept = 0;

  get #axes(): Axis[] {
    return excludeAxes(this.cell, this.notebook);
  }

  #pair(): AxisPair | null {
    const axes = this.#axes;
    const named = (name: string | undefined) => axes.find((axis) => axis.name === name);
    const said = this.cell.exclude.map((rule) => Object.keys(rule)).find((names) => names.length === 2) ?? [];
    const rows = named(this.chosen?.rows) ?? named(said[0]) ?? named('persona') ?? axes[0];
    const others = axes.filter((axis) => axis !== rows);
    const cols = others.find(({ name }) => name === (this.chosen?.cols ?? said[1])) ?? others.at(-1);
    return rows && cols ? { rows, cols } : null;
  }

  /** While it is open the axes stay, whatever the rules come to say. */
  #toggle({ rows, cols }: AxisPair): void {
    void places.need();
    this.isOpen = !this.isOpen;
    this.chosen = this.isOpen ? { rows: rows.name, cols: cols.name } : null;
  }

  /** Puts other rules in their place: a step of undo of its own. */
  #keep(rules: readonly Rule[]): void {
    this.#kept += 1;
    const step = { part: `exclude rules ${this.#kept}`, isByLine: true };
    this.dispatchEvent(new EditKeyIntent(this.cell, 'exclude', [...rules], step));
  }

  override render() {
    const { cell, notebook, isOpen } = this;
    const pair = this.#pair();
    const axes = axesOf(cell, notebook);
    const all = axes.reduce((product, axis) => product * axis.levels.length, 1);
    const left = countExcluded(cell, axes);
    // Of rows that cannot be read nobody knows which they are.
    const lost = knowsRows(cell, notebook)
      ? cell.exclude.filter((rule) => !canExclude(rule, cell, axes))
      : [];
    return html`<div class="line">
        ${
          left > 0
            ? html`<span class="num"
                >${msg(str`${formatCount(left * cell.repeats)} of ${formatCount(all * cell.repeats)} trials`)}</span
              >`
            : nothing
        }
        ${cell.exclude.map((rule, at) =>
          isOpen && pair && isOfMask(rule, pair.rows, pair.cols) && !lost.includes(rule)
            ? nothing
            : excludeRule(notebook, rule, {
                isLost: lost.includes(rule),
                remove: () => this.#keep(cell.exclude.toSpliced(at, 1)),
              }),
        )}
        ${
          lost.length > 1
            ? html`<button
                class="btn quiet lost-all"
                @click=${() => this.#keep(cell.exclude.filter((rule) => !lost.includes(rule)))}
              >
                ${msg(str`Remove the ${formatCount(lost.length)} rules that leave nothing out`)}
              </button>`
            : nothing
        }
        ${
          pair
            ? html`<button
                class="btn quiet choose"
                aria-expanded=${isOpen}
                @click=${() => this.#toggle(pair)}
              >
                ${icon(isOpen ? 'chevronDown' : 'chevronRight')}${
                  left > 0 ? msg('Choose') : msg('Leave combinations out')
                }
              </button>`
            : nothing
        }
      </div>
      ${
        isOpen && pair
          ? html`<gamut-exclude-places
              .cell=${cell}
              .notebook=${notebook}
              .pair=${pair}
              .axes=${this.#axes}
              @gamut-choose-axes=${({ chosen }: ChooseAxesEvent) => (this.chosen = chosen)}
            ></gamut-exclude-places>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-exclude-grid': ExcludeGridElement;
  }
}
