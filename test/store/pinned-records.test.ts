import { expect, it } from 'vitest';
import type { PinnedAnswer } from '../../src/core/pin-line.ts';
import { answerKey } from '../../src/core/vote.ts';
import { PinnedRecords } from '../../src/store/pinned-records.ts';

it('keeps what is said of a result while any notebook has it pinned', () => {
  const trial = { id: 't', cellId: 'main', requestHash: 'hash', repeat: 1 };
  const annotation = { starred: true, rating: null, note: '', tags: [] };
  const answer = { record: { trial, startedAt: '' }, tokens: null, annotation } as unknown as PinnedAnswer;
  const pinned = new PinnedRecords();
  const key = answerKey(trial);
  pinned.put('one', '1', [{ ...answer, line: 'a' }]);
  pinned.put('copy', '1', [{ ...answer, line: 'a' }]);
  pinned.drop('copy');
  expect(pinned.annotationOf(key)).toEqual(annotation);
  pinned.drop('one');
  expect(pinned.annotationOf(key)).toBeNull();
  expect(pinned.hasAnnotations).toBe(false);
});
