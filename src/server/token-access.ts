import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { WorkbenchError } from '../workbench/workbench-error.ts';
import { ApiFault } from './api-fault.ts';

/** The variable that holds the token. */
const TOKEN_ENV = 'GAMUT_TOKEN';

const COOKIE = 'gamut_access';
const COOKIE_S = 30 * 24 * 60 * 60;
/** Shorter ones can be guessed by who may try often. */
const SHORTEST_TOKEN = 16;

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);

/** Whether an address to listen on is reached from this machine alone. */
function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/**
 * The token that requests must bring: null where only this machine can make them. Throws a WorkbenchError where others
 * could, and there is no token, or one that is easily guessed.
 */
export function toRequiredToken(host: string, token: string | undefined): string | null {
  if (isLoopbackHost(host)) return null;
  const given = token?.trim() ?? '';
  if (given.length >= SHORTEST_TOKEN) return given;
  const [en, ko] =
    given === ''
      ? [
          `Others could reach ${host}, and spend your keys: set ${TOKEN_ENV} to a long random text first.`,
          `${host} 주소는 다른 컴퓨터에서도 접속해 키를 쓸 수 있습니다. 먼저 ${TOKEN_ENV}에 길고 무작위인 값을 설정하세요.`,
        ]
      : [
          `${TOKEN_ENV} is too short: it needs ${SHORTEST_TOKEN} characters or more.`,
          `${TOKEN_ENV} 값이 너무 짧습니다. ${SHORTEST_TOKEN}자 이상이어야 합니다.`,
        ];
  const command = `${TOKEN_ENV}=$(openssl rand -hex 24) gamut serve --host ${host}`;
  throw new WorkbenchError(
    'cannot-serve',
    { en, ko },
    { en: `For instance: ${command}`, ko: `예: ${command}` },
  );
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares in a time that does not tell how much of it is right. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(toDigest(a), toDigest(b));
}

/**
 * Lets in only who has the token: as `Authorization: Bearer`, or by the cookie that opening `/?token=…` sets, which holds
 * a hash of it. All else is 401.
 */
export function tokenAccess(token: string): MiddlewareHandler {
  const pass = createHash('sha256').update(`gamut page:${token}`).digest('hex');
  return async (c, next) => {
    const bearer = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined && isSame(bearer, token)) return next();
    const brought = c.req.method === 'GET' && c.req.path === '/' ? c.req.query('token') : undefined;
    if (brought !== undefined && isSame(brought, token)) {
      setCookie(c, COOKIE, pass, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: COOKIE_S });
      // The address bar, and the history, keep no token.
      return c.redirect('/', 303);
    }
    const cookie = getCookie(c, COOKIE);
    if (cookie !== undefined && isSame(cookie, pass)) return next();
    throw new ApiFault(
      401,
      'unauthorized',
      {
        en: brought === undefined ? 'This Gamut asks for a token.' : 'That is not the token of this Gamut.',
        ko:
          brought === undefined ? '이 Gamut은 토큰이 있어야 쓸 수 있습니다.' : '이 Gamut의 토큰이 아닙니다.',
      },
      {
        hint: {
          en: `Open /?token=… with the value of ${TOKEN_ENV}, or send it as “Authorization: Bearer …”.`,
          ko: `${TOKEN_ENV} 값을 넣어 /?token=… 주소로 열거나 “Authorization: Bearer …” 헤더로 보내세요.`,
        },
      },
    );
  };
}
