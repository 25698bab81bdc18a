const MOST_STEPS = 24;

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/**
 * Scrolls a virtual list's frame until one of its rows is in the page, and gives it; null where it cannot be reached.
 * Heights of rows that were never made are unknown, so it goes there in steps. (The virtualizer's own scrolling into view
 * pins the row, which then stays pinned when the list becomes another one.)
 */
export async function reachRow<T extends Element>(
  frame: HTMLElement,
  row: number,
  list: { count: number; find: () => T | null; inPage: () => { first: number; last: number } },
): Promise<T | null> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const found = list.find();
    if (found) return found;
    const { first, last } = list.inPage();
    const height = frame.scrollHeight / Math.max(1, list.count);
    const before = frame.scrollTop;
    if (row === 0) frame.scrollTop = 0;
    else if (row === list.count - 1) frame.scrollTop = frame.scrollHeight;
    else frame.scrollTop += (row - (first + last) / 2) * height;
    await nextFrame();
    await nextFrame();
    if (frame.scrollTop === before && step > 4) break;
  }
  return list.find();
}
