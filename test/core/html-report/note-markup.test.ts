import { expect, test } from 'vitest';
import { holdsHtml, toNoteMarkup } from '../../../src/core/html-report/note-markup.ts';

test('Markdown becomes HTML; HTML in it is shown as it is written', () => {
  expect(toNoteMarkup('# 제목\n\n**굵게** <img src=x onerror=alert(1)>')).toBe(
    '<h1>제목</h1>\n<p><strong>굵게</strong> &lt;img src=x onerror=alert(1)&gt;</p>\n',
  );
});

test.each([
  ['plain **text**, 1 < 2, `<b>` in code', false],
  ['a <b>word</b>', true],
  ['<details>\n\ntext\n\n</details>', true],
  ['> quoted\n>\n> <script>x</script>', true],
  ['```html\n<b>\n```', false],
])('%j holds HTML: %s', (body, holds) => {
  expect(holdsHtml(body)).toBe(holds);
});

test('addresses that run something are no links', () => {
  expect(toNoteMarkup('[a](javascript:alert(1)) [b](https://x.example) [c](data:text/html,x)')).toBe(
    '<p>a <a href="https://x.example" rel="noreferrer noopener">b</a> c</p>\n',
  );
});

test.each(['>', '> ', '- ', '1. '])(
  'a note nested too deep in %j to be read is shown as it is written',
  (mark) => {
    const body = `# A\n\n${mark.repeat(8000)}<b>`;
    expect(toNoteMarkup(body)).toBe(`<pre># A\n\n${mark.replace('>', '&gt;').repeat(8000)}&lt;b&gt;</pre>`);
    expect(holdsHtml(body)).toBe(false);
  },
);

test('a long rule is no nesting', () => {
  expect(toNoteMarkup('-'.repeat(300))).toBe('<hr>\n');
});
