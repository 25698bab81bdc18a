import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/engine/clock.ts';

describe('systemClock', () => {
  test('a sleep ends by itself', async () => {
    const before = systemClock.monotonicMs();
    await systemClock.sleep(1, new AbortController().signal);
    expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(before);
  });

  test('an abort ends a sleep at once, however long it was to be', async () => {
    const stop = new AbortController();
    const slept = systemClock.sleep(Number.MAX_SAFE_INTEGER, stop.signal);
    stop.abort();
    await slept;
    await systemClock.sleep(1e9, stop.signal);
  });
});
