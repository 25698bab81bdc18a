import { css, html } from 'lit';
import type { DiffPart } from '../../core/text-diff.ts';
import { markedText, turningMarkStyle } from '../look/turning-mark.ts';

/** How what was taken out and what came look: struck through and underlined, so that neither is told by colour alone. */
export const diffStyle = css`
  ${turningMarkStyle}
  del,
  ins {
    border-radius: 3px;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
  del {
    background: var(--bad-soft);
    color: var(--bad);
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  ins {
    background: var(--good-soft);
    color: var(--good);
    text-decoration: underline;
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }
  @media (forced-colors: active) {
    del,
    ins {
      forced-color-adjust: none;
      background: Canvas;
      color: CanvasText;
    }
  }
`;

/** A part of a difference as it is shown. */
export function diffPart({ kind, text }: DiffPart) {
  if (kind === 'same') return markedText(text);
  // A line end that came or went has no look of its own.
  const shown = markedText(text.replace(/\n/g, '↵\n'));
  return kind === 'removed' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`;
}
