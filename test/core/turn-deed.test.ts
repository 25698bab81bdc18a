import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doTurnDeed, type TurnDeed } from '../../src/core/turn-deed.ts';
import { turnsOf } from '../../src/core/turns-body.ts';

const BODY = '@user\nHi\n@assistant\nHello.\n@user\n{{question}}';
const all = (deeds: readonly TurnDeed[], body = BODY) => deeds.reduce(doTurnDeed, body);

describe('what is done to the turns of a prompt', () => {
  it('is done to one of them, and the others stay', () => {
    expect(all([{ do: 'say', at: 1, content: '안녕하세요.' }])).toBe(BODY.replace('Hello.', '안녕하세요.'));
    expect(all([{ do: 'role', at: 0, role: 'system' }])).toBe(BODY.replace('@user', '@system'));
    expect(all([{ do: 'move', at: 0, to: 1 }])).toBe('@assistant\nHello.\n@user\nHi\n@user\n{{question}}');
    expect(all([{ do: 'add', role: 'assistant' }])).toBe(`${BODY}\n@assistant\n`);
    expect(all([{ do: 'remove', at: 1 }])).toBe('@user\nHi\n@user\n{{question}}');
  });

  it('comes one after the other: each is reckoned from what the one before has left', () => {
    const both = all([
      { do: 'say', at: 0, content: 'first' },
      { do: 'say', at: 2, content: 'second' },
    ]);
    expect(both).toBe('@user\nfirst\n@assistant\nHello.\n@user\nsecond');
    const typed = all(
      [{ do: 'as-turns' }, { do: 'add', role: 'assistant' }, { do: 'say', at: 1, content: 'Yes?' }],
      'typed before',
    );
    expect(typed).toBe('@user\ntyped before\n@assistant\nYes?');
  });

  it('cuts a turn whose text holds the beginning of another', () => {
    expect(all([{ do: 'say', at: 2, content: 'A\n@assistant\nB' }])).toBe(
      '@user\nHi\n@assistant\nHello.\n@user\nA\n@assistant\nB',
    );
    expect(all([{ do: 'say', at: 0, content: '@system\nBe short.' }])).toContain(
      '@system\nBe short.\n@assistant',
    );
  });

  it('is nothing where there is no such turn any more', () => {
    const gone: TurnDeed[] = [
      { do: 'say', at: 3, content: 'x' },
      { do: 'role', at: 3, role: 'user' },
      { do: 'move', at: 2, to: 3 },
      { do: 'remove', at: 3 },
      { do: 'as-plain' },
      { do: 'as-turns' },
    ];
    for (const deed of gone) expect(all([deed])).toBe(BODY);
    expect(all([{ do: 'say', at: 0, content: 'x' }], 'now plain')).toBe('now plain');
    expect(all([{ do: 'remove', at: 0 }], '@user\nthe last')).toBe('@user\nthe last');
  });

  it('makes turns of a plain text, and the plain text of them again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('가', 'a', '\n', ' ', '@', '{{x}}') }), (text) => {
        fc.pre(turnsOf(text) === null && !/^@(user|assistant|system)\s*$/m.test(text));
        expect(all([{ do: 'as-turns' }, { do: 'as-plain' }], text)).toBe(text);
      }),
    );
  });
});
