/** Where a key goes in a list of so many items from the one at `at`; null where it is not one that goes anywhere. */
export function itemAfter(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || at < 0 ? null : Math.max(0, Math.min(to, count - 1));
}

/** Has arrows, Home and End go through the items of a list that can be seen. What they do stays in the list. */
export function moveAmong(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const seen = items.filter((item) => item.checkVisibility());
  const at = seen.findIndex((item) => item === event.composedPath()[0]);
  const to = itemAfter(event.key, at, seen.length);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  seen[to]?.focus();
}
