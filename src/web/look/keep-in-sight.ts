/** What a person does that says where they want to be. */
const DEEDS = ['wheel', 'pointerdown', 'touchstart', 'keydown'] as const;

/** So long nothing has moved: all is laid out. Milliseconds. */
const REST_MS = 400;
const AT_MOST_MS = 3000;

/** Keeps an element in sight while what stands around it in a box gets its height, until that rests or somebody does something. */
export function keepInSight(element: HTMLElement, box: Element): void {
  let rest = 0;
  const watch = new ResizeObserver(() => {
    element.scrollIntoView({ block: 'nearest' });
    clearTimeout(rest);
    rest = window.setTimeout(end, REST_MS);
  });
  const most = window.setTimeout(end, AT_MOST_MS);
  function end(): void {
    watch.disconnect();
    clearTimeout(rest);
    clearTimeout(most);
    for (const deed of DEEDS) removeEventListener(deed, end, { capture: true });
  }
  for (const deed of DEEDS) addEventListener(deed, end, { capture: true, passive: true });
  watch.observe(box);
}
