import { expect, test } from 'vitest';
import { toConnectionFault, withDetail } from '../../src/providers/connection-fault.ts';
import { fromConnection } from '../../src/providers/to-failure.ts';

const CONTEXT = {
  baseUrl: 'http://127.0.0.1:1/v1',
  keyEnv: null,
  redact: (text: string) => text.replace('s3cret', '•••'),
};

function thrown(code: string, message: string): unknown {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

test.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', '연결이 거부되었습니다(ECONNREFUSED 127.0.0.1:1).'],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND nope', '서버 주소를 찾을 수 없습니다(ENOTFOUND nope).'],
  ['UND_ERR_SOCKET', 'other side closed', '연결이 끊겼습니다(서버가 연결을 닫음).'],
  ['', 'terminated', '연결이 끊겼습니다.'],
  ['ECONNRESET', 'read ECONNRESET', '연결이 끊겼습니다(ECONNRESET).'],
  ['ECONNRESET', 'socket hang up', '연결이 끊겼습니다(서버가 답을 마치지 않고 연결을 닫음).'],
  ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error', '연결 시간이 초과되었습니다.'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'self-signed certificate',
    '서버의 인증서를 믿을 수 없습니다(자체 서명한 인증서).',
  ],
  ['CERT_HAS_EXPIRED', 'certificate has expired', '서버의 인증서가 만료되었습니다.'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version', '보안 연결(TLS)을 맺지 못했습니다(wrong version).'],
  ['HPE_INVALID_CONSTANT', 'Expected HTTP/', 'HTTP가 아닌 응답이 왔습니다(Expected HTTP/).'],
  ['EWHATEVER', 'something odd', '연결하지 못했습니다(something odd).'],
])('a connection that fails with %s says so in Korean, with the machine’s words', (code, words, ko) => {
  expect(toConnectionFault(code, words)).toEqual({ en: words, ko });
  const failure = fromConnection(thrown(code, words), CONTEXT);
  expect(failure.message).toBe(words);
  expect(failure.text?.ko).toBe(ko);
});

test('a key in the machine’s words is in neither language', () => {
  const failure = fromConnection(thrown('ENOTFOUND', 'getaddrinfo ENOTFOUND s3cret.example'), CONTEXT);
  expect(failure.message).not.toContain('s3cret');
  expect(failure.text?.ko).toContain('•••.example');
});

test.each([
  ['other side closed', '답변이 오는 도중에 연결이 끊겼습니다(서버가 연결을 닫음).'],
  ['terminated', '답변이 오는 도중에 연결이 끊겼습니다.'],
  ['something odd', '답변이 오는 도중에 연결이 끊겼습니다(something odd).'],
])('English of the client is in no Korean sentence where it is known: %s', (words, ko) => {
  expect(withDetail('답변이 오는 도중에 연결이 끊겼습니다', words)).toBe(ko);
});
