/** Whether an event is on something that does a thing of its own when it is pressed. */
export function isOnButton(event: Event): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof Element && target.matches('button, a, summary'));
}

/** Whether a press is not the second of two in a row: that one is meant for what stood there before, as Stop comes where Run was. */
export function isFirstPress({ detail }: MouseEvent): boolean {
  return detail <= 1;
}
