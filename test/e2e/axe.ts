import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const IMPACTS = ['minor', 'moderate', 'serious', 'critical'];

/** What axe finds on a page that is serious or worse, or that is at least `least`: one line each with the element it stands
 * at. `within`: a selector for each shadow root on the way to the one part that is looked at. */
export async function findAxeFaults(
  page: Page,
  least: 'moderate' | 'serious' = 'serious',
  within?: [string, string, ...string[]],
): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (within) axe.include({ fromShadowDom: within });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => IMPACTS.indexOf(impact ?? 'critical') >= IMPACTS.indexOf(least))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} — ${node.html.slice(0, 160)}`));
}
