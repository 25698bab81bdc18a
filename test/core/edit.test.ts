import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replaceBody, replaceFrontMatter, replaceInfo } from '../../src/core/edit.ts';
import { toLf } from '../../src/core/line-index.ts';
import { TEXT, bodyText, cellAt, cellsOf, editedCell } from './notebook-text.ts';

test('a new body changes the bytes of its fence alone', () => {
  const edited = replaceBody(TEXT, cellAt(TEXT, 1), '당신은 요리사입니다.\n짧게 답하세요.');
  expect(edited).toBe(TEXT.replace('당신은 셰프입니다.', '당신은 요리사입니다.\n짧게 답하세요.'));
});

test('a fence in a body makes the outer fence longer', () => {
  const edited = replaceBody(TEXT, cellAt(TEXT, 3), 'write\n```js\n1\n```');
  expect(edited).toContain('````prompt id=ask later=1\nwrite\n```js\n1\n```\n````\n');
  expect(cellAt(edited, 3)).toMatchObject({ kind: 'prompt', body: 'write\n```js\n1\n```' });
});

test('a file of CRLF stays one', () => {
  const text = TEXT.replaceAll('\n', '\r\n');
  const edited = replaceBody(text, cellAt(text, 1), 'a\nb');
  expect(edited).toBe(TEXT.replace('당신은 셰프입니다.', 'a\nb').replaceAll('\n', '\r\n'));
});

test('an indented fence keeps its indentation', () => {
  const text = '  ```persona id=a\n  x\n  ```';
  expect(replaceBody(text, cellAt(text, 0), 'y\n\n  z')).toBe('  ```persona id=a\n  y\n\n    z\n  ```');
});

test('a body comes into a fence that had no line', () => {
  const text = '```persona id=a\n```\n';
  expect(replaceBody(text, cellAt(text, 0), 'x')).toBe('```persona id=a\nx\n```\n');
});

test('an info value changes alone, comes in and goes out', () => {
  const cell = cellAt(TEXT, 1);
  expect(replaceInfo(TEXT, cell, { name: '요리사' })).toBe(TEXT.replace('name="셰프"', 'name=요리사'));
  expect(replaceInfo(TEXT, cell, { name: null })).toBe(TEXT.replace(' name="셰프"', ''));
  expect(replaceInfo(TEXT, cellAt(TEXT, 3), { name: '두 낱말' })).toContain(
    '```prompt id=ask later=1 name="두 낱말"\n',
  );
});

test('a backtick in an info value makes the fence one of tildes', () => {
  const edited = replaceInfo(TEXT, cellAt(TEXT, 1), { name: 'a `b` "c" \\' });
  expect(cellAt(edited, 1)).toMatchObject({
    kind: 'persona',
    name: 'a `b` "c" \\',
    text: '당신은 셰프입니다.',
  });
  expect(edited).toContain('~~~persona id=chef');
});

test('the front matter changes in one key and keeps its comments', () => {
  expect(replaceFrontMatter(TEXT, 'title', '다른 제목')).toBe(TEXT.replace('"말투"', '다른 제목'));
  expect(replaceFrontMatter(TEXT, 'lang', 'ko')).toBe(TEXT.replace('# 주석\n', '# 주석\nlang: ko\n'));
  expect(replaceFrontMatter('# a\n', 'title', 'b')).toBe('---\ngamut: 1\ntitle: b\n---\n# a\n');
});

test('a cell of another text is refused', () => {
  expect(() => replaceBody(`x${TEXT}`, cellAt(TEXT, 1), 'y')).toThrow('not of this text');
});

test('a rule in a cell does not close a front matter that was never closed', () => {
  const text = '---\n```persona id=a';
  const edited = replaceBody(text, cellAt(text, 1), '---');
  expect(cellsOf(edited)[1]?.body).toBe('---');
});

test('any body put into any cell is read back, and nothing around the cell changes', () => {
  fc.assert(
    fc.property(editedCell, bodyText, ([text, cell], body) => {
      const edited = replaceBody(text, cell, body);
      expect(edited.startsWith(text.slice(0, cell.start))).toBe(true);
      expect(edited.endsWith(text.slice(cell.end))).toBe(true);
      if (cell.kind === 'note') return;
      expect(cellsOf(edited)[cell.index]?.body).toBe(toLf(body));
    }),
    { numRuns: 400 },
  );
});

test('the same body put back changes no byte, and neither does the same info', () => {
  fc.assert(
    fc.property(editedCell, ([text, cell]) => {
      expect(replaceBody(text, cell, cell.body)).toBe(text);
      if (cell.kind !== 'note') expect(replaceInfo(text, cell, cell.info)).toBe(text);
    }),
  );
});

test('any info value is read back', () => {
  const value = fc.string().map((written) => written.replace(/[\r\n]+/g, ' '));
  fc.assert(
    fc.property(value, bodyText, (name, body) => {
      const text = replaceBody(TEXT, cellAt(TEXT, 1), body || 'x');
      const edited = replaceInfo(text, cellAt(text, 1), { name });
      expect(cellsOf(edited)[1]).toMatchObject({ info: { id: 'chef', name }, body: toLf(body || 'x') });
    }),
  );
});
