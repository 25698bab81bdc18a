import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { KeyReader } from '../keys/key-map.ts';
import { toPageKey } from '../keys/run-key.ts';

/** Hears the keys of the whole page, wherever the focus is, while `host` is on it, and asks for commands by their ids. */
export function hearKeys(host: ReactiveControllerHost, ask: (command: string) => void): void {
  host.addController(new KeyListener(ask));
}

class KeyListener implements ReactiveController {
  #ask: (command: string) => void;
  #cellKeys = new KeyReader('cell');

  constructor(ask: (command: string) => void) {
    this.#ask = ask;
  }

  hostConnected(): void {
    addEventListener('keydown', this.#onKeyDown);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#onKeyDown);
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const path = event.composedPath();
    const command = toPageKey(event) ?? this.#cellKey(event, path);
    if (command === null) return;
    event.preventDefault();
    // What lies under a dialog is out of reach.
    if (path.some((one) => one instanceof HTMLDialogElement && one.open)) return;
    if (!event.isComposing) this.#ask(command);
    // In the middle of a syllable: once it is whole and its field has taken it.
    else addEventListener('compositionend', () => setTimeout(() => this.#ask(command)), { once: true });
  };

  /** While nothing has the focus, a key is the notebook's: with the page just opened, J goes into it. */
  #cellKey(event: KeyboardEvent, path: EventTarget[]): string | null {
    const [target] = path;
    const isFree = target === document.body || (target instanceof HTMLElement && target.localName === 'main');
    return isFree ? this.#cellKeys.read(event) : null;
  }
}
