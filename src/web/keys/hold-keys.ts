/** Keeps what is typed from reaching the page while something that it is meant for is being loaded. The returned function
 * ends that and gives the characters that came. */
export function holdKeys(): () => string {
  let typed = '';
  const hold = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
  };
  addEventListener('keydown', hold, { capture: true });
  return () => {
    removeEventListener('keydown', hold, { capture: true });
    return typed;
  };
}

/** Gives what is to be typed into once it has come, with what was typed until then. */
export async function holdKeysUntil<T>(coming: Promise<T>): Promise<[found: T, typed: string]> {
  const release = holdKeys();
  try {
    return [await coming, release()];
  } finally {
    release();
  }
}
