import { expect, test } from 'vitest';
import type { NotebookItem } from '../../../src/core/api.ts';
import {
  sharedTitles,
  stemOf,
  toFileStem,
  toGroups,
  toNewStem,
  toNotebookName,
} from '../../../src/web/side/notebook-tree.ts';

const item = (name: string): NotebookItem => ({
  name,
  title: name,
  lang: null,
  modifiedAt: '',
  errors: 0,
  warnings: 0,
  matrices: [],
  error: null,
});

test('notebooks stand by folder, those outside any first', () => {
  const groups = toGroups(
    ['b/x.gamut.md', 'a.gamut.md', 'b/c/y.gamut.md', 'z.gamut.md', 'b/w.gamut.md'].map(item),
  );
  expect(groups.map(({ folder, items }) => [folder, items.map(({ name }) => stemOf(name))])).toEqual([
    ['', ['a', 'z']],
    ['b', ['x', 'w']],
    ['b/c', ['y']],
  ]);
});

test('titles that more than one notebook shows are told, those without a title by the name of their file', () => {
  const titled = (name: string, title: string): NotebookItem => ({ ...item(name), title });
  const items = [
    titled('a.gamut.md', 'Tone'),
    titled('b/c.gamut.md', 'Tone '),
    titled('d.gamut.md', 'Other'),
    titled('e.gamut.md', ''),
    titled('f.gamut.md', 'e'),
  ];
  expect([...sharedTitles(items)].sort()).toEqual(['Tone', 'e']);
});

test('a title becomes a file name that every system takes', () => {
  expect(toFileStem('  What? A "test": 50% / <b>  ')).toBe('What-A-test-50-b');
  expect(toFileStem('...')).toBe('');
  expect(toFileStem('말투 비교'.normalize('NFD'))).toBe('말투-비교');
});

test('a long title becomes a short file name, cut at a word and never inside a character', () => {
  expect(toNewStem('Tone changes advice')).toBe('Tone-changes-advice');
  const long = `말투가 조언을 바꾸는가 ${'그리고 온도는 '.repeat(60)}`;
  const stem = toNewStem(long);
  expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(120);
  expect(stem).toMatch(/^말투가-조언을-바꾸는가-그리고-온도는-.*(그리고|온도는)$/);
  const cooks = toNewStem('👩‍🍳'.repeat(80));
  expect(cooks).toBe('👩‍🍳'.repeat(10));
  expect(toNewStem('x'.repeat(5000))).toBe('x'.repeat(120));
});

test('what a shell would take for its own is not in the file name of a new notebook', () => {
  expect(toNewStem('tone & <b>rows</b>')).toBe('tone-b-rows-b');
  expect(toNewStem("what (really)? costs $5; isn't it!")).toBe('what-really-costs-5-isnt-it');
});

test('a title of which nothing can be part of a file name still becomes one', () => {
  expect(toNewStem('???')).toBe('notebook');
  expect(toNewStem('con')).toBe('notebook-con');
  expect(toNewStem('\u202egpj.exe')).toBe('gpj.exe');
  expect(toNewStem('a\ud83d')).toBe('a\ufffd');
});

test('a typed name may have folders, and needs no ending', () => {
  expect(toNotebookName('tone')).toBe('tone.gamut.md');
  expect(toNotebookName('하위 폴더/말투.gamut.md')).toBe('하위-폴더/말투.gamut.md');
  expect(toNotebookName('tone.md')).toBe('tone.gamut.md');
  for (const none of ['', ' ', '/', 'a//b', '../b', 'a/']) expect(toNotebookName(none)).toBe('');
});
