import { msg } from '@lit/localize';

/** Copies as the system's own key does, which needs no leave of the browser, only a press just now. */
function copyByCommand(text: string): boolean {
  let isTaken = false;
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isTaken = event.clipboardData !== null;
  };
  addEventListener('copy', give, { capture: true });
  document.execCommand('copy');
  removeEventListener('copy', give, { capture: true });
  return isTaken;
}

/** Puts a text on the system's clipboard. Gives whether it is there: a browser may refuse. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** What is said of a text that was to be copied. */
export function copiedWords(isThere: boolean): string {
  return isThere ? msg('Copied') : msg('Not copied: the browser refuses');
}
