import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { TrialRow } from '../../core/result-api.ts';
import type { Axis, MatrixCell, Notebook } from '../../core/notebook.ts';
import { axisLabel, levelLabel } from '../results/axis-label.ts';
import { icon } from '../look/icons.ts';
import { formatCount } from '../look/locale.ts';

/** What the head of the inspector tells of. */
export interface InspectorHead {
  row: TrialRow;
  /** The trials that are shown, in their order. */
  shown: readonly string[];
  axes: readonly Axis[];
  notebook: Notebook;
  matrix: MatrixCell;
  go: (by: 1 | -1) => void;
  close: () => void;
}

function headButton(
  name: string,
  picture: 'chevronLeft' | 'chevronRight' | 'close',
  { act, isOff = false }: { act: () => void; isOff?: boolean },
): TemplateResult {
  return html`<button
    class="btn quiet icon"
    aria-label=${name}
    title=${name}
    ?disabled=${isOff}
    @click=${act}
  >
    ${icon(picture)}
  </button>`;
}

/** The button that closes the inspector. */
export function closeButton(close: () => void): TemplateResult {
  return headButton(msg('Close'), 'close', { act: close });
}

/** Where the trial stands among what is shown. */
function placeAmong({ row, shown }: InspectorHead): TemplateResult {
  const count = shown.length;
  const place = shown.indexOf(row.trialId) + 1;
  const lost =
    count === 0 ? msg('No answers are shown') : msg(str`Not among the ${formatCount(count)} shown`);
  return html`<span class="meta num" data-place
    >${place > 0 ? `${formatCount(place)} / ${formatCount(count)}` : nothing}<span role="status"
      >${place > 0 ? nothing : lost}</span
    ></span
  >`;
}

/** Which trial it is of: its place, the way to the next ones, its variant. */
export function inspectorHead(head: InspectorHead): TemplateResult {
  const { row, shown, axes, notebook, matrix, go, close } = head;
  const isOff = shown.length === 0;
  return html`<header>
    ${placeAmong(head)}
    <span class="space"></span>
    ${headButton(msg('Previous trial'), 'chevronLeft', { act: () => go(-1), isOff })}
    ${headButton(msg('Next trial'), 'chevronRight', { act: () => go(1), isOff })} ${closeButton(close)}
    <ul class="chips" aria-label=${msg('Variant')}>
      ${axes.map(
        ({ name }) =>
          html`<li class="badge">
            <span class="meta">${axisLabel(name)}</span> ${levelLabel(
              notebook,
              name,
              row.variant[name] ?? null,
            )}
          </li>`,
      )}
      ${matrix.repeats > 1 ? html`<li class="badge">${msg(str`repeat ${row.repeat}`)}</li>` : nothing}
    </ul>
  </header>`;
}
