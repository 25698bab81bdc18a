import { expect, test } from 'vitest';
import { pictureSize } from '../../../src/core/html-report/picture-size.ts';

/** A PNG of one colour, 980 by 416 pixels, as far as its head. */
const HEAD = Buffer.from('89504e470d0a1a0a0000000d49484452000003d4000001a008060000', 'hex').toString(
  'base64',
);

test('a picture is shown at half its pixels', () => {
  expect(pictureSize(`data:image/png;base64,${HEAD}`)).toEqual({ width: 490, height: 208 });
});

test('what is no PNG, or cut off, has no size', () => {
  expect(pictureSize('data:image/png;base64,AAAA')).toBeNull();
  expect(pictureSize(`data:image/png;base64,${'A'.repeat(40)}`)).toBeNull();
  expect(pictureSize(`data:image/jpeg;base64,${HEAD}`)).toBeNull();
});
