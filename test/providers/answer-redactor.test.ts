import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompletionChunk } from '../../src/core/trial.ts';
import { createAnswerRedactors } from '../../src/providers/answer-redactor.ts';
import { REDACTED } from '../../src/providers/redact.ts';

const KEY = 'sk-proj-q7Zr81LkPz0vXw93Yb5TnM2dHs6GfJ4c';
const create = createAnswerRedactors([KEY, undefined, '']);

/** What passes of pieces of text, one after the other. */
function pass(texts: string[], type: 'text' | 'reasoning' = 'text'): string[] {
  const redactor = create();
  const chunks = texts.flatMap((text) => redactor.take([{ type, text }]));
  return [...chunks, ...redactor.end()].map((chunk) => (chunk.type === 'done' ? '' : chunk.text));
}

function cut(text: string, places: number[]): string[] {
  const at = [...new Set([0, ...places.map((place) => place % (text.length + 1)), text.length])];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

test('a key is taken out, wherever the pieces of the answer are cut', () => {
  const forms = [KEY, btoa(`Bearer ${KEY}`), encodeURIComponent(KEY), KEY.slice(0, 30)];
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.nat(200)),
      fc.constantFrom('text', 'reasoning'),
      (form, around, places, type) => {
        const shown = pass(cut(`${around} ${form} ${around}`, places), type).join('');
        for (let at = 0; at + 16 <= form.length; at++) {
          if (form === KEY) expect(shown).not.toContain(form.slice(at, at + 16));
        }
        expect(shown).toContain(REDACTED);
        expect(shown.startsWith(`${around} `)).toBe(true);
        expect(shown.endsWith(` ${around}`)).toBe(true);
      },
    ),
  );
});

test('any other text passes as it came, whatever it says of keys', () => {
  const words = fc.constantFrom(
    'sk-',
    'sk-proj-',
    'sk-proj-q7Z',
    ' ',
    '키',
    '\ud83d',
    'Bearer ',
    'q7Zr',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(words), fc.array(fc.nat(80)), (list, places) => {
      const text = list.join('');
      fc.pre(!text.includes(KEY.slice(0, 16)));
      expect(pass(cut(text, places)).join('')).toBe(text);
    }),
  );
});

test('a piece that has nothing to do with a key passes at once, as the very same piece', () => {
  const redactor = create();
  const piece: CompletionChunk = { type: 'text', text: '안녕하세요' };
  expect(redactor.take([piece])[0]).toBe(piece);
  expect(redactor.take([{ type: 'text', text: ' sk-pro' }])).toEqual([]);
  expect(
    redactor.take([{ type: 'text', text: 'ducts' }]).map((one) => one.type === 'text' && one.text),
  ).toEqual([' sk-pro', 'ducts']);
});

test('tokens stay in step with the text: one stands for all that a key was spread over', () => {
  const redactor = create();
  const token = (text: string) => ({ token: text, bytes: [...Buffer.from(text)], logprob: -0.5, top: [] });
  const chunks = ['my ', 'sk-proj-', KEY.slice(8), ' is'].flatMap((text) =>
    redactor.take([{ type: 'text', text, tokens: [token(text)] }]),
  );
  expect(chunks).toEqual([
    { type: 'text', text: 'my ', tokens: [token('my ')] },
    { type: 'text', text: REDACTED, tokens: [{ token: REDACTED, bytes: null, logprob: -1, top: [] }] },
    { type: 'text', text: ' is', tokens: [token(' is')] },
  ]);
});

test('an alternative that holds a key is cleared, and its bytes with it', () => {
  const bytes = [...Buffer.from(KEY)];
  const tokens = [{ token: 'a', bytes: [97], logprob: -1, top: [{ token: KEY, bytes, logprob: -2 }] }];
  const [chunk] = create().take([{ type: 'text', text: 'a', tokens }]);
  expect(chunk).toEqual({
    type: 'text',
    text: 'a',
    tokens: [{ token: 'a', bytes: [97], logprob: -1, top: [{ token: REDACTED, bytes: null, logprob: -2 }] }],
  });
});
