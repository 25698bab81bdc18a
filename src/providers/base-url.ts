import type { ProviderKind } from '../core/capability.ts';
import type { Text } from '../core/text.ts';

/** A base URL that can be used, or why one cannot. The problem never repeats what was written: it may hold a password. */
export type BaseUrl = { url: string; problem: null } | { url: null; problem: Text };

const refuse = (en: string, ko: string): BaseUrl => ({ url: null, problem: { en, ko } });

/** A base URL as written by a person, as the SDK of a protocol takes it: no slash at the end, and for Anthropic no `/v1`. */
export function toBaseUrl(written: string, kind: ProviderKind): BaseUrl {
  const url = URL.parse(written.trim());
  if (url === null || !/^https?:\/\//i.test(written.trim())) {
    return refuse(
      'base_url must be an address that starts with http:// or https://.',
      'base_url은 http:// 또는 https://로 시작하는 주소여야 합니다.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'base_url must not hold a user name or password; name the variable that holds the key in api_key_env.',
      'base_url에는 사용자 이름이나 비밀번호를 쓸 수 없습니다. 키가 든 환경 변수 이름을 api_key_env에 쓰세요.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    return refuse(
      'base_url must not hold a query (?...) or fragment (#...).',
      'base_url에는 쿼리(?...)나 조각(#...)을 쓸 수 없습니다.',
    );
  }
  let path = url.pathname.replace(/\/+$/, '');
  // The full address of the endpoint is what many a manual shows.
  path = path.replace(kind === 'openai' ? /\/chat\/completions$/ : /(\/v1)?(\/messages)?$/, '');
  return { url: url.origin + path, problem: null };
}

/** Where `OLLAMA_HOST` points to, read as Ollama reads it: scheme, port and host may be absent. */
export function toOllamaBaseUrl(host: string): string {
  const written = host.trim().replace(/\/+$/, '');
  const scheme = /^https?:\/\//i.exec(written)?.[0].toLowerCase() ?? null;
  const rest = scheme === null ? written : written.slice(scheme.length);
  const [authority = '', ...path] = rest.split('/');
  const port = /:(\d+)$/.exec(authority)?.[1] ?? null;
  const name = authority.replace(/:\d*$/, '');
  // A server that listens on every address is reached on this machine's own.
  const reachable = name === '' || name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name;
  const usual = scheme === 'https://' ? '443' : scheme === 'http://' ? '80' : '11434';
  return `${scheme ?? 'http://'}${reachable}:${port ?? usual}${['', ...path].join('/')}/v1`;
}

/** Whether an address is of this machine or the local network. */
export function isLocal(baseUrl: string): boolean {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  return (
    /^(localhost|.*\.localhost|.*\.local|host\.docker\.internal|\[::1\])$/.test(host) ||
    /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^0\.0\.0\.0$/.test(host)
  );
}

/** Whether a key sent to an address could be read on its way. */
export function isUnencrypted(baseUrl: string): boolean {
  return baseUrl.startsWith('http:') && !isLocal(baseUrl);
}
