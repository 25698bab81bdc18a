import { describe, expect, test } from 'vitest';
import { DataReaders } from '../../src/store/data-readers.ts';

describe('which notebooks name a dataset file', () => {
  test('is known by its path from the notebooks folder, however it is written and composed', () => {
    const readers = new DataReaders();
    readers.know('a.gamut.md', ['people.csv', './data/질문.csv']);
    readers.know('deep/b.gamut.md', ['people.csv', 'data/more.jsonl']);
    expect(readers.of('people.csv')).toEqual(['a.gamut.md']);
    expect(readers.of('deep/people.csv')).toEqual(['deep/b.gamut.md']);
    expect(readers.of('data/질문.csv'.normalize('NFD'))).toEqual(['a.gamut.md']);
    expect(readers.of('other.csv')).toEqual([]);
  });

  test('is told of a folder too, with which its files come and go', () => {
    const readers = new DataReaders();
    readers.know('a.gamut.md', ['data/people.csv']);
    readers.know('b.gamut.md', ['database.csv']);
    expect(readers.of('data')).toEqual(['a.gamut.md']);
    expect(readers.of('dat')).toEqual([]);
  });

  test('is what the notebook said when it was read last', () => {
    const readers = new DataReaders();
    readers.know('a.gamut.md', ['people.csv']);
    readers.know('a.gamut.md', ['others.csv']);
    expect(readers.of('people.csv')).toEqual([]);
    expect(readers.of('others.csv')).toEqual(['a.gamut.md']);
    readers.know('a.gamut.md', []);
    expect(readers.of('others.csv')).toEqual([]);
  });
});
