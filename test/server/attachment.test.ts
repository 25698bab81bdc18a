import { expect, test } from 'vitest';
import { toAttachment } from '../../src/server/attachment.ts';

test.each([
  ['tone.csv', `attachment; filename="tone.csv"; filename*=UTF-8''tone.csv`],
  ['말투.csv', `attachment; filename="__.csv"; filename*=UTF-8''%EB%A7%90%ED%88%AC.csv`],
  [
    `a"b\\c'd(e)%.csv`,
    `attachment; filename="a_b_c'd(e)_.csv"; filename*=UTF-8''a%22b%5Cc%27d%28e%29%25.csv`,
  ],
  [
    'a\r\nSet-Cookie: x',
    `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
  ],
])('%j is saved under its own name', (name, header) => {
  expect(toAttachment(name)).toBe(header);
});
