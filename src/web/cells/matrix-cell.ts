import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { EditKeyIntent, RunIntent, StopIntent } from '../state/events.ts';
import { toolsNow } from '../state/tools.ts';
import { icon } from '../look/icons.ts';
import { formatCount, inLocale } from '../look/locale.ts';
import { callsToMake, planLine, runLabel } from '../state/plan-words.ts';
import { onFieldKey } from '../keys/run-key.ts';
import type { PlanView } from '../../core/api.ts';
import { countAll, countTrials } from '../../core/axes.ts';
import { NO_PERSONA } from '../../core/cell-kind.ts';
import { partName } from '../../core/part-name.ts';
import { cellsOf, type MatrixCell, type Notebook, type Problem } from '../../core/notebook.ts';
import { seenFrom } from '../../core/seen-from.ts';
import type { RunState } from '../../core/run-state.ts';
import type { Value } from '../../core/trial.ts';
import { toggleInOrder } from '../../core/toggle-in-order.ts';
import { isFirstPress } from '../look/on-button.ts';
import { shorten } from '../look/shorten.ts';
import { hearLevelHints } from '../results/hear-level-hints.ts';
import { levelData } from '../results/level-hint.ts';
import { areOtherProblems, isOtherCell } from './cell-change.ts';
import { matrixStyle } from './matrix-style.ts';
import './cell-frame.ts';
import './data-field.ts';
import './estimate-details.ts';
import { excludeAxes } from './exclude-grid.ts';
import './parameter-fields.ts';

/** Characters of a name in a chip. */
const MOST_IN_CHIP = 48;

/**
 * What is multiplied with what: chips for prompts, personas and models, a line of values for each parameter, and what
 * it comes to before anything is run.
 */
@customElement('gamut-matrix-cell')
@localized()
export class MatrixCellElement extends LitElement {
  static override styles = [baseStyle, matrixStyle];

  @property({ attribute: false, hasChanged: isOtherCell }) cell!: MatrixCell;
  @property({ attribute: false }) notebook!: Notebook;
  @property({ attribute: false, hasChanged: areOtherProblems }) problems: Problem[] = [];
  /** Whether something outside the cell keeps it from running: a broken front matter. */
  @property({ type: Boolean }) isBlocked = false;
  /** Whether the server is not reached, so that nothing can be run or stopped. */
  @property({ type: Boolean }) isAway = false;
  @property({ attribute: false }) plan: PlanView | null = null;
  @property({ attribute: false }) run: RunState | null = null;
  /** Model ids that can be chosen: `provider/model`. */
  @property({ attribute: false }) knownModels: string[] = [];
  @property({ type: Number }) krwPerUsd: number | null = null;
  /** The same, with the day that it is of. */
  @property({ attribute: false }) krwRate: { rate: number; asOf: string } | null = null;
  /** Models whose server can count tokens. */
  @property({ attribute: false }) countable: string[] = [];
  /** The limit of the next run, US dollars. */
  @property({ attribute: false }) budgetUsd: number | null = null;

  /** The matrix with what was chosen while what takes it in is still on its way; null where that is nothing. */
  @state() private ahead: MatrixCell | null = null;
  @state() private isAddingModel = false;
  @state() private isWrongModel = false;

  constructor() {
    super();
    hearLevelHints(this, () => ({ notebook: this.notebook, matrix: this.cell.id }));
    this.addEventListener('gamut-edit-key', ({ key, value }) => {
      if (!toolsNow()) this.ahead = withChoice(this.#shown, key, value);
    });
  }

  /** What the next press is done on. */
  get #shown(): MatrixCell {
    return this.ahead ?? this.cell;
  }

  #set(key: string, value: Value | undefined): void {
    this.dispatchEvent(new EditKeyIntent(this.cell, key, value));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('cell')) this.ahead = null;
    // The field goes under the hands of who is in it.
    if (changed.get('isAddingModel') === true && this.shadowRoot?.activeElement?.id === 'add-model')
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('#more-models')?.focus(),
      );
  }

  #toggle(key: 'prompt' | 'persona' | 'model', offered: string[], chosen: string[], name: string): void {
    const next = toggleInOrder(chosen, name, offered);
    // Without the last persona there is none; a matrix without a prompt or a model is no matrix.
    if (next.length > 0) this.#choose(key, next);
    else if (key === 'persona') this.#choose(key, [NO_PERSONA]);
  }

  #choose(key: 'prompt' | 'persona' | 'model', chosen: string[]): void {
    const [only] = chosen;
    this.#set(key, chosen.length === 1 ? only : chosen);
  }

  #chips(
    key: 'prompt' | 'persona' | 'model',
    offered: { id: string; name: string }[],
    chosen: string[],
  ): TemplateResult {
    const known = new Set(offered.map((one) => one.id));
    const all = [...offered, ...chosen.filter((id) => !known.has(id)).map((id) => ({ id, name: id }))];
    return html`${all.map(({ id, name }) => {
      const isMissing = key !== 'model' && !known.has(id);
      const isLast = key !== 'persona' && chosen.length === 1 && chosen.includes(id);
      const about = isMissing
        ? msg(str`This notebook has no ${shorten(id, MOST_IN_CHIP)}`)
        : isLast
          ? msg('The last one stays: choose another first')
          : nothing;
      return html`<button
          class="chip ${isMissing ? 'missing' : ''}"
          aria-pressed=${chosen.includes(id)}
          title=${about}
          data-level=${levelData(key, id)}
          @click=${() =>
            this.#toggle(
              key,
              offered.map((one) => one.id),
              chosen,
              id,
            )}
        >
          ${isMissing ? icon('warning') : chosen.includes(id) ? icon('check') : nothing}${shorten(name, MOST_IN_CHIP)}
        </button>`;
    })}`;
  }

  #onAddModel(event: Event): void {
    const id = (event.target as HTMLInputElement).value.trim();
    this.isWrongModel = id !== '' && !/^[^/\s]+\/\S+$/.test(id);
    if (this.isWrongModel) return;
    this.isAddingModel = false;
    const { models } = this.#shown;
    if (id && !models.includes(id)) this.#choose('model', [...models, id]);
  }

  #onLeaveModel(): void {
    this.isAddingModel = this.isWrongModel;
  }

  /** With Enter the field goes, and who pressed it is at the button that brings it back. */
  async #onModelKey(event: KeyboardEvent): Promise<void> {
    onFieldKey(event);
    if (event.key !== 'Enter' || event.isComposing || this.isWrongModel) return;
    // It would press the button that it comes to.
    event.preventDefault();
    await this.updateComplete;
    if (!this.shadowRoot?.activeElement) this.renderRoot.querySelector<HTMLElement>('#more-models')?.focus();
  }

  async #startAddingModel(): Promise<void> {
    this.isAddingModel = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#add-model')?.focus();
  }

  #models(): TemplateResult {
    const { models } = this.#shown;
    return html`<dt>${msg('Models')}</dt>
      <dd>
        ${this.#chips('model', [], models)}
        ${
          this.isAddingModel
            ? html`<input
                  id="add-model"
                  class="field"
                  list="known-models"
                  aria-label=${msg('Model to add')}
                  placeholder="provider/model"
                  @change=${this.#onAddModel}
                  aria-invalid=${this.isWrongModel}
                @blur=${this.#onLeaveModel}
                  @keydown=${this.#onModelKey}
                /><datalist id="known-models">
                  ${this.knownModels.map((id) => html`<option value=${id}></option>`)}
                </datalist>`
            : html`<button id="more-models" class="chip" @click=${this.#startAddingModel}>
                ${icon('plus')}${msg('Model')}
              </button>`
        }
        ${
          models.some((id) => id.startsWith('sandbox'))
            ? html`<span class="n"
                >${msg('sandbox: a toy that lives offline. Nothing it says is advice.')}</span
              >`
            : nothing
        }
      </dd>`;
  }

  #form(): TemplateResult {
    const { notebook } = this;
    const cell = this.#shown;
    const seen = seenFrom(notebook, cell);
    const named = (kind: 'prompt' | 'persona') =>
      cellsOf(notebook, kind).map(({ id }) => ({ id, name: partName(notebook, kind, id) }));
    const prompts = named('prompt');
    const personas = [{ id: NO_PERSONA, name: msg('no persona') }, ...named('persona')];
    return html`<dl>
      ${
        prompts.length > 1
          ? html`<dt>${msg('Prompts')}</dt>
              <dd>${this.#chips('prompt', prompts, cell.prompts)}</dd>`
          : nothing
      }
      <dt>${msg('Personas')}</dt>
      <dd>${this.#chips('persona', personas, cell.personas)}</dd>
      ${this.#models()}
      <dt>${msg('Parameters')}</dt>
      <dd>
        <gamut-parameter-fields .cell=${cell} .notebook=${notebook}></gamut-parameter-fields>
      </dd>
      <dt>${msg('Dataset')}</dt>
      <dd>
        <gamut-data-field .cell=${cell} .notebook=${notebook}></gamut-data-field>
        <label class="n" for="repeats">${msg('Repeats')}</label>
        <input
          id="repeats"
          class="field number num"
          type="number"
          min="1"
          max="1000"
          .value=${String(cell.repeats)}
          @change=${(event: Event) => {
            const repeats = Math.max(1, Math.floor(Number((event.target as HTMLInputElement).value)) || 1);
            this.#set('repeats', repeats === 1 ? undefined : repeats);
          }}
          @keydown=${onFieldKey}
        />
      </dd>
      ${
        cell.exclude.length > 0 || excludeAxes(cell, seen).length > 1
          ? html`<dt>${msg('Left out')}</dt>
              <dd><gamut-exclude-grid .cell=${cell} .notebook=${seen}></gamut-exclude-grid></dd>`
          : nothing
      }
    </dl>`;
  }

  #product(): TemplateResult {
    const { notebook } = this;
    const cell = this.#shown;
    const factors: [number, string, kind?: 'parameter' | 'repeats'][] = [
      [cell.prompts.length, msg('prompts')],
      [cell.personas.length, msg('personas')],
      [cell.models.length, msg('models')],
      ...cell.axes.map((axis): [number, string, 'parameter'] => [axis.levels.length, axis.name, 'parameter']),
    ];
    const rows = cellsOf(notebook, 'dataset').find((one) => one.id === cell.data)?.rows.length;
    if (rows !== undefined) factors.push([rows, msg('rows')]);
    if (cell.repeats > 1) factors.push([cell.repeats, msg('repeats'), 'repeats']);
    const shown = factors
      .filter(([n]) => n > 1)
      .map(([n, name, kind]) =>
        inLocale({
          en: `${formatCount(n)} ${kind === 'parameter' ? 'levels of ' : ''}${name}`,
          ko: `${name} ${formatCount(n)}${kind === 'repeats' ? '회' : '개'}`,
        }),
      );
    const total = countTrials(cell, notebook);
    const all = countAll(cell, notebook);
    const without =
      all === total ? '' : `${formatCount(all)} − ${msg(str`${formatCount(all - total)} left out`)} = `;
    return html`<span class="sum num"
      >${shown.length ? `${shown.join(' × ')} = ${without}` : nothing}<b
        >${total === 1 ? msg('1 trial') : msg(str`${formatCount(total)} trials`)}</b
      ></span
    >`;
  }

  override render() {
    const { cell, run, plan } = this;
    const isRunning = run !== null && (run.phase === 'running' || run.phase === 'paused');
    const isBlocked = this.isBlocked || this.problems.some((problem) => problem.severity === 'error');
    const missing = plan ? callsToMake(plan) : 0;
    return html`<gamut-cell-frame
      .cell=${cell}
      kind=${msg('matrix')}
      icon="matrix"
      cellId=${cell.id}
      .hasForm=${true}
      .problems=${this.problems}
    >
      ${this.#form()}
      <div class="foot">
        ${this.#product()}
        <span class="meta num">${plan ? planLine(plan, this.krwPerUsd) : nothing}</span>
        <span class="space"></span>
        ${
          isRunning
            ? html`<button
                class="btn"
                ?disabled=${this.isAway}
                @click=${(event: MouseEvent) => isFirstPress(event) && this.dispatchEvent(new StopIntent(cell.id))}
              >
                ${icon('stop')}${msg('Stop')}
              </button>`
            : html`${
                plan && plan.counts.error > 0
                  ? html`<button
                        class="btn"
                        @click=${() => this.dispatchEvent(new RunIntent(cell.id, 'failed'))}
                      >
                        ${icon('refresh')}${msg(str`Retry ${formatCount(plan.counts.error)} failed`)}
                      </button>`
                  : nothing
              }
                <button
                  class="btn primary"
                  ?disabled=${isBlocked || this.isAway || plan === null || missing === 0}
                  @click=${() => this.dispatchEvent(new RunIntent(cell.id, 'missing'))}
                >
                  ${icon('play')}${plan ? runLabel([plan], isBlocked) : msg('Run')}
                </button>`
        }
      </div>
      ${plan?.blocked.map(
        ({ provider, count, reason }) =>
          html`<p class="blocked"><b>${provider}</b> ${count === 1 ? msg('1 trial waits.') : msg(str`${formatCount(count)} trials wait.`)} ${inLocale(reason)}</p>`,
      )}
      ${
        plan
          ? html`<gamut-estimate
              .plan=${plan}
              .krwPerUsd=${this.krwRate}
              .countable=${this.countable}
              .budgetUsd=${this.budgetUsd}
            ></gamut-estimate>`
          : nothing
      }
    </gamut-cell-frame>`;
  }
}

/** A matrix with another choice for one of its keys, as its reading will have it. */
function withChoice(cell: MatrixCell, key: string, value: Value | undefined): MatrixCell {
  const names = [value ?? []].flat().map(String);
  if (key === 'prompt') return { ...cell, prompts: names };
  if (key === 'persona') return { ...cell, personas: names };
  if (key === 'model') return { ...cell, models: names };
  return key === 'exclude' ? { ...cell, exclude: (value ?? []) as MatrixCell['exclude'] } : cell;
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-matrix-cell': MatrixCellElement;
  }
}
