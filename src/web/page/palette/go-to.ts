import type { CommandPage } from '../command.ts';

/** What was asked for may take a few frames until it is in the page. */
const FRAMES = 60;

/** The first element that fits, a selector for each shadow root on the way to it; a selector may also be of the same root. */
function find(root: ParentNode, way: readonly string[]): HTMLElement | null {
  let at: ParentNode | null = root;
  let found: HTMLElement | null = null;
  for (const selector of way) {
    found = at?.querySelector<HTMLElement>(selector) ?? null;
    at = found?.shadowRoot ?? found;
  }
  return found;
}

async function come(root: ParentNode, way: readonly string[]): Promise<HTMLElement | null> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const found = find(root, way);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return null;
}

/** Goes to something inside a cell, once it is there; to the cell itself where it does not come. */
export async function focusInCell(
  { view }: CommandPage,
  index: number,
  way: readonly string[],
): Promise<void> {
  if (!view) return;
  view.focusCell(index);
  const found = await come(view.renderRoot, [`li[data-cell="${index}"]`, ...way]);
  if (!found) return;
  found.scrollIntoView({ block: 'center' });
  found.focus();
  if (found instanceof HTMLInputElement) found.select();
}

/** Presses something in the first results of a matrix, as a person would who has scrolled there. */
export async function pressInResults(
  { view }: CommandPage,
  matrix: string,
  way: readonly string[],
): Promise<void> {
  if (!view) return;
  const results = `li[data-results="${CSS.escape(matrix)}"]`;
  const found = await come(view.renderRoot, [results, 'gamut-results', ...way]);
  if (!found) return;
  found.scrollIntoView({ block: 'center' });
  found.focus();
  found.click();
}
