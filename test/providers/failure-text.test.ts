import { describe, expect, test } from 'vitest';
import { failureMessage, toFailure } from '../../src/core/failure.ts';
import { fromResponse, toPageWords } from '../../src/providers/to-failure.ts';

const CONTEXT = {
  baseUrl: 'https://x.test',
  keyEnv: null,
  redact: (text: string) => text.replaceAll('sk-1', '*'),
};

function failureOf(status: number, body: string) {
  return fromResponse({ status, headers: new Headers(), body }, CONTEXT);
}

describe('what a failure says', () => {
  test('is the server’s own words where there are any, in whatever language', () => {
    const failure = failureOf(400, '{"error": {"message": "too warm sk-1"}}');
    expect(failure.text).toBeUndefined();
    expect(failureMessage(failure, 'ko')).toBe('too warm *');
  });

  test('is Gamut’s sentence in the person’s language where there are none', () => {
    const wordless = failureOf(500, '');
    expect(failureMessage(wordless, 'en')).toBe('HTTP 500 without a word.');
    expect(failureMessage(wordless, 'ko')).toBe('서버가 설명 없이 HTTP 500 오류를 보냈습니다.');
    const own = toFailure('timeout', { en: 'late', ko: '늦음' });
    expect([own.message, failureMessage(own, 'ko')]).toEqual(['late', '늦음']);
  });

  test('of a web page is its title or its words, never a script, and never a key', () => {
    const page = failureOf(
      502,
      '<html><body><h1>Bad gateway</h1><script>alert(1)</script>sk-1</body></html>',
    );
    expect(failureMessage(page, 'ko')).toBe('서버가 웹 페이지를 보냈습니다: Bad gateway *');
    expect(toPageWords('<!doctype html><title>Oops</title><p>x')).toBe('Oops');
    expect(toPageWords('<html><style>p{}</style><script>never closed')).toBe('');
    expect(toPageWords(`<html>${'<'.repeat(100_000)}a</p>`)?.length).toBeLessThanOrEqual(200);
    expect(toPageWords('<h1>boom</h1>')).toBe('boom');
    expect(toPageWords('no page')).toBeNull();
  });
});
