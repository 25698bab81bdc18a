/** What has not been scrolled for so long stands still, milliseconds. */
const STILL_MS = 250;

let scrolledAt = -Infinity;

/** Notes what scrolls the page: a wheel or a finger. That something has been scrolled is not told out of a shadow tree. */
export function hearScrolling(page: EventTarget): void {
  for (const sign of ['wheel', 'touchmove'])
    page.addEventListener(sign, () => (scrolledAt = performance.now()), { passive: true, capture: true });
}

/** Resolves when the browser has nothing to do, however long that takes. Where the browser does not tell, soon. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 50);
  });
}

/** Resolves in the next pause: nothing scrolls, and the browser has nothing to do. To read code takes longer than a frame. */
export async function pause(): Promise<void> {
  for (;;) {
    await idle();
    const left = scrolledAt + STILL_MS - performance.now();
    if (left <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}
