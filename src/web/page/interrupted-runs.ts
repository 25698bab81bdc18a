import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { InterruptedRunView } from '../../core/api.ts';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { formatCount, formatMoment, inLocale } from '../look/locale.ts';
import { CommandIntent } from '../state/events.ts';
import { callsToMake } from '../state/plan-words.ts';
import type { Workspace } from '../state/workspace.ts';

/** Missing trials of a run that could be made if it went on now. */
function toMake({ missing, blocked }: InterruptedRunView): number {
  return missing - blocked.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Runs of the open notebook that were cut off or stopped: the newest with what can be done about it, older ones in a list that
 * is opened. Run makes what the notebook says now, going on what it said then: which of the two is meant is told.
 *
 * @fires gamut-command
 */
@customElement('gamut-interrupted-runs')
@localized()
export class InterruptedRunsElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-m);
      }
      .run,
      .older {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        min-height: 30px;
        padding: 4px 16px;
      }
      .sign {
        color: var(--warn);
      }
      .sign.calm {
        color: var(--ink-2);
      }
      .run {
        flex-wrap: nowrap;
        align-items: flex-start;
      }
      .sign {
        flex: none;
        padding-top: 5px;
      }
      /* Beside its picture; buttons go below the words where there is no room beside them. */
      .rest {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        min-width: 0;
      }
      .words {
        flex: 1 1 min(330px, 100%);
        min-width: 0;
        padding-block: 3px;
      }
      .ends {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .blocked {
        display: block;
        color: var(--warn);
      }
      .older {
        padding-block: 0 4px;
        padding-inline-start: 46px;
        gap: 6px 10px;
      }
      .all {
        max-height: 40vh;
        margin: 0;
        padding: 0;
        overflow: auto;
        border-top: 1px solid var(--line);
        background: var(--sunken);
        list-style: none;
      }
      .all li + li {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;
  /** The newest first. */
  @property({ attribute: false }) runs: readonly InterruptedRunView[] = [];
  @state() private isOpen = false;

  /** What became of a run that ended before it was through. */
  #end({ cellId, reason, ...run }: InterruptedRunView): string {
    const [done, total] = [formatCount(run.done), formatCount(run.total)];
    switch (reason) {
      case 'stopped':
        return msg(str`The run of ${cellId} was stopped: ${done} of ${total} are done and kept.`);
      case 'failed':
        return msg(str`The run of ${cellId} could not be finished: ${done} of ${total} are done and kept.`);
      case null:
        return msg(str`The run of ${cellId} was interrupted: ${done} of ${total} are done and kept.`);
      default:
        return reason satisfies never;
    }
  }

  /** Whether Run would make something of the matrix, and is the first thing to press. */
  #hasRun({ cellId }: InterruptedRunView): boolean {
    const plan = this.workspace.knownResults(cellId)?.plan;
    return plan != null && callsToMake(plan) > 0;
  }

  #difference(run: InterruptedRunView): string {
    return this.#hasRun(run)
      ? msg('Run makes what the notebook says now; Go on sends the texts as they were when this run began.')
      : msg('Going on sends the texts as they were when it began.');
  }

  /** What of a run cannot be made as things are, and what would change that. */
  #blocked(run: InterruptedRunView) {
    return run.blocked.map(
      ({ provider, count, reason }) =>
        html`<span class="blocked"
          ><bdi>${provider}</bdi>:
          ${
            run.missing === 1
              ? msg('the missing trial waits for it.')
              : count === run.missing
                ? msg(str`all ${formatCount(count)} missing trials wait for it.`)
                : msg(str`${formatCount(count)} of the missing trials wait for it.`)
          }
          ${inLocale(reason)}</span
        >`,
    );
  }

  #goOn(run: InterruptedRunView) {
    const count = toMake(run);
    if (count === 0)
      return html`<button class="btn" @click=${() => this.dispatchEvent(new CommandIntent('providers'))}>
        ${icon('plug')}${msg('Providers')}
      </button>`;
    return html`<button
      class="btn"
      ?disabled=${this.workspace.lostAt !== null}
      @click=${() => void this.workspace.runs.resume(run.runId)}
    >
      ${icon('play')}${msg(str`Go on with ${formatCount(count)}`)}
    </button>`;
  }

  #run(run: InterruptedRunView, isOlder: boolean) {
    const isStopped = run.reason === 'stopped';
    return html`<div class="run num" role=${isOlder ? nothing : 'status'} data-interrupted=${run.runId}>
      <span class="sign ${isStopped ? 'calm' : ''}">${icon(isStopped ? 'stop' : 'warning')}</span>
      <div class="rest"><span class="words"
        >${isOlder ? html`<span class="meta">${formatMoment(run.startedAt)}</span> ` : nothing}${this.#end(run)}
        ${
          run.paidTwice
            ? msg(str`${formatCount(run.paidTwice)} were under way and may be billed twice.`)
            : nothing
        }
        ${isOlder || toMake(run) === 0 ? nothing : this.#difference(run)}${this.#blocked(run)}</span
      >
      <span class="ends">${this.#goOn(run)}
      <button
        class="btn quiet icon"
        aria-label=${msg('Dismiss')}
        title=${msg('Dismiss: its answers are kept')}
        @click=${() => this.workspace.runs.forgetInterrupted([run.runId])}
      >
        ${icon('close')}
      </button></span></div>
    </div>`;
  }

  #older(older: readonly InterruptedRunView[]) {
    const count = formatCount(older.length);
    return html`<div class="older">
        <button
          class="link"
          data-older
          aria-expanded=${this.isOpen}
          aria-controls="older"
          @click=${() => (this.isOpen = !this.isOpen)}
        >
          ${older.length === 1 ? msg('and 1 older') : msg(str`and ${count} older`)}
        </button>
        <button
          class="link"
          @click=${() => this.workspace.runs.forgetInterrupted(this.runs.map(({ runId }) => runId))}
        >
          ${msg('Dismiss all')}
        </button>
      </div>
      <ul id="older" class="all" ?hidden=${!this.isOpen}>
        ${this.isOpen ? older.map((run) => html`<li>${this.#run(run, true)}</li>`) : nothing}
      </ul>`;
  }

  override render() {
    const [newest, ...older] = this.runs;
    if (!newest) return nothing;
    return html`${this.#run(newest, false)}${older.length > 0 ? this.#older(older) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-interrupted-runs': InterruptedRunsElement;
  }
}
