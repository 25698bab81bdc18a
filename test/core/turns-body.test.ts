import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asTurns,
  canBePlain,
  cutTurn,
  holdsTurn,
  nextRole,
  toTurnsBody,
  turnsOf,
} from '../../src/core/turns-body.ts';
import type { Role } from '../../src/core/trial.ts';

const role = fc.constantFrom<Role>('user', 'assistant', 'system');
const content = fc.string({ unit: fc.constantFrom('가', 'a', '\n', ' ', '@', 'user', '{{x}}') });

describe('the turns of a prompt', () => {
  it('are written as they are read, blank lines and all', () => {
    const turn = fc.record({ role, content: content.filter((text) => !holdsTurn(text)) });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 5 }), (turns) => {
        expect(turnsOf(toTurnsBody(turns))).toEqual(turns);
      }),
    );
  });

  it('are none where the prompt is plain, or text stands before the first one', () => {
    expect(turnsOf('What?\n@userland')).toBeNull();
    expect(turnsOf('stray\n@user\nWhat?')).toBeNull();
    expect(turnsOf('\n@user\nWhat?')).toEqual([{ role: 'user', content: 'What?' }]);
  });

  it('come from a plain text and become one again without a byte of difference', () => {
    fc.assert(
      fc.property(
        content.filter((text) => !holdsTurn(text)),
        (text) => {
          const turns = turnsOf(asTurns(text)) ?? [];
          expect(canBePlain(turns)).toBe(true);
          expect(turns[0]?.content).toBe(text);
        },
      ),
    );
    expect(canBePlain([{ role: 'system', content: 'x' }])).toBe(false);
  });

  it('come from one whose text holds the beginnings of others; before the first nothing is left of it', () => {
    expect(cutTurn({ role: 'user', content: 'Hi\n@assistant\nHello.\n@user' })).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: '' },
    ]);
    expect(cutTurn({ role: 'user', content: '@system\nBe short.' })).toEqual([
      { role: 'system', content: 'Be short.' },
    ]);
    for (const text of ['', '@user hello', '@users', ' @user'])
      expect(cutTurn({ role: 'user', content: text })).toEqual([{ role: 'user', content: text }]);
  });

  it('take turns', () => {
    expect(nextRole([])).toBe('user');
    expect(nextRole([{ role: 'user', content: '' }])).toBe('assistant');
    expect(nextRole([{ role: 'system', content: '' }])).toBe('user');
  });
});
