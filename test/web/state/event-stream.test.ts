import { afterEach, expect, it, vi } from 'vitest';
import {
  openEventStream,
  openStreamEarly,
  type StreamHandlers,
} from '../../../src/web/state/event-stream.ts';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: Source[] = [];
  readyState = 1;
  constructor() {
    super();
    Source.opened.push(this);
  }
  close(): void {
    this.readyState = Source.CLOSED;
  }
  tell(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

function listen(): { heard: unknown[]; end: () => void } {
  const heard: unknown[] = [];
  const handlers = new Proxy({} as StreamHandlers, {
    get: (_, name) => (data: unknown) => heard.push([name, data]),
  });
  return { heard, end: openEventStream(handlers) };
}

afterEach(() => {
  vi.unstubAllGlobals();
  Source.opened.length = 0;
});

it('what came over a stream that was opened early is told in its order, once, before what comes then', () => {
  vi.stubGlobal('EventSource', Source);
  openStreamEarly();
  const [source] = Source.opened;
  source?.dispatchEvent(new Event('open'));
  source?.tell('reset', []);
  source?.tell('notebook-changed', { name: 'a', version: '1' });
  const { heard, end } = listen();
  source?.tell('notebook-changed', { name: 'a', version: '2' });
  expect(heard).toEqual([
    ['connected', true],
    ['reset', []],
    ['notebookChanged', { name: 'a', version: '1' }],
    ['notebookChanged', { name: 'a', version: '2' }],
  ]);
  expect(Source.opened).toHaveLength(1);
  end();
});

it('an early stream that has broken off meanwhile is not listened to: another is opened', () => {
  vi.stubGlobal('EventSource', Source);
  openStreamEarly();
  Source.opened[0]?.tell('reset', []);
  Source.opened[0]?.close();
  const { heard, end } = listen();
  expect(Source.opened).toHaveLength(2);
  expect(heard).toEqual([]);
  end();
});
