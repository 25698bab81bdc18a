import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lane, Lanes } from '../../src/engine/lane.ts';

const { signal } = new AbortController();

describe('Lane', () => {
  test('lets in as many as its limit, and the next when one leaves', async () => {
    const lane = new Lane(2);
    expect(await lane.enter(signal)).toBe(true);
    expect(await lane.enter(signal)).toBe(true);
    let entered = false;
    const third = lane.enter(signal).then(() => (entered = true));
    await Promise.resolve();
    expect(entered).toBe(false);
    lane.leave();
    await third;
    expect(lane.active).toBe(2);
  });

  test('first come, first served', async () => {
    const lane = new Lane(1);
    await lane.enter(signal);
    const order: string[] = [];
    const waiting = ['a', 'b', 'c'].map((name) => lane.enter(signal).then(() => order.push(name)));
    for (const entered of waiting) {
      lane.leave();
      await entered;
    }
    expect(order).toEqual(['a', 'b', 'c']);
  });

  test('who gives up waiting takes no place', async () => {
    const lane = new Lane(1);
    await lane.enter(signal);
    const impatient = new AbortController();
    const given = lane.enter(impatient.signal);
    const patient = lane.enter(signal);
    impatient.abort();
    expect(await given).toBe(false);
    lane.leave();
    expect(await patient).toBe(true);
    lane.leave();
    expect(lane.active).toBe(0);
  });

  test('nobody enters with an aborted signal', async () => {
    expect(await new Lane(1).enter(AbortSignal.abort())).toBe(false);
  });

  test('a limit below one is one, so that nothing waits for ever', () => {
    expect(new Lane(0).limit).toBe(1);
  });

  test('never holds more than its limit, and lets everybody through, whatever the order of coming, going and giving up', async () => {
    const visitor = fc.record({ stay: fc.nat(5), givesUpAfter: fc.option(fc.nat(5)) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(visitor, { maxLength: 30 }),
        async (limit, visitors) => {
          const lane = new Lane(limit);
          const turns = async (count: number): Promise<void> => {
            for (let turn = 0; turn < count; turn++) await Promise.resolve();
          };
          const visits = visitors.map(async ({ stay, givesUpAfter }) => {
            const patience = new AbortController();
            if (givesUpAfter !== null) void turns(givesUpAfter).then(() => patience.abort());
            if (!(await lane.enter(patience.signal))) return;
            expect(lane.active).toBeLessThanOrEqual(limit);
            await turns(stay);
            lane.leave();
          });
          await Promise.all(visits);
          expect(lane.active).toBe(0);
        },
      ),
    );
  });
});

describe('Lanes', () => {
  test('there is one lane for each model of each provider', () => {
    const lanes = new Lanes((provider) => (provider === 'a' ? 2 : 7));
    expect(lanes.of('a', 'm')).toBe(lanes.of('a', 'm'));
    expect(lanes.of('a', 'm')).not.toBe(lanes.of('a', 'n'));
    expect(lanes.of('a', 'm').limit).toBe(2);
    expect(lanes.of('b', 'm').limit).toBe(7);
  });
});
