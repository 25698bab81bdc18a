import { LitElement } from 'lit';

const FIELDS =
  'textarea, input, select, [role=gridcell][tabindex="0"], [role=row][tabindex="0"], button:not([tabindex="-1"])';

/** Puts the focus to where a cell is edited; false where there is no such place. */
export function enterField(item: HTMLElement): boolean {
  const note = item.querySelector('gamut-note-cell');
  if (note) {
    void note.edit();
    return true;
  }
  const field = findField(item);
  field?.focus();
  return field !== null;
}

/** Waits until the elements of a part of the page, and those within them, have been rendered; not for the code of what is closed, which
 * comes when it is opened. */
export async function whenRendered(part: ParentNode): Promise<void> {
  for (const element of part.querySelectorAll('*')) {
    if (!element.localName.includes('-')) continue;
    if (!customElements.get(element.localName) && !element.checkVisibility()) continue;
    await customElements.whenDefined(element.localName);
    if (element instanceof LitElement) await element.updateComplete;
    if (element.shadowRoot) await whenRendered(element.shadowRoot);
  }
}

/**
 * Where editing begins in an element: its text, else the answer that its grid is at, else its first control, the
 * cell's id and the way to its source aside. Looks through the shadow roots; null where there is nothing.
 */
function findField(root: ParentNode): HTMLElement | null {
  const fields = fieldsOf(root).filter((one) => one.checkVisibility());
  return (
    fields.find(({ localName }) => localName === 'textarea') ??
    fields.find((one) => one.matches('[role]:not(button)')) ??
    fields.find((one) => !one.matches('[data-source], [data-id]')) ??
    null
  );
}

function fieldsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    if (element.localName === 'gamut-cell-menu') return [];
    const inner = element.shadowRoot ? fieldsOf(element.shadowRoot) : [];
    return element.matches(FIELDS) ? [element, ...inner] : inner;
  });
}
