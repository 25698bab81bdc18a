import { scrollBehavior } from '../../look/motion.ts';

/** Which way: on towards the end, or back. */
export type Way = 'on' | 'back';

/** How much of what is in sight gives way to what comes: a line or two stay, so that the eye finds its place. */
const STEP = 0.82;
/** What scrolls by less, CSS pixels, is all in sight. */
const SLACK = 4;

/** The boxes of results on a screen, through the shadow roots, in their order. */
function framesIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    if (element.localName === 'gamut-card') return [];
    const inside = element.shadowRoot ? framesIn(element.shadowRoot) : [];
    return element.matches('.frame') ? [element, ...inside] : inside;
  });
}

/** How far a box can still be scrolled that way. */
function leftOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement, way: Way): number {
  return way === 'on' ? scrollHeight - clientHeight - scrollTop : scrollTop;
}

/**
 * Shows more of a screen that is higher than the window: the screen itself, then the results in it that scroll in a box of their
 * own; back the other way round. False where nothing is left that way.
 */
export function pageThrough(screen: HTMLElement, way: Way): boolean {
  const boxes = [screen, ...framesIn(screen)];
  if (way === 'back') boxes.reverse();
  const box = boxes.find((one) => leftOf(one, way) > SLACK);
  if (!box) return false;
  const by = Math.max(40, box.clientHeight * STEP) * (way === 'on' ? 1 : -1);
  box.scrollBy({ top: by, behavior: scrollBehavior() });
  return true;
}

/** Shows the end of a screen: who comes back to it left it there. */
export function showEnd(screen: HTMLElement): void {
  for (const box of [screen, ...framesIn(screen)]) box.scrollTop = box.scrollHeight;
}
