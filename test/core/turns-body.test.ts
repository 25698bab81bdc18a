import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTurns, canBePlain, holdsTurn, nextRole, toTurnsBody, turnsOf } from '../../src/core/turns-body.ts';
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

  it('take turns', () => {
    expect(nextRole([])).toBe('user');
    expect(nextRole([{ role: 'user', content: '' }])).toBe('assistant');
    expect(nextRole([{ role: 'system', content: '' }])).toBe('user');
  });
});
