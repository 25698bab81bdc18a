/** Leaves the field of the notebook that somebody is in, as if they had gone elsewhere: it takes what is written in it. */
export function leaveField(): void {
  let isIn = false;
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) {
    active = active.shadowRoot.activeElement;
    isIn ||= active.localName === 'gamut-notebook';
  }
  if (isIn && active instanceof HTMLElement) active.blur();
}
