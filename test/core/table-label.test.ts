import { expect, test } from 'vitest';
import { labelAfter } from '../../src/core/table-label.ts';

const cell = { label: 'city', columns: ['id', 'city', 'question'] };

test('what names the rows goes where its column goes', () => {
  expect(labelAfter(cell, { do: 'rename-column', at: 1, name: 'town' })).toBe('town');
  expect(labelAfter(cell, { do: 'rename-column', at: 2, name: 'asked' })).toBe('city');
  expect(labelAfter(cell, { do: 'move-column', at: 1, to: 0 })).toBe('city');
  expect(labelAfter(cell, { do: 'remove-column', at: 0 })).toBe('city');
});

test('nothing names the rows once its column is gone', () => {
  expect(labelAfter(cell, { do: 'remove-column', at: 1 })).toBeNull();
  expect(labelAfter(cell, { do: 'replace', columns: ['id', 'q'], rows: [] })).toBeNull();
  expect(labelAfter(cell, { do: 'replace', columns: ['city'], rows: [] })).toBe('city');
  expect(labelAfter({ ...cell, label: null }, { do: 'remove-column', at: 1 })).toBeNull();
});
