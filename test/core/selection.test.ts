import { expect, test } from 'vitest';
import { parseOnly } from '../../src/core/selection.ts';

const AXES = [
  { name: 'prompt', levels: ['ask'] },
  { name: 'persona', levels: ['none', 'chef', 'coach'] },
  { name: 'temperature', levels: ['default', 0.3, 0.7] },
  { name: 'stop', levels: ['a,b', ['c', 'd']] },
  { name: 'row', levels: ['r1', 'r2'] },
];

function selected(
  ...only: string[]
): (persona: string, temperature: string | number, repeat?: number) => boolean {
  const { isSelected, problems } = parseOnly(only, AXES, 3);
  expect(problems).toEqual([]);
  return (persona, temperature, repeat = 1) =>
    isSelected({ prompt: 'ask', persona, temperature, stop: 'a,b', row: 'r1' }, repeat);
}

test('nothing said is everything', () => {
  expect(selected()('chef', 0.3)).toBe(true);
});

test('several levels of one axis mean any, several axes mean all', () => {
  for (const words of [['persona=chef,none'], ['persona=chef', 'persona=none']]) {
    const isSelected = selected(...words, 'temperature=0.70');
    expect(isSelected('chef', 0.7)).toBe(true);
    expect(isSelected('none', 0.7)).toBe(true);
    expect(isSelected('coach', 0.7)).toBe(false);
    expect(isSelected('chef', 0.3)).toBe(false);
  }
});

test('repeat, row and the default level can be named', () => {
  const isSelected = selected('repeat=2,3', 'row=r1', 'temperature=default');
  expect(isSelected('chef', 'default', 2)).toBe(true);
  expect(isSelected('chef', 'default', 1)).toBe(false);
  expect(isSelected('chef', 0.3, 2)).toBe(false);
});

test('a level with a comma is named whole, a list as JSON', () => {
  expect(selected('stop=a,b')('chef', 0.3)).toBe(true);
  expect(selected('stop=["c","d"]')('chef', 0.3)).toBe(false);
});

test('what is unknown is named with the nearest, and then nothing is selected', () => {
  const messages = (...only: string[]): string[] =>
    parseOnly(only, AXES, 3).problems.map((problem) => problem.en);
  expect(messages('persna=chef')).toEqual(["there is no axis 'persna'; did you mean 'persona'?"]);
  expect(messages('persona=chief')).toEqual(["persona has no level 'chief'; did you mean 'chef'?"]);
  expect(messages('temperature=0.9')[0]).toContain("temperature has no level '0.9'");
  expect(messages('repeat=4')[0]).toContain("repeat has no level '4'");
  expect(messages('chef')).toEqual(["expected axis=level, such as persona=chef, not 'chef'"]);
  expect(parseOnly(['x=1'], AXES, 3).isSelected({}, 1)).toBe(false);
});
