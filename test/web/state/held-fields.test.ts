import { expect, test } from 'vitest';
import { heldField, holdField, letFieldsGo } from '../../../src/web/state/held-fields.ts';

const field = (matrix: string, name: string) => ({ matrix, name, show: () => undefined });

test('a field that holds what cannot be taken is found by its matrix, until it does no more', () => {
  const one = {};
  const other = {};
  holdField(one, 'temperature', field('main', 'temperature'));
  holdField(one, 'top_p', field('main', 'top_p'));
  holdField(other, 'value', field('second', 'short'));
  expect(heldField('main')?.name).toBe('temperature');
  expect(heldField('second')?.name).toBe('short');
  expect(heldField(null)?.name).toBe('temperature');
  expect(heldField('third')).toBeNull();
  holdField(one, 'temperature', null);
  expect(heldField('main')?.name).toBe('top_p');
  letFieldsGo(one);
  expect(heldField(null)?.name).toBe('short');
  holdField(other, 'value', null);
  expect(heldField(null)).toBeNull();
});
