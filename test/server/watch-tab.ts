import { onTestFinished } from 'vitest';
import type { RunView } from '../../src/core/api.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { applyEvent } from '../../src/core/run-state.ts';
import type { RunState } from '../../src/core/run-state.ts';
import type { EventHub } from '../../src/server/event-hub.ts';
import { toMessages } from './to-messages.ts';

/** A tab that follows all runs, as the page does. */
export interface WatchedTab {
  states: Map<string, RunState>;
  /** All that was sent, as it was sent. */
  texts: string[];
  /** Reads until the states are as wanted. */
  untilState(isWanted: (states: Map<string, RunState>) => boolean): Promise<void>;
}

/** Applies what a tab gets to the states that it knows. */
export function applyMessages(states: Map<string, RunState>, text: string | null): void {
  for (const { event, data } of toMessages(text)) {
    if (event === 'reset') {
      states.clear();
      for (const { live, ...view } of data as RunView[]) {
        states.set(view.runId, { ...view, live: new Map(live.map((trial) => [trial.trialId, trial])) });
      }
    }
    if (event === 'run') {
      for (const one of data as RunEvent[]) {
        states.set(one.runId, applyEvent(states.get(one.runId) ?? null, one));
      }
    }
  }
}

/** Opens a tab on a hub; it is closed when the test is over. */
export function watchTab(hub: EventHub): WatchedTab {
  const subscription = hub.subscribe(null);
  onTestFinished(() => subscription.close());
  const states = new Map<string, RunState>();
  const texts: string[] = [];
  return {
    states,
    texts,
    untilState: async (isWanted) => {
      while (!isWanted(states)) {
        const text = await subscription.next(60_000);
        if (text === null) throw new Error('the stream ended before');
        texts.push(text);
        applyMessages(states, text);
      }
    },
  };
}
