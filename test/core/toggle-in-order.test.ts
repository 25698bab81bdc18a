import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toggleInOrder } from '../../src/core/toggle-in-order.ts';

const OFFERED = ['none', 'chef', 'doctor', 'trainer'];

test('what is taken out and put back stands where it stood', () => {
  fc.assert(
    fc.property(fc.subarray(OFFERED, { minLength: 1 }), fc.nat(), (chosen, at) => {
      const name = chosen[at % chosen.length] ?? '';
      expect(toggleInOrder(toggleInOrder(chosen, name, OFFERED), name, OFFERED)).toEqual(chosen);
    }),
  );
});

test('an order of one\u2019s own is kept, what comes in stands behind what is offered before it', () => {
  expect(toggleInOrder(['trainer', 'chef'], 'doctor', OFFERED)).toEqual(['trainer', 'chef', 'doctor']);
  expect(toggleInOrder(['trainer', 'chef'], 'none', OFFERED)).toEqual(['none', 'trainer', 'chef']);
});

test('what is not offered comes last, and can be taken out', () => {
  expect(toggleInOrder(['chef'], 'gone', OFFERED)).toEqual(['chef', 'gone']);
  expect(toggleInOrder(['chef', 'gone'], 'gone', OFFERED)).toEqual(['chef']);
});
