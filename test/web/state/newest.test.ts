import { expect, it } from 'vitest';
import { newest } from '../../../src/web/state/newest.ts';

it('takes what was asked for last, though what was asked for before comes after it', async () => {
  const answers: ((answer: string) => void)[] = [];
  const taken: string[] = [];
  const read = newest(
    () => new Promise<string>((resolve) => answers.push(resolve)),
    (answer) => taken.push(answer),
  );
  const all = [read(), read(), read()];
  answers[0]?.('first');
  await all[0];
  expect(taken).toEqual(['first']);
  answers[2]?.('last');
  answers[1]?.('of before');
  await Promise.all(all);
  expect(taken).toEqual(['first', 'last']);
});

it('goes on after one that failed', async () => {
  let isAway = true;
  const taken: number[] = [];
  const read = newest(
    async () => {
      if (isAway) throw new Error('away');
      return 1;
    },
    (answer) => taken.push(answer),
  );
  await expect(read()).rejects.toThrow('away');
  isAway = false;
  await read();
  expect(taken).toEqual([1]);
});
