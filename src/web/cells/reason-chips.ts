import { html, nothing, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { FINISH_REASONS } from '../../core/check-field.ts';
import { icon } from '../look/icons.ts';

/** Why a model can have stopped, each a chip that is chosen or not. What a file says besides is among them. */
export function reasonChips(
  check: string,
  chosen: readonly string[],
  choose: (now: readonly string[]) => void,
): TemplateResult {
  const others = chosen.filter((one) => !FINISH_REASONS.some((reason) => reason === one));
  return html`<span class="reasons" role="group" aria-label=${`${check} ${msg('reasons')}`}>
    ${[...FINISH_REASONS, ...others].map((reason) => {
      const isChosen = chosen.includes(reason);
      return html`<button
        class="chip mono"
        aria-pressed=${isChosen}
        @click=${() => choose(isChosen ? chosen.filter((one) => one !== reason) : [...chosen, reason])}
      >
        ${isChosen ? icon('check') : nothing}${reason}
      </button>`;
    })}
  </span>`;
}
