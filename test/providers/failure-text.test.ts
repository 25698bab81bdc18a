import { describe, expect, test } from 'vitest';
import { failureMessage, toFailure } from '../../src/core/failure.ts';
import { toPageWords, withoutPage } from '../../src/providers/page-words.ts';
import { fromEvent, fromResponse } from '../../src/providers/to-failure.ts';

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

  test('of a web page within JSON is that page’s words too, and what stood before it', () => {
    const html =
      '<html>\\r\\n<head><title>502 Bad Gateway sk-1</title></head><body><h1>nginx</h1></body></html>';
    const told = '서버가 웹 페이지를 보냈습니다: 502 Bad Gateway *';
    for (const body of [`{"error":{"message":"${html}"}}`, `{"error":"${html}"}`, `{"detail":"${html}"}`])
      expect(failureMessage(failureOf(502, body), 'ko')).toBe(told);
    const passedOn = `{"error":{"message":"Provider returned error","metadata":{"raw":"${html}"}}}`;
    const router = failureOf(502, passedOn);
    expect(failureMessage(router, 'ko')).toBe('Provider returned error: 502 Bad Gateway *');
    const event = fromEvent({ error: { message: '<html><body>Gone</body></html>' } }, new Headers(), CONTEXT);
    expect(event.message).toBe('The server sent a web page: Gone');
    const bare = failureOf(502, '{"error":{"message":"<html></html>"}}');
    expect(bare.message).toBe('The server sent a web page without words.');
    // Words with signs of their own are no page.
    for (const words of [
      'x < 2 and y > 3; use <body_text> or List<html5>',
      'Put it in <body> tags',
      '<p> is no key',
    ])
      expect(failureOf(400, JSON.stringify({ error: { message: words } })).message).toBe(words);
  });

  test('of a page of megabytes is found at once, whatever it repeats', () => {
    // In the square of its length it would take minutes.
    for (const part of ['<title', '<', '<script', '<script></script ', '<html', '<body ', ' ', '<title>']) {
      const page = `<html>${part.repeat(3_000_000 / part.length)}`;
      expect(toPageWords(page)?.length).toBeLessThanOrEqual(200);
      expect(withoutPage(page)).toBeDefined();
      expect(withoutPage(`said: ${page}`)).toBeDefined();
    }
  });
});
