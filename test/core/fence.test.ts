import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBlocks } from '../../src/core/fence.ts';
import { notebookText } from './notebook-text.ts';

function kindsOf(text: string): string[] {
  return cutBlocks(text).blocks.map((block) => (block.kind === 'note' ? 'note' : block.info));
}

test('a fence of backticks or tildes is a block, and prose between fences is a note', () => {
  expect(kindsOf('a\n```x\n1\n```\nb\n~~~y z=`1`\n2\n~~~\n')).toEqual(['note', 'x', 'note', 'y z=`1`']);
});

test('a fence is closed by a line of at least as many of its own marks, and nothing after them', () => {
  const [block, ...rest] = cutBlocks('````x\n```\n~~~~\n````no\n```` \n').blocks;
  expect(block?.body).toBe('```\n~~~~\n````no');
  expect(rest).toEqual([]);
});

test('a longer closing line closes, and up to three spaces may stand before it', () => {
  const blocks = cutBlocks('```x\na\n   `````\nafter').blocks;
  expect(blocks.map((block) => block.body)).toEqual(['a', 'after']);
});

test('four spaces make no fence, and backticks in an info string make none', () => {
  expect(kindsOf('    ```x\n    ```\n')).toEqual(['note']);
  expect(kindsOf('```x `y`\n')).toEqual(['note']);
});

test('the indentation of a fence is taken off its lines, as far as they have it', () => {
  const [block] = cutBlocks('  ```x\n  a\n   b\n c\nd\n  ```\n').blocks;
  expect(block?.body).toBe('a\n b\nc\nd');
});

test('a fence that is never closed goes on to the end', () => {
  const [block] = cutBlocks('```x\na\n\nb').blocks;
  expect(block).toMatchObject({ body: 'a\n\nb', closed: false });
});

test('an empty body and a body of one empty line both are no text', () => {
  expect(cutBlocks('```x\n```').blocks[0]?.body).toBe('');
  expect(cutBlocks('```x\n\n```').blocks[0]?.body).toBe('');
});

test('CRLF, a lone CR and a BOM are line endings and nothing, as CommonMark has it', () => {
  const text = '\uFEFF---\r\ngamut: 1\r\n---\r\n```x\r\na\r\nb\r\n```\r\n';
  const scan = cutBlocks(text);
  expect(scan.blocks[0]?.body).toBe('a\nb');
  expect(text.slice(scan.frontMatter?.bodyStart, scan.frontMatter?.bodyEnd)).toBe('gamut: 1\r\n');
  expect(cutBlocks('```x\ra\r```\rnote').blocks.map((block) => block.body)).toEqual(['a', 'note']);
  expect(cutBlocks('\uFEFF```x\na\n```').blocks[0]).toMatchObject({ start: 1, info: 'x' });
});

test('fences inside an HTML comment are no cells', () => {
  const scan = cutBlocks('<!--\n```persona id=a\nx\n```\n-->\n```x\n```\n');
  expect(scan.blocks.map((block) => block.kind)).toEqual(['note', 'fence']);
  expect(scan.openComment).toBeNull();
  expect(cutBlocks('a\n<!--\n```x\n```\n').openComment).toBe(2);
});

test('blank lines belong to the block before them, and a note has none around it', () => {
  const text = '\n\nnote\n\n```x\n```\n\n\nlast\n\n';
  const { blocks } = cutBlocks(text);
  expect(blocks.map((block) => text.slice(block.start, block.end))).toEqual([
    'note\n\n',
    '```x\n```\n\n\n',
    'last\n\n',
  ]);
  expect(blocks.map((block) => block.body)).toEqual(['note', '', 'last']);
});

test('a line separator is text, not a line ending', () => {
  expect(cutBlocks(' ```x\n a\u2028 b\n ```').blocks[0]?.body).toBe('a\u2028 b');
});

test('what stands before the first block and all blocks together are the text', () => {
  fc.assert(
    fc.property(notebookText, (text) => {
      const { blocks } = cutBlocks(text);
      const head = text.slice(0, blocks[0]?.start ?? text.length);
      expect(head + blocks.map((block) => text.slice(block.start, block.end)).join('')).toBe(text);
      for (const block of blocks) {
        expect(block.start).toBeLessThanOrEqual(block.bodyStart);
        expect(block.bodyStart).toBeLessThanOrEqual(block.bodyEnd);
        expect(block.bodyEnd).toBeLessThanOrEqual(block.end);
      }
    }),
  );
});
