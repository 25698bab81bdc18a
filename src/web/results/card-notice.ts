import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { RunPause } from '../../core/run-state.ts';
import { FAILURE_NAME, type Failure } from '../../core/failure.ts';
import { secondsUntil, type CardState } from './card-status.ts';
import { inLocale, failureWords } from '../look/locale.ts';
import { STATUS_MARK, statusLabel } from './status-label.ts';

/** A failure's name with the HTTP status, where one came. */
export function failureName({ kind, status }: Failure): string {
  const name = inLocale(FAILURE_NAME[kind]);
  return status === null ? name : `${name} ${status}`;
}

/** Why a trial waits, in a word or two. */
function waitsWords({ failure, budget }: RunPause): string {
  const why = budget ? msg('budget') : failure ? inLocale(FAILURE_NAME[failure.kind]) : msg('storage');
  return msg(str`waits: ${why}`);
}

/** How a card stands in words: what it waits for, when it is tried again, why it failed. */
export function statusWords({ status, failure, retry, waitsFor }: CardState): string {
  if (waitsFor) return waitsWords(waitsFor);
  if (failure && retry) {
    const name = failureName(failure);
    const seconds = secondsUntil(retry.dueAt, Date.now());
    return msg(str`${name}, again in ${seconds} s (${retry.attempt}/${retry.maxAttempts})`);
  }
  return status === 'error' && failure ? failureName(failure) : statusLabel(status);
}

/** A card's status: a mark and words. */
export function statusLine(card: CardState): TemplateResult {
  const why = card.waitsFor ? inLocale(card.waitsFor.reason) : null;
  return html`<span class="status num" title=${why ?? nothing} ?data-waits=${why !== null}
    ><span class="mark" aria-hidden="true">${STATUS_MARK[card.status]}</span
    ><span>${statusWords(card)}</span></span
  >`;
}

/** What stands above a card's text. Only what stays: the text must not move when a stream ends. `explain` shows more of why a
 * result is stale. */
export function cardHead(card: CardState, explain: () => void): TemplateResult | typeof nothing {
  if (!['stale', 'error', 'aborted', 'skipped'].includes(card.status)) return nothing;
  return html`<div class="head" part="head">
    ${statusLine(card)}
    ${
      card.reason && card.status === 'stale'
        ? html`<button
            class="reason"
            tabindex="-1"
            title=${msg('Show what has changed')}
            @click=${(event: Event) => {
              event.stopPropagation();
              explain();
            }}
          >
            ${inLocale(card.reason)}
          </button>`
        : nothing
    }
  </div>`;
}

/** What a card says where there is no text, or not all of it. */
export function cardNotice(card: CardState): TemplateResult | typeof nothing {
  if (card.status === 'skipped') {
    return html`<p class="notice">${card.reason ? inLocale(card.reason) : ''}</p>`;
  }
  if (card.isThinking) return html`<p class="notice">${msg('thinking…')}</p>`;
  if (card.status === 'done' && card.text === '' && !card.isLoading) {
    return html`<p class="notice">${msg('The model sent no text.')}</p>`;
  }
  if (card.status === 'never') return html`<p class="notice">${statusLabel('never')}</p>`;
  if (card.status !== 'error' || !card.failure) return nothing;
  return html`<div class="notice">
    <p class="message">${failureWords(card.failure)}</p>
    <p>${inLocale(card.failure.hint)}</p>
    ${card.text ? html`<p>${msg('What had come by then:')}</p>` : nothing}
  </div>`;
}
