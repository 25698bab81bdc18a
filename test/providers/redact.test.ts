import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, REDACTED, redactError } from '../../src/providers/redact.ts';

const KEY = 'sk-proj-q7Zr81/kPz+vXw93"Yb5Tn=2dHs6';
const redact = createRedactor([KEY]);

test.each([
  ['as it is', KEY],
  ['URL-encoded', encodeURIComponent(KEY)],
  ['URL-encoded in small letters', encodeURIComponent(KEY).replace(/%../g, (hex) => hex.toLowerCase())],
  ['JSON-escaped', JSON.stringify(KEY).slice(1, -1)],
  ['JSON-escaped by PHP', JSON.stringify(KEY).slice(1, -1).replaceAll('/', '\\/')],
  ['cut', KEY.slice(0, 11)],
  ['masked by stars', `${KEY.slice(0, 7)}*****************${KEY.slice(-4)}`],
  ['masked by dots', `sk-...${KEY.slice(-4)}`],
  ['masked by an ellipsis', `sk-pr…${KEY.slice(-4)}`],
  ['masked but for its end', `****${KEY.slice(-4)}`],
])('takes a key out: %s', (_how, form) => {
  expect(redact(`Incorrect key: ${form}. See the docs, ${form}!`)).toBe(
    `Incorrect key: ${REDACTED}. See the docs, ${REDACTED}!`,
  );
});

test.each(['', 'Bearer ', 'user:', 'x'])('takes a key out of base64, behind %j', (before) => {
  const coded = btoa(`${before}${KEY}`);
  const left = redact(`Basic ${coded}`);
  expect(left).toContain(REDACTED);
  expect(left.length).toBeLessThan(`Basic ${REDACTED}`.length + btoa(before).length + 5);
});

test('leaves a text without a key as it is', () => {
  const text = 'Rate limit reached... try again in 20s. See https://example.com/a?b=c. *** sk- ***';
  expect(redact(text)).toBe(text);
  expect(createRedactor(['', '  ', null, undefined])(text)).toBe(text);
});

test('reads a page that is one long word, with masks in it, as any other text', () => {
  const long = 'x'.repeat(200_000);
  expect(redact(`${long}...${long}`)).toBe(`${long}...${long}`);
  expect(redact(`${long} sk-pr…${KEY.slice(-4)} ${long}`)).toBe(`${long} ${REDACTED} ${long}`);
  expect(redact(`${KEY.slice(0, 11)}****${KEY.slice(-4)}, ****${KEY.slice(-4)}****`)).toBe(
    `${REDACTED}, ${REDACTED}****`,
  );
});

test('takes a short key out only where it stands alone', () => {
  const short = createRedactor(['ollama', 'a.b']);
  expect(short('key ollama for ollama-server, myollama, "ollama"')).toBe(
    `key ${REDACTED} for ollama-server, myollama, "${REDACTED}"`,
  );
  expect(short('a.b axb')).toBe(`${REDACTED} axb`);
});

test('takes the longer of two keys out first', () => {
  expect(createRedactor(['abcdefgh12', 'abcdefgh1234567'])('x abcdefgh1234567 y')).toBe(`x ${REDACTED} y`);
});

test('no text holds a key, or its first eight letters, afterwards', () => {
  const key = fc.stringMatching(/^[!-~]{12,60}$/);
  fc.assert(
    fc.property(key, fc.string(), fc.string(), fc.nat(60), (secret, before, after, length) => {
      // What stands around, and the mark itself, must not happen to hold it.
      fc.pre(!REDACTED.includes(secret.slice(0, 8)) && !/[*.…•]/.test(secret));
      const cut = secret.slice(0, Math.max(8, length));
      const left = createRedactor([secret])(
        `${before} ${secret} ${after} ${cut} ${JSON.stringify({ k: secret })}`,
      );
      expect(left).not.toContain(secret.slice(0, 8));
    }),
  );
});

describe('redactError', () => {
  test('keeps names, messages, codes and causes, and nothing else', () => {
    class OddError extends Error {
      headers = { authorization: KEY };
    }
    const inner = Object.assign(new Error(`to ${KEY}`), { code: 'ECONNRESET' });
    const copy = redactError(new OddError(`with ${KEY}`, { cause: inner }), redact);
    expect(copy).toMatchObject({ name: 'OddError', message: `with ${REDACTED}` });
    expect(copy.cause).toMatchObject({ message: `to ${REDACTED}`, code: 'ECONNRESET' });
    expect(JSON.stringify(copy) + copy.stack + (copy.cause as Error).stack).not.toContain('sk-proj');
  });

  test('comes to an end with an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(redactError(error, redact).message).toBe('round');
    expect(redactError(`thrown ${KEY}`, redact).message).toBe(`thrown ${REDACTED}`);
  });
});
