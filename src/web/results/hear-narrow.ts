import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NarrowIntent } from '../state/events.ts';

/** Hears, while `host` is on the page, what views are to be narrowed to: the intent comes from elsewhere on the page. */
export function hearNarrow(host: ReactiveControllerHost, narrow: (intent: NarrowIntent) => void): void {
  const controller: ReactiveController = {
    hostConnected: () => addEventListener('gamut-narrow', narrow),
    hostDisconnected: () => removeEventListener('gamut-narrow', narrow),
  };
  host.addController(controller);
}
