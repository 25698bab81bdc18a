/** The first field, grid or button inside an element, through the shadow roots; null where there is none. */
export function findField(root: ParentNode): HTMLElement | null {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === 'gamut-cell-menu') continue;
    if (element.matches('textarea, input, select, [role=grid], button:not([tabindex="-1"])'))
      return element as HTMLElement;
    const inner = element.shadowRoot ? findField(element.shadowRoot) : null;
    if (inner) return inner;
  }
  return null;
}
