import { describe, expect, it } from 'vitest';
import {
  NO_ANNOTATION,
  annotate,
  isBlank,
  isRating,
  toTagLine,
  toTags,
  toggleRating,
} from '../../src/core/annotation.ts';

describe('annotate', () => {
  it('changes what is said anew and keeps the rest', () => {
    const starred = annotate(null, { starred: true });
    expect(annotate(starred, { rating: 4 })).toEqual({ starred: true, rating: 4, note: '', tags: [] });
    expect(NO_ANNOTATION.starred).toBe(false);
  });

  it('is blank again when all of it is taken back', () => {
    const said = annotate(null, { starred: true, note: '좋다', tags: ['따뜻함'] });
    expect(isBlank(said)).toBe(false);
    expect(isBlank(annotate(said, { starred: false, note: '', tags: [] }))).toBe(true);
  });
});

describe('a rating', () => {
  it('given again is taken back', () => {
    const rated = annotate(null, { rating: toggleRating(null, 3) });
    expect(rated.rating).toBe(3);
    expect(toggleRating(rated, 3)).toBeNull();
    expect(toggleRating(rated, 5)).toBe(5);
  });

  it('is a whole number from 1 to 5', () => {
    expect([0, 1, 5, 6, 2.5, '3', null].map(isRating)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('tags', () => {
  it('are parted by commas or by #, and each is kept once', () => {
    expect(toTags('따뜻함, too long,  Warm ,warm')).toEqual(['따뜻함', 'too long', 'Warm']);
    expect(toTags('#좋음 #다시 볼 것')).toEqual(['좋음', '다시 볼 것']);
    expect(toTags(' , ##, ')).toEqual([]);
  });

  it('put together Hangul that was typed apart', () => {
    expect(toTags('따뜻함'.normalize('NFD'))).toEqual(['따뜻함']);
  });

  it('are read back from their own line', () => {
    const tags = ['따뜻함', 'too long'];
    expect(toTags(toTagLine(tags))).toEqual(tags);
  });
});
