import { css, html, nothing, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';
import { inLocale } from '../look/locale.ts';
import { GoToLineIntent } from '../state/events.ts';
import type { Problem } from '../../core/notebook.ts';

/** The looks of {@link problemList}. */
export const problemStyle = css`
  .problems {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 1px;
    font-size: var(--text-m);
  }
  .problems button {
    display: flex;
    gap: 8px;
    align-items: baseline;
    /* Its words stand where other words do; what is pointed at reaches further. */
    width: calc(100% + 16px);
    margin-inline: -8px;
    padding: 3px 8px;
    border: 0;
    border-radius: var(--radius);
    background: transparent;
    color: var(--bad);
    text-align: start;
    cursor: pointer;
  }
  .problems .warning button {
    color: var(--warn);
  }
  .problems button:hover {
    background: var(--hover);
  }
  .problems .place {
    flex: none;
    min-width: 5ch;
    font-family: var(--font-mono);
    font-size: var(--text-s);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
`;

/** What is wrong, one a line, each with its line and column in the file; pressed, it asks for that place as text. */
export function problemList(problems: readonly Problem[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<ul class="problems" aria-label=${msg('Problems')}>
    ${problems.map(
      ({ severity, line, column, message }) =>
        html`<li class=${severity}>
          <button
            title=${msg('Show this place in the file')}
            @click=${(event: Event) => event.target?.dispatchEvent(new GoToLineIntent(line, column))}
          >
            <span class="place num">${line}:${column}</span> <span>${inLocale(message)}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}
