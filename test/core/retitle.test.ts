import { expect, test } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { retitle } from '../../src/core/retitle.ts';

const notebook = (head: string, rest = '') =>
  `---\ngamut: 1\ntitle: Tone # as in voice\n---\n${head}\n${rest}`;

test('a new title stands in the front matter and in the heading that said the old one', () => {
  expect(retitle(notebook('# Tone', 'Words.\n'), '말투')).toBe(
    '---\ngamut: 1\ntitle: 말투 # as in voice\n---\n# 말투\nWords.\n',
  );
});

test('a heading that says something else stays', () => {
  expect(retitle(notebook('# What tone does'), 'Voice')).toBe(
    '---\ngamut: 1\ntitle: Voice # as in voice\n---\n# What tone does\n',
  );
});

test('only the first heading is the notebook’s, and none in a fence is', () => {
  const fence = '```persona id=a\n# Tone\n```\n\n';
  const text = notebook(`${fence}# Tone`, '\n# Tone\n');
  expect(retitle(text, 'Voice')).toBe(
    `---\ngamut: 1\ntitle: Voice # as in voice\n---\n${fence}# Voice\n\n# Tone\n`,
  );
});

test('line endings stay as they are', () => {
  const text = notebook('# Tone', 'Words.\n').replaceAll('\n', '\r\n');
  expect(retitle(text, 'Voice')).toBe(
    '---\r\ngamut: 1\r\ntitle: Voice # as in voice\r\n---\r\n# Voice\r\nWords.\r\n',
  );
});

test('a notebook that has its title from its heading alone gets it in both', () => {
  const now = retitle('# Tone\n\nWords.\n', 'Voice');
  expect(parseNotebook(now).title).toBe('Voice');
  expect(now).toContain('\n# Voice\n\nWords.\n');
});

test('signs of a replacement are letters of a title', () => {
  expect(retitle(notebook('# Tone'), 'A $& B: "C"')).toContain('\n# A $& B: "C"\n');
});

test('a title is text in the heading too, and is found there again', () => {
  const odd = '<img src=x> *not* [a link] `code`';
  const now = retitle(notebook('# Tone'), odd);
  expect(now).toContain('\n# \\<img src=x> \\*not\\* \\[a link\\] \\`code\\`\n');
  expect(parseNotebook(now).title).toBe(odd);
  expect(retitle(now, 'Voice')).toContain('\n# Voice\n');
});

test('a title in pieces, as macOS writes Hangul, is put together', () => {
  const title = '말투';
  expect(parseNotebook(`---\ngamut: 1\ntitle: ${title.normalize('NFD')}\n---\n`).title).toBe(title);
});
