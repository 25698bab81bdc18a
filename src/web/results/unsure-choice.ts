import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { LogprobsKind } from '../../core/trial.ts';
import type { ViewFilter } from '../../core/view-spec.ts';
import { formatCount } from '../look/locale.ts';
import { isUnsure } from './result-filter.ts';
import { shareWords } from './share-words.ts';

/** Shares of unsure tokens that are offered. */
const SHARES = [0.05, 0.1, 0.2, 0.3, 0.5];

type Unsure = Pick<ViewFilter, 'minUnsure' | 'logprobs'>;

/** What a kind of probabilities is called beside another. */
function kindName(kind: LogprobsKind): string {
  switch (kind) {
    case 'raw':
      return msg('before temperature');
    case 'sampled':
      return msg('after temperature');
    case 'unknown':
      return msg('kind not told');
    default:
      kind satisfies never;
      return '';
  }
}

/** The kinds of probabilities by which the share of some answers is known. */
function kindsOf(trials: readonly TrialRow[]): LogprobsKind[] {
  const known = trials.filter(({ figures }) => (figures?.unsureShare ?? null) !== null);
  return [...new Set(known.map(({ figures }) => figures?.logprobsKind ?? 'unknown'))];
}

/**
 * The choice of how large the share of unsure tokens must be; nothing where it is known of no answer and none is chosen. Where
 * servers tell probabilities of several kinds the limit is one of a kind: two are not measured by one.
 */
export function unsureChoice(
  trials: readonly TrialRow[],
  { minUnsure, logprobs }: Unsure,
  choose: (unsure: Unsure) => void,
): TemplateResult | typeof nothing {
  const kinds = kindsOf(trials);
  if (kinds.length === 0 && minUnsure === null) return nothing;
  const shares = [...new Set([...SHARES, ...(minUnsure === null ? [] : [minUnsure])])].sort((a, b) => a - b);
  const options = (kind: LogprobsKind | null) =>
    shares.flatMap((share) => {
      const isChosen = share === minUnsure && kind === logprobs;
      const count = trials.filter((row) => isUnsure(row, share, kind)).length;
      if (count === 0 && !isChosen) return [];
      return html`<option value=${`${kind ?? ''}:${share}`} .selected=${live(isChosen)}>
        ${msg(str`${shareWords(share)} or more`)} (${formatCount(count)})
      </option>`;
    });
  const isOne = kinds.length < 2;
  const of = [...new Set([...(isOne ? [] : kinds), ...(logprobs === null ? [] : [logprobs])])];
  const about = msg(
    'Answers by the share of their tokens to which the model gave a quarter at most (2 bits or more)',
  );
  return html`<label for="unsure" title=${about}>${msg('Unsure tokens')}</label>
    <select
      id="unsure"
      class="field ${minUnsure === null ? '' : 'set'}"
      title=${about}
      data-min-unsure
      @change=${(event: Event) => {
        const [kind = '', share = ''] = (event.target as HTMLSelectElement).value.split(':');
        const chosen = of.find((one) => one === kind) ?? null;
        choose({ minUnsure: share === '' ? null : Number(share), logprobs: share === '' ? null : chosen });
      }}
    >
      <option value="" .selected=${live(minUnsure === null)}>${msg('any share')}</option>
      ${isOne || (minUnsure !== null && logprobs === null) ? options(null) : nothing}
      ${of.map((kind) => html`<optgroup label=${kindName(kind)}>${options(kind)}</optgroup>`)}
    </select>`;
}
