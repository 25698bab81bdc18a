import { describe, expect, test } from 'vitest';
import { Channel } from '../../src/engine/channel.ts';

describe('Channel', () => {
  test('hands over everything that has come, in order, at once', async () => {
    const channel = new Channel<number>(10);
    for (const number of [1, 2, 3]) channel.push(number);
    expect(await channel.take()).toEqual([1, 2, 3]);
  });

  test('who takes from an empty channel waits for the next item', async () => {
    const channel = new Channel<number>(10);
    const taken = channel.take();
    channel.push(1);
    channel.push(2);
    expect(await taken).toEqual([1, 2]);
  });

  test('after closing what is left can be taken, and then nothing', async () => {
    const channel = new Channel<number>(10);
    channel.push(1);
    channel.close();
    channel.push(2);
    expect(await channel.take()).toEqual([1]);
    expect(await channel.take()).toEqual([]);
  });

  test('closing wakes who waits for an item', async () => {
    const channel = new Channel<number>(10);
    const taken = channel.take();
    channel.close();
    expect(await taken).toEqual([]);
  });

  test('there is room until the capacity is reached, and again after a take', async () => {
    const channel = new Channel<number>(2);
    await channel.room();
    channel.push(1);
    channel.push(2);
    let hasRoom = false;
    const room = channel.room().then(() => (hasRoom = true));
    await Promise.resolve();
    expect(hasRoom).toBe(false);
    await channel.take();
    await room;
  });

  test('closing wakes who waits for room', async () => {
    const channel = new Channel<number>(1);
    channel.push(1);
    const room = channel.room();
    channel.close();
    await room;
  });
});
