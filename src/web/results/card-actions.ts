import { html, nothing, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { icon, type IconName } from '../look/icons.ts';
import { withKeys } from '../page/key-caps.ts';

/** What can be done with an answer by the pointer, as buttons over the end of its card. */
export function cardActions(shown: {
  tabStop: 0 | -1;
  /** null where there is nothing to copy. */
  copy: (() => void) | null;
  isCopied: boolean;
  write: () => void;
  inspect: () => void;
}): TemplateResult {
  const { tabStop, copy, isCopied, write, inspect } = shown;
  const button = (name: string, title: string, picture: IconName, act: () => void) =>
    html`<button class="btn quiet icon" tabindex=${tabStop} aria-label=${name} title=${title} @click=${act}>
      ${icon(picture)}
    </button>`;
  const copyName = msg('Copy the text');
  const note = msg('Note, tags and rating');
  return html`<div class="actions" part="actions">
    ${copy ? button(copyName, copyName, isCopied ? 'check' : 'copy', copy) : nothing}
    ${button(note, withKeys(note, 'grid-note'), 'pencil', write)}
    ${button(msg('Inspect'), withKeys(msg('Inspect'), 'grid-inspect'), 'panelRight', inspect)}
  </div>`;
}
