import type { Text } from '../core/text.ts';

/** What Node and its HTTP client say of a connection by code, and what that is. */
const BY_CODE: Record<string, string> = {
  ECONNREFUSED: '연결이 거부되었습니다',
  ECONNRESET: '연결이 끊겼습니다',
  EPIPE: '연결이 끊겼습니다',
  ECONNABORTED: '연결이 끊겼습니다',
  UND_ERR_SOCKET: '연결이 끊겼습니다',
  ENOTFOUND: '서버 주소를 찾을 수 없습니다',
  EAI_AGAIN: '서버 주소를 찾지 못했습니다. 네트워크를 확인하세요',
  EHOSTUNREACH: '서버에 닿을 수 없습니다',
  ENETUNREACH: '네트워크에 연결되어 있지 않습니다',
  ENETDOWN: '네트워크에 연결되어 있지 않습니다',
  EADDRNOTAVAIL: '네트워크에 연결되어 있지 않습니다',
  ETIMEDOUT: '연결 시간이 초과되었습니다',
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
  EPROTO: '보안 연결(TLS)을 맺지 못했습니다',
};

/** What went wrong with a connection: the machine's own words, and in Korean what they say, with them behind it. */
export function toConnectionFault(code: string, words: string): Text {
  const known =
    BY_CODE[code] ??
    (/^HPE_|HTTPParserError|Response does not match/i.test(`${code} ${words}`)
      ? 'HTTP가 아닌 응답이 왔습니다'
      : code.startsWith('ERR_SSL_')
        ? BY_CODE['EPROTO']
        : /other side closed|socket hang up|terminated/i.test(words)
          ? BY_CODE['ECONNRESET']
          : /timed? ?out/i.test(words)
            ? BY_CODE['ETIMEDOUT']
            : '연결하지 못했습니다');
  return { en: words, ko: `${known}(${words}).` };
}
