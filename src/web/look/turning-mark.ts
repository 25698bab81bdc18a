import { css, html, type TemplateResult } from 'lit';
import { codePointName, partAtTurning, turnsText } from '../../core/turning.ts';

/** What marks look like: a line of their own for the bidirectional algorithm, so that nothing around them turns. And texts with
 * letters from right to left (`data-rtl`), of which each paragraph has the direction of its first letter. */
export const turningMarkStyle = css`
  .turning {
    display: inline-block;
    margin: 0 1px;
    padding: 0 3px;
    border: 1px solid var(--line-strong);
    border-radius: 3px;
    background: var(--sunken);
    color: var(--ink-2);
    font-family: var(--font-mono);
    font-size: 0.78em;
    line-height: 1.25;
    text-decoration: none;
  }
  .turning::before {
    content: attr(data-code);
  }
  [data-rtl],
  [data-rtl] p {
    unicode-bidi: plaintext;
    text-align: start;
  }
`;

/** A text in which each character that turns the direction of text unseen is seen by its number, and turns nothing. The text of the
 * nodes is the text, so that it is copied as it is. */
export function toMarkedNodes(text: string): Node[] {
  return partAtTurning(text).flatMap((part, at): Node[] => {
    if (part === '') return [];
    if (at % 2 === 0) return [document.createTextNode(part)];
    const mark = document.createElement('span');
    mark.className = 'turning';
    mark.dataset['code'] = codePointName(part);
    mark.textContent = part;
    return [mark];
  });
}

/** A text for a template, with the same marks; nearly all texts come back as they are. */
export function markedText(text: string): string | (string | TemplateResult)[] {
  if (!turnsText(text)) return text;
  return partAtTurning(text).map((part, at) =>
    at % 2 === 0 ? part : html`<span class="turning" data-code=${codePointName(part)}>${part}</span>`,
  );
}
