import { describe, expect, it } from 'vitest';
import { parseOnly } from '../../../src/core/selection.ts';
import type { Standing } from '../../../src/core/standing.ts';
import { obeyAnswerKey, toOnly } from '../../../src/web/results/answer-keys.ts';
import { toRow } from '../results.ts';

/** What is said of an answer when a command is given, one event after the other. */
function say(
  command: string | null,
  { key = '', standing = 'done' as Standing, rating = null as 3 | null } = {},
) {
  const said: object[] = [];
  const row = {
    ...toRow({ persona: 'chef', temperature: 0.3 }),
    standing,
    annotation: rating === null ? null : { starred: true, rating, note: '', tags: [] },
  };
  const host = { dispatchEvent: (event: Event) => (said.push({ ...event }), true) } as unknown as EventTarget;
  const event = { key, code: '' } as KeyboardEvent;
  const isDone = obeyAnswerKey(command, event, { host, matrix: 'main', row, card: null });
  return { said, isDone };
}

describe('a key on an answer', () => {
  it('stars, and takes the star back', () => {
    expect(say('grid-star').said).toMatchObject([{ matrix: 'main', change: { starred: true } }]);
    expect(say('grid-star', { rating: 3 }).said).toMatchObject([{ change: { starred: false } }]);
  });

  it('rates by its digit; the same again takes the rating back', () => {
    expect(say('grid-rate', { key: '4' }).said).toMatchObject([{ change: { rating: 4 } }]);
    expect(say('grid-rate', { key: '3', rating: 3 }).said).toMatchObject([{ change: { rating: null } }]);
    expect(say('grid-rate', { key: '9' }).said).toEqual([]);
  });

  it('runs it alone: what is done anew, what is left out never', () => {
    const only = ['persona=chef', 'temperature=0.3', 'repeat=1'];
    expect(say('grid-retry', { standing: 'error' }).said).toMatchObject([{ mode: 'failed', only }]);
    expect(say('grid-retry', { standing: 'stale' }).said).toMatchObject([{ mode: 'missing', only }]);
    expect(say('grid-retry', { standing: 'done' }).said).toMatchObject([{ mode: 'all', only }]);
    expect(say('grid-retry', { standing: 'skipped' }).said).toEqual([]);
  });

  it('that is not of an answer is left to others', () => {
    expect(say(null).isDone).toBe(false);
    expect(say('page-save').isDone).toBe(false);
  });
});

describe('the selection of one trial', () => {
  it('is read back as that trial alone, texts and values with parts too', () => {
    const variant = { persona: '셰프, 둘', temperature: 0.3, stop: ['a', 'b'], seed: null };
    const axes = Object.entries(variant).map(([name, level]) => ({ name, levels: [level, 'other'] }));
    const { isSelected, problems } = parseOnly(toOnly({ variant, repeat: 2 }), axes, 3);
    expect(problems).toEqual([]);
    expect(isSelected(variant, 2)).toBe(true);
    expect(isSelected(variant, 1)).toBe(false);
    expect(isSelected({ ...variant, persona: 'other' }, 2)).toBe(false);
  });
});
