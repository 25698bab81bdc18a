import { css, html, nothing, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import type { CheckOutcome, TrialRow } from '../../core/result-api.ts';
import { toBudgetText } from '../../core/budget.ts';
import type { RunPause } from '../../core/run-state.ts';
import { runModeOf } from '../results/answer-keys.ts';
import { icon } from '../look/icons.ts';
import { failureName, statusWords } from '../results/card-notice.ts';
import type { CardState } from '../results/card-status.ts';
import { inLocale, failureWords } from '../look/locale.ts';
import { NO_FIGURES } from '../results/result-figures.ts';
import { finishLabel, STATUS_MARK, statusLabel } from '../results/status-label.ts';

/** How the button that runs one trial alone looks, in the line that says how that stands. */
export const runAloneStyle = css`
  [data-run-alone] {
    align-self: center;
    height: 26px;
    margin: -5px -8px -5px 0;
    padding: 0 8px;
    gap: 5px;
    font-size: var(--text-s);
  }
`;

/** While a trial stands so, it is being made or about to be. */
const IN_MAKING: ReadonlySet<CardState['status']> = new Set(['queued', 'streaming', 'retrying']);

/** What a trial waits for and what sets it going again, as the run's own strip says it. */
function pauseWords({ reason, budget }: RunPause, krwPerUsd: number | null): string {
  return inLocale(budget ? toBudgetText(budget, krwPerUsd, { inPage: 'above' }) : reason);
}

/** The button that runs one trial alone; nothing where it is left out. While it is being made the button stays, and with it the focus. */
function runButton(
  { standing }: TrialRow,
  { status }: CardState,
  run: () => void,
): TemplateResult | typeof nothing {
  const mode = runModeOf(standing);
  if (mode === null) return nothing;
  const isOff = IN_MAKING.has(status);
  const words = { missing: msg('Run'), failed: msg('Retry'), all: msg('Re-run') }[mode];
  const about =
    mode === 'all'
      ? msg('Make this answer anew; the earlier one stays in the history')
      : msg('Run this trial alone');
  return html`<button class="btn quiet" title=${about} data-run-alone aria-disabled=${isOff} @click=${() => isOff || run()}>
    ${icon(mode === 'missing' ? 'play' : 'refresh')}${words}
  </button>`;
}

/** How a trial stands, why it waits, why its model stopped, and what went wrong. `explain` shows more of why a result is stale;
 * null where that is shown already. `run` runs it alone. */
export function trialStatus(
  row: TrialRow,
  card: CardState,
  { explain, run, krwPerUsd }: { explain: (() => void) | null; run: () => void; krwPerUsd: number | null },
): TemplateResult {
  const word = card.waitsFor || card.retry ? statusWords(card) : statusLabel(card.status);
  const figures = row.figures ?? NO_FIGURES;
  const cut = finishLabel(figures.finishReason, figures.rawFinishReason);
  return html`<div class="status" data-status=${card.status}>
      <span class="word"
        ><span aria-hidden="true">${STATUS_MARK[card.status]}</span> ${word}</span
      >
      ${cut ? html`<span class="badge warn">${cut}</span>` : nothing}
      ${
        figures.finishReason === null
          ? nothing
          : html`<span class="meta" data-finish=${figures.finishReason}
              >${msg('finish reason')}
              <span class="mono">${figures.rawFinishReason ?? figures.finishReason}</span></span
            >`
      }
      ${card.reason ? html`<span class="meta">${inLocale(card.reason)}</span>` : nothing}
      ${
        card.status === 'stale' && explain
          ? html`<button class="btn quiet explain" @click=${explain}>${msg('Show what has changed')}</button>`
          : nothing
      }
      <span class="space"></span>
      ${runButton(row, card, run)}
    </div>
    ${card.waitsFor ? html`<p class="waits" data-waits>${pauseWords(card.waitsFor, krwPerUsd)}</p>` : nothing}
    ${
      card.failure
        ? html`<div class="failure">
            <b>${failureName(card.failure)}</b>
            <p>${failureWords(card.failure)}</p>
            <p class="meta">${inLocale(card.failure.hint)}</p>
          </div>`
        : nothing
    }`;
}

/** What each check found; nothing where none ran. */
export function checkList(checks: readonly CheckOutcome[]): TemplateResult | typeof nothing {
  if (checks.length === 0) return nothing;
  return html`<ul class="checks" aria-label=${msg('Checks')}>
    ${checks.map(
      ({ id, pass, detail }) =>
        html`<li class=${pass === true ? 'good' : pass === false ? 'bad' : 'unknown'}>
          <span aria-hidden="true">${pass === true ? '✓' : pass === false ? '✕' : '?'}</span>
          <span class="mono">${id}</span> <span class="meta">${inLocale(detail)}</span>
        </li>`,
    )}
  </ul>`;
}
