import { expect, test } from 'vitest';
import { isLocal, isUnencrypted, toBaseUrl, toOllamaBaseUrl } from '../../src/providers/base-url.ts';

test.each([
  ['openai', 'https://api.example.com/v1/', 'https://api.example.com/v1'],
  ['openai', ' http://127.0.0.1:8000/v1 ', 'http://127.0.0.1:8000/v1'],
  ['openai', 'https://api.example.com/v1/chat/completions', 'https://api.example.com/v1'],
  ['openai', 'https://한글.kr/v1', 'https://xn--bj0bj06e.kr/v1'],
  ['anthropic', 'https://api.anthropic.com/v1', 'https://api.anthropic.com'],
  ['anthropic', 'https://proxy.example/a/v1/messages', 'https://proxy.example/a'],
  ['anthropic', 'https://proxy.example/a', 'https://proxy.example/a'],
] as const)('%s: %s is %s', (kind, written, url) => {
  expect(toBaseUrl(written, kind)).toEqual({ url, problem: null });
});

test.each([
  'api.example.com',
  'ftp://example.com',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://',
  '',
  'https://user:s3cret@example.com/v1',
  'https://s3cret@example.com/v1',
  'https://example.com/v1?key=s3cret',
  'https://example.com/v1#s3cret',
])('refuses %j, and does not repeat it', (written) => {
  const { url, problem } = toBaseUrl(written, 'openai');
  expect(url).toBeNull();
  expect(problem?.en).toContain('base_url');
  expect(`${problem?.en}${problem?.ko}`).not.toContain('s3cret');
});

test.each([
  ['', 'http://127.0.0.1:11434/v1'],
  ['0.0.0.0', 'http://127.0.0.1:11434/v1'],
  ['0.0.0.0:8080', 'http://127.0.0.1:8080/v1'],
  [':1234', 'http://127.0.0.1:1234/v1'],
  ['gpu.lan', 'http://gpu.lan:11434/v1'],
  ['http://gpu.lan', 'http://gpu.lan:80/v1'],
  ['https://gpu.lan/ollama/', 'https://gpu.lan:443/ollama/v1'],
  ['[::1]:5', 'http://[::1]:5/v1'],
])('OLLAMA_HOST=%s is %s', (host, url) => {
  expect(toOllamaBaseUrl(host)).toBe(url);
});

test('knows what is local, and what would send a key in the open', () => {
  for (const url of [
    'http://localhost:1',
    'http://127.0.0.1/v1',
    'http://[::1]:2',
    'http://192.168.0.3',
    'http://a.local',
  ])
    expect(isLocal(url)).toBe(true);
  for (const url of ['https://api.openai.com', 'http://172.32.0.1', 'http://localhost.evil.com', ''])
    expect(isLocal(url)).toBe(false);
  expect(isUnencrypted('http://api.example.com')).toBe(true);
  expect(isUnencrypted('https://api.example.com')).toBe(false);
  expect(isUnencrypted('http://192.168.0.3')).toBe(false);
});
