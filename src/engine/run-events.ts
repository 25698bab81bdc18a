import type { RunEvent } from '../core/event.ts';
import type { TokenLogprob } from '../core/trial.ts';
import { Channel } from './channel.ts';

type Delta = Extract<RunEvent, { type: 'trial-delta' }>;

/** Events that may wait to be taken before no new trial is begun. Those under way go on: their clock runs. */
const CAPACITY = 10_000;

/** The events of one run, on their way to whoever watches. */
export class RunEvents extends Channel<RunEvent> {
  constructor() {
    super(CAPACITY);
  }

  /**
   * A function that tells the pieces of one attempt. Pieces that nobody has taken yet are joined, so that a watcher who
   * falls behind finds few large events and not many small ones.
   */
  deltasOf(
    runId: string,
    trialId: string,
  ): (text: string, reasoning: string, tokens: TokenLogprob[] | undefined) => void {
    let open: Delta | null = null;
    let openedAt = -1;
    let ownsTokens = false;
    return (text, reasoning, tokens) => {
      if (!open || openedAt !== this.takes) {
        open = { type: 'trial-delta', runId, trialId, text };
        if (reasoning !== '') open.reasoning = reasoning;
        if (tokens) open.tokens = tokens;
        openedAt = this.takes;
        ownsTokens = false;
        this.push(open);
        return;
      }
      open.text += text;
      if (reasoning !== '') open.reasoning = (open.reasoning ?? '') + reasoning;
      if (!tokens) return;
      // The first list is the provider's own, and is not ours to lengthen.
      if (!ownsTokens) open.tokens = open.tokens ? open.tokens.slice() : [];
      ownsTokens = true;
      for (const token of tokens) open.tokens?.push(token);
    };
  }
}
