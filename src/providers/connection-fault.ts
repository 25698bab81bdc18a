import type { Text } from '../core/text.ts';

const RESET = '연결이 끊겼습니다';
const TIMED_OUT = '연결 시간이 초과되었습니다';
const NO_TLS = '보안 연결(TLS)을 맺지 못했습니다';

/** What Node and its HTTP client say of a connection by code, and what that is. */
const BY_CODE: Record<string, string> = {
  ECONNREFUSED: '연결이 거부되었습니다',
  ECONNRESET: RESET,
  EPIPE: '연결이 끊겼습니다',
  ECONNABORTED: '연결이 끊겼습니다',
  UND_ERR_SOCKET: '연결이 끊겼습니다',
  ENOTFOUND: '서버 주소를 찾을 수 없습니다',
  EAI_AGAIN: '서버 주소를 찾지 못했습니다. 네트워크를 확인하세요',
  EHOSTUNREACH: '서버에 닿을 수 없습니다',
  ENETUNREACH: '네트워크에 연결되어 있지 않습니다',
  ENETDOWN: '네트워크에 연결되어 있지 않습니다',
  EADDRNOTAVAIL: '네트워크에 연결되어 있지 않습니다',
  ETIMEDOUT: TIMED_OUT,
  UND_ERR_CONNECT_TIMEOUT: '연결 시간이 초과되었습니다',
  UND_ERR_HEADERS_TIMEOUT: '응답 시간이 초과되었습니다',
  UND_ERR_BODY_TIMEOUT: '응답 시간이 초과되었습니다',
  CERT_HAS_EXPIRED: '서버의 인증서가 만료되었습니다',
  CERT_NOT_YET_VALID: '서버의 인증서가 아직 유효하지 않습니다. 컴퓨터의 시계를 확인하세요',
  DEPTH_ZERO_SELF_SIGNED_CERT: '서버의 인증서를 믿을 수 없습니다',
  SELF_SIGNED_CERT_IN_CHAIN: '서버의 인증서를 믿을 수 없습니다',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '서버의 인증서를 믿을 수 없습니다',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '서버의 인증서를 믿을 수 없습니다',
  ERR_TLS_CERT_ALTNAME_INVALID: '서버의 인증서가 다른 주소의 것입니다',
  EPROTO: NO_TLS,
};

/** Plain English of Node and its HTTP client that says no more than the Korean before it, or what of it is more. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/^other side closed\.?$/i, '서버가 연결을 닫음'],
  [/^socket hang up\.?$/i, '서버가 답을 마치지 않고 연결을 닫음'],
  [/^(terminated|aborted|premature close|socket closed|connection closed|connection error)\.?$/i, ''],
  [/^the socket connection was closed unexpectedly\.?$/i, ''],
  [/^client network socket disconnected before secure tls connection was established$/i, '보안 연결(TLS) 전'],
  [/^(connect|headers|body) timeout error$/i, ''],
  [/^request timed? ?out\.?$/i, ''],
  [/^certificate has expired$/i, ''],
  [/^certificate is not yet valid$/i, ''],
  [/^self[- ]signed certificate$/i, '자체 서명한 인증서'],
  [/^self[- ]signed certificate in certificate chain$/i, '인증서 체인에 자체 서명한 인증서가 있음'],
  [/^unable to verify the first certificate$/i, '발급자를 확인할 수 없음'],
  [/^unable to get (local )?issuer certificate$/i, '발급자의 인증서가 없음'],
  [/^(fetch failed|failed to fetch|network ?error)$/i, ''],
];

/** What the machine said, for a Korean sentence: known English in Korean; of a system call's error its code and its address;
 * anything else as it is. Empty where it says nothing more. */
function toDetail(words: string): string {
  const said = words.trim();
  for (const [pattern, ko] of PLAIN) if (pattern.test(said)) return ko;
  return said.replace(/^(?:connect|read|write|getaddrinfo|send|open) (?=E[A-Z]{3,})/, '');
}

/** A Korean clause of a connection, with what the machine said behind it where that says more. */
export function withDetail(clause: string, words: string): string {
  const detail = toDetail(words);
  return detail === '' ? `${clause}.` : `${clause}(${detail}).`;
}

/** What went wrong with a connection: the machine's own words, and in Korean what they say. */
export function toConnectionFault(code: string, words: string): Text {
  const known =
    BY_CODE[code] ??
    (/^HPE_|HTTPParserError|Response does not match/i.test(`${code} ${words}`)
      ? 'HTTP가 아닌 응답이 왔습니다'
      : code.startsWith('ERR_SSL_')
        ? NO_TLS
        : /other side closed|socket hang up|terminated/i.test(words)
          ? RESET
          : /timed? ?out/i.test(words)
            ? TIMED_OUT
            : '연결하지 못했습니다');
  return { en: words, ko: withDetail(known, words) };
}
