import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatCount, inLocale } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';
import type { RunState } from '../../core/run-state.ts';

/** The one polite live region of the page: it says when a run begins, waits and ends, with its counts, and what commands
 * say. */
@customElement('gamut-announcer')
@localized()
export class AnnouncerElement extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) workspace!: Workspace;
  @state() private words = '';
  /** Phases of the runs that have been told, by run. */
  #told = new Map<string, RunState['phase']>();
  #hasLooked = false;

  constructor() {
    super();
    watch(this, () => this.workspace?.live);
  }

  /** Says something. The same words again are said again. */
  say(words: string): void {
    this.words = words === this.words ? `${words}\u00a0` : words;
  }

  protected override willUpdate(): void {
    const name = this.workspace.open?.name;
    if (name === undefined) return;
    const said: string[] = [];
    for (const cell of this.workspace.open?.notebook.cells ?? []) {
      const run = cell.kind === 'matrix' ? this.workspace.live.runOf(name, cell.id) : null;
      if (!run || this.#told.get(run.runId) === run.phase) continue;
      const before = this.#told.get(run.runId);
      this.#told.set(run.runId, run.phase);
      // What had ended before this page looked is no news.
      if (before === undefined && run.finishedAt && !this.#hasLooked) continue;
      const words = phaseWords(run, before ?? null);
      if (words) said.push(words);
    }
    this.#hasLooked = true;
    if (said.length > 0) this.words = said.join(' ');
  }

  override render() {
    return html`<div role="status" aria-live="polite">${this.words}</div>`;
  }
}

function phaseWords(run: RunState, before: RunState['phase'] | null): string | null {
  const { cellId, phase } = run;
  const done = formatCount(run.done);
  const failed = formatCount(run.failed);
  switch (phase) {
    case 'running':
      return before === 'paused'
        ? msg(str`The run of ${cellId} goes on.`)
        : run.total === 1
          ? msg(str`The run of ${cellId} has begun: 1 trial.`)
          : msg(str`The run of ${cellId} has begun: ${formatCount(run.total)} trials.`);
    case 'paused':
      return msg(
        str`The run of ${cellId} waits. ${run.pauses.map(({ reason }) => inLocale(reason)).join(' ')}`,
      );
    case 'done':
      return msg(str`The run of ${cellId} has ended: ${done} done, ${failed} failed.`);
    case 'stopped':
      return msg(str`The run of ${cellId} was stopped: ${done} done, ${failed} failed.`);
    case 'failed':
      return msg(str`The run of ${cellId} broke off: ${done} done, ${failed} failed.`);
    default:
      phase satisfies never;
      return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-announcer': AnnouncerElement;
  }
}
