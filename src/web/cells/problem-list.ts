import { css, html, nothing, type TemplateResult } from 'lit';
import { inLocale } from '../look/locale.ts';
import type { Problem } from '../../core/notebook.ts';

/** The looks of {@link problemList}. */
export const problemStyle = css`
  .problems {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 4px;
    font-size: var(--text-m);
  }
  .problems .error,
  .problems .warning {
    display: flex;
    gap: 8px;
    align-items: baseline;
    color: var(--bad);
  }
  .problems .warning {
    color: var(--warn);
  }
  .problems .place {
    flex: none;
    font-family: var(--font-mono);
    font-size: var(--text-s);
  }
`;

/** What is wrong, one a line, each with its line and column in the file. */
export function problemList(problems: readonly Problem[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<ul class="problems">
    ${problems.map(
      ({ severity, line, column, message }) =>
        html`<li class=${severity}><span class="place">${line}:${column}</span><span>${inLocale(message)}</span></li>`,
    )}
  </ul>`;
}
