import { describe, expect, test } from 'vitest';
import { EventHub } from '../../src/server/event-hub.ts';
import type { Subscription } from '../../src/server/event-hub.ts';
import { toMessages } from './to-messages.ts';

const read = async (subscription: Subscription) => toMessages(await subscription.next(60_000));

describe('EventHub', () => {
  test('a new tab starts from the state of things, and then gets what happens', async () => {
    const hub = new EventHub(() => ['state']);
    hub.publish('run', [0]);
    const tab = hub.subscribe(null);
    expect(await read(tab)).toMatchObject([{ event: 'reset', data: ['state'] }]);
    const next = read(tab);
    hub.publish('run', [1]);
    expect(await next).toMatchObject([{ event: 'run', data: [1] }]);
  });

  test('a tab that reconnects gets exactly what it missed', async () => {
    const hub = new EventHub(() => []);
    const tab = hub.subscribe(null);
    await read(tab);
    hub.publish('run', [1]);
    const [last] = await read(tab);
    tab.close();
    hub.publish('run', [2]);
    hub.publish('notebook-changed', { name: '메모.gamut.md', version: 'v' });
    const again = await read(hub.subscribe(last?.id ?? null));
    expect(again.map(({ event, data }) => [event, data])).toEqual([
      ['run', [2]],
      ['notebook-changed', { name: '메모.gamut.md', version: 'v' }],
    ]);
  });

  test('what is no longer kept, or came from an earlier process, is answered with a reset', async () => {
    const hub = new EventHub(() => 'state', { keptSize: 400 });
    const tab = hub.subscribe(null);
    const [first] = await read(tab);
    for (let i = 0; i < 50; i += 1) hub.publish('run', ['x'.repeat(50)]);
    for (const id of [first?.id ?? '', '0badb007-3', 'nonsense', '']) {
      const [message, ...more] = await read(hub.subscribe(id));
      expect(message).toMatchObject({ event: 'reset', data: 'state' });
      expect(more).toEqual([]);
    }
  });

  test('a tab that reads too slowly loses what waits and gets the state instead', async () => {
    let state = 'before';
    const hub = new EventHub(() => state, { pendingSize: 200 });
    const tab = hub.subscribe(null);
    await read(tab);
    for (let i = 0; i < 20; i += 1) hub.publish('run', ['x'.repeat(50)]);
    state = 'after';
    expect(await read(tab)).toMatchObject([{ event: 'reset', data: 'after' }]);
    hub.publish('run', [1]);
    expect(await read(tab)).toMatchObject([{ event: 'run', data: [1] }]);
  });

  test('ids go on from a reset', async () => {
    const hub = new EventHub(() => null);
    hub.publish('run', [1]);
    const [reset] = await read(hub.subscribe(null));
    hub.publish('run', [2]);
    expect(await read(hub.subscribe(reset?.id ?? ''))).toMatchObject([{ event: 'run', data: [2] }]);
  });

  test('waiting ends empty when nothing happens, and for good when the hub closes', async () => {
    const hub = new EventHub(() => null);
    const tab = hub.subscribe(null);
    await read(tab);
    expect(await tab.next(1)).toBe('');
    const waiting = tab.next(60_000);
    hub.close();
    expect(await waiting).toBeNull();
    expect(await tab.next(60_000)).toBeNull();
  });
});
