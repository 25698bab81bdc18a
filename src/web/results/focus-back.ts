/** Gives the focus back to where it came from once what had it is gone from the page; leaves it where it is otherwise. */
export function takeFocusBack(take: () => void): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body || document.activeElement === null) take();
  });
}
