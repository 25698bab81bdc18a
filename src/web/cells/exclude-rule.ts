import { css, html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import { toLevelsText } from '../../core/levels-text.ts';
import type { Rule } from '../../core/exclusion-mask.ts';
import type { Notebook } from '../../core/notebook.ts';
import { icon } from '../look/icons.ts';
import { ruleLabel } from '../results/axis-label.ts';

/** The looks of a rule that stands beside the grid. */
export const excludeRuleStyle = css`
  .rule {
    gap: 4px;
    max-width: 100%;
    height: auto;
    white-space: normal;
    overflow-wrap: anywhere;
    padding-inline-end: 2px;
    color: var(--ink-2);
  }
  .rule.lost {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .rule .btn {
    width: 18px;
    height: 18px;
    color: inherit;
  }
  .lost-all {
    height: auto;
    min-height: var(--control);
    padding: 3px 8px 3px 4px;
    line-height: 1.35;
    text-align: start;
    white-space: normal;
  }
  .rule svg {
    flex: none;
    width: 11px;
    height: 11px;
  }
`;

/** A rule of `exclude` with the way to take it away. One that has lost what it speaks of says so: it leaves nothing out. */
export function excludeRule(
  notebook: Notebook,
  rule: Rule,
  { isLost, remove }: { isLost: boolean; remove: () => void },
): TemplateResult {
  const words = ruleLabel(notebook, rule);
  // As the file has it, by ids.
  const written = Object.entries(rule)
    .map(([name, value]) => `${name}: ${toLevelsText(value)}`)
    .join(', ');
  return html`<span class="badge rule ${isLost ? 'lost' : ''}" title=${written}
    >${isLost ? icon('warning') : nothing}${words}${isLost ? html` · ${msg('leaves nothing out')}` : nothing}<button
      class="btn quiet icon"
      aria-label=${isLost ? msg(str`Remove ${words}`) : msg(str`Put back ${words}`)}
      title=${isLost ? msg('Remove') : msg('Put back')}
      @click=${remove}
    >
      ${icon('close')}
    </button></span
  >`;
}
