import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import '../tokens/heat-legend.ts';
import { tokenLack } from './token-lack.ts';

/** Said once beside the answers: what the paint of their tokens means, and whose answers cannot be painted, and why. */
export function tokenNote(
  trials: readonly TrialRow[],
  { isAsked }: { isAsked: boolean },
): TemplateResult | typeof nothing {
  const { models, pinned, isWhole } = tokenLack(trials);
  const names = (some: readonly string[]) => some.filter(Boolean).join(', ');
  const sent = names(models);
  const kept = names(pinned);
  const why = [
    ...(models.length === 0
      ? []
      : [
          isAsked
            ? msg(str`The server sent no token probabilities: ${sent}`)
            : msg('Token probabilities were not asked for: set top_logprobs in the matrix and run it anew.'),
        ]),
    ...(pinned.length === 0
      ? []
      : [msg(str`Pinned without token probabilities: ${kept}. Run it anew to have them.`)]),
  ].join('\n');
  const whose = [...new Set([...models, ...pinned])];
  const short = whose.length === 1 ? (whose[0] ?? '') : msg(str`${whose.length} models`);
  return html`${isWhole ? nothing : html`<gamut-heat-legend></gamut-heat-legend>`}
  ${
    why === ''
      ? nothing
      : html`<span class="badge" title=${why} data-no-logprobs
          >${isWhole ? msg('no logprobs') : msg(str`no logprobs: ${short}`)}</span
        >`
  }`;
}
