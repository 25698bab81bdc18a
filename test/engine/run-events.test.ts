import { describe, expect, test } from 'vitest';
import type { TokenLogprob } from '../../src/core/trial.ts';
import { RunEvents } from '../../src/engine/run-events.ts';

const token = (value: string): TokenLogprob => ({ token: value, bytes: null, logprob: -1, top: [] });

describe('deltas', () => {
  test('pieces that nobody has taken yet are joined', async () => {
    const events = new RunEvents();
    const tell = events.deltasOf('run', 'trial');
    const sent = [token('안')];
    tell('안', '', sent);
    tell('', 'hm', undefined);
    tell('녕', '', [token('녕')]);
    expect(await events.take()).toEqual([
      {
        type: 'trial-delta',
        runId: 'run',
        trialId: 'trial',
        text: '안녕',
        reasoning: 'hm',
        tokens: [token('안'), token('녕')],
      },
    ]);
    expect(sent).toHaveLength(1);
  });

  test('what has been taken is not changed any more', async () => {
    const events = new RunEvents();
    const tell = events.deltasOf('run', 'trial');
    tell('a', '', undefined);
    const first = await events.take();
    tell('b', '', [token('b')]);
    expect(first).toEqual([{ type: 'trial-delta', runId: 'run', trialId: 'trial', text: 'a' }]);
    expect(await events.take()).toEqual([
      { type: 'trial-delta', runId: 'run', trialId: 'trial', text: 'b', tokens: [token('b')] },
    ]);
  });

  test('tokens that come first with a later piece are kept', async () => {
    const events = new RunEvents();
    const tell = events.deltasOf('run', 'trial');
    tell('a', '', undefined);
    tell('b', '', [token('b')]);
    expect(await events.take()).toEqual([
      { type: 'trial-delta', runId: 'run', trialId: 'trial', text: 'ab', tokens: [token('b')] },
    ]);
  });
});
