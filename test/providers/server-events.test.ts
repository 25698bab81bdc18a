import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventDecoder, type ServerEvent } from '../../src/providers/server-events.ts';

function decode(text: string, cuts: number[] = []): { events: ServerEvent[]; cut: boolean; stray: string } {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const decoder = createEventDecoder();
  const events = places.slice(1).flatMap((to, index) => decoder.push(bytes.subarray(places[index], to)));
  const last = decoder.end();
  return { events: [...events, ...last.events], cut: last.cut, stray: decoder.stray() };
}

const data = (text: string) => decode(text).events.map((event) => event.data);

test('an event is its data lines, joined, up to an empty line', () => {
  expect(decode('event: a\ndata: 1\ndata:2\ndata\nid: 9\n\ndata:  x\n\n').events).toEqual([
    { event: 'a', data: '1\n2' },
    { event: null, data: ' x' },
  ]);
});

test('all three line ends count, and comments do not', () => {
  expect(data(': hello\r\n\r\ndata: 1\r\n\r\ndata: 2\r\rdata: 3\n\n:\n\n')).toEqual(['1', '2', '3']);
});

test('a byte order mark is no part of the first line', () => {
  expect(data('\uFEFFdata: 1\n\n')).toEqual(['1']);
});

test('the last event counts without an empty line, and tells whether its line was whole', () => {
  expect(decode('data: 1\n')).toMatchObject({ events: [{ data: '1' }], cut: false });
  expect(decode('data: 1\r')).toMatchObject({ events: [{ data: '1' }], cut: false });
  expect(decode('data: {"a"')).toMatchObject({ events: [{ data: '{"a"' }], cut: true });
});

test('an event without data is none', () => {
  expect(data('event: ping\n\ndata: 1\n\n')).toEqual(['1']);
});

test('lines of something else are kept, to be shown', () => {
  expect(decode('{"error":\n"no"}\ndata: 1\n\n').stray).toBe('{"error":\n"no"}\n');
});

test('an empty body is told from one with something in it', () => {
  const decoder = createEventDecoder();
  decoder.push(Buffer.from(' \n\r\n'));
  expect(decoder.isEmpty()).toBe(true);
  decoder.push(Buffer.from('x'));
  expect(decoder.isEmpty()).toBe(false);
});

test('a line of a megabyte that comes in small pieces is put together', () => {
  const long = 'ㄱ'.repeat(350_000);
  const bytes = Buffer.from(`data: ${long}\n\n`);
  const decoder = createEventDecoder();
  const events: ServerEvent[] = [];
  for (let at = 0; at < bytes.length; at += 1_000)
    events.push(...decoder.push(bytes.subarray(at, at + 1_000)));
  expect(events).toEqual([{ event: null, data: long }]);
});

test('however the bytes are cut, the events are the same', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '',
      'data: 가나다 😀',
      'data:{"a":1}',
      ':c',
      'event: x',
      'data',
      'noise',
      'data: \u2028',
    ),
    fc.string().map((text) => `data: ${text.replace(/[\r\n]/g, '')}`),
  );
  const text = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 30 })
    .map((lines) => lines.map(([content, end]) => content + end).join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(2_000), { maxLength: 40 }), (written, cuts) => {
      expect(decode(written, cuts)).toEqual(decode(written));
    }),
  );
});
