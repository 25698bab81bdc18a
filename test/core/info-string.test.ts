import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeInfo, parseInfo, quoteInfoValue, toInfoRecord } from '../../src/core/info-string.ts';

function recordOf(info: string): Record<string, string> {
  return toInfoRecord(parseInfo(info));
}

test('an info string is a kind and key=value pairs, quoted where they hold spaces', () => {
  expect(parseInfo('persona').language).toBe('persona');
  expect(recordOf(`persona id=a name="두 낱말" note='x "y"' empty=""`)).toEqual({
    id: 'a',
    name: '두 낱말',
    note: 'x "y"',
    empty: '',
  });
  expect(recordOf(String.raw`x a="\"q\" \\ \n"`)).toEqual({ a: String.raw`"q" \ \n` });
});

test('what is no pair is kept apart', () => {
  const info = parseInfo('persona a id=b "c d" e="f');
  expect(info.pairs.map((pair) => pair.key)).toEqual(['id']);
  expect(info.strays.map((stray) => stray.text)).toEqual(['a', '"c', 'd"', 'e="f']);
});

test('of a key written twice the first one holds', () => {
  expect(recordOf('x a=1 a=2')).toEqual({ a: '1' });
});

test('a change leaves everything else as written', () => {
  expect(changeInfo('view   of=m  layout="grid"  later', { layout: 'pivot' })).toBe(
    'view   of=m  layout=pivot  later',
  );
  expect(changeInfo('view of=m layout=grid', { layout: null, name: 'a b' })).toBe('view of=m name="a b"');
});

test('any value is read back', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const line = value.replace(/[\r\n]+/g, ' ');
      expect(recordOf(`x before=1 v=${quoteInfoValue(value)} after=2`)).toEqual({
        before: '1',
        v: line,
        after: '2',
      });
    }),
  );
});
