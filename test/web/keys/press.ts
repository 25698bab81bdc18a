/** A key press as a browser reports it, on a cell unless `in` names the element. */
export function press(key: string, more: Partial<KeyboardEvent> & { in?: EventTarget } = {}): KeyboardEvent {
  const { in: target, ...rest } = more;
  return {
    key,
    code: '',
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    composedPath: () => (target ? [target] : []),
    ...rest,
  } as KeyboardEvent;
}
