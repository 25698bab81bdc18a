/** Whether an event is on something that does a thing of its own when it is pressed. */
export function isOnButton(event: Event): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof Element && target.matches('button, a, summary'));
}
