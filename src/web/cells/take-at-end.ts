import type { ReactiveControllerHost } from 'lit';

/** Has an element take what is typed in it and held back when it goes, or the page does: before the page sends its last words. Call it
 * in the constructor. */
export function takeAtEnd(host: ReactiveControllerHost, take: () => void): void {
  host.addController({
    hostConnected: () => addEventListener('pagehide', take, { capture: true }),
    hostDisconnected: () => {
      removeEventListener('pagehide', take, { capture: true });
      take();
    },
  });
}
