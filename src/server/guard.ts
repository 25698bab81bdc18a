import type { MiddlewareHandler } from 'hono';
import { ApiFault } from './api-fault.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a Host header names this machine by a loopback name, and this server's port. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  const parts = /^(.*?)(?::(\d+))?$/.exec(host?.toLowerCase() ?? '');
  return LOOPBACK.has(parts?.[1] ?? '') && Number(parts?.[2] ?? 80) === port;
}

function isNavigation(method: string, path: string, header: (name: string) => string | undefined): boolean {
  return (
    method === 'GET' &&
    header('sec-fetch-mode') === 'navigate' &&
    header('sec-fetch-dest') === 'document' &&
    !/^\/(api|sandbox)\//.test(path)
  );
}

/** Whether a Host header is a host and perhaps a port, and nothing else. */
function isHost(host: string | undefined): boolean {
  return /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host ?? '');
}

/**
 * Lets in only what this machine's own page or programs ask. A Host of another name is a rebound DNS name; another
 * Origin, or a fetch that the browser marks as from elsewhere, is another site's page (other ports of localhost are other
 * sites too). Following a link to the page is allowed. There is no CORS at all. Refusals are 403. With `isOpen` the server
 * is reached by names that it does not know (and asks for a token): any Host will do then, but the rest still holds.
 */
export function guard(port: () => number, { isOpen = false } = {}): MiddlewareHandler {
  return async (c, next) => {
    const header = (name: string) => c.req.header(name);
    const host = header('host');
    if (isOpen ? !isHost(host) : !isOwnHost(host, port())) {
      throw new ApiFault(
        403,
        'forbidden_host',
        {
          en: `Gamut does not answer to the name ${host ?? '(none)'}.`,
          ko: `Gamut은 ${host ?? '(없음)'} 주소로 온 요청에 응답하지 않습니다.`,
        },
        {
          hint: {
            en: `Open http://127.0.0.1:${port()} instead.`,
            ko: `http://127.0.0.1:${port()} 주소로 여세요.`,
          },
        },
      );
    }
    const origin = header('origin');
    const own = [`http://${host?.toLowerCase()}`];
    // A proxy before it may speak https.
    if (isOpen) own.push(`https://${host?.toLowerCase()}`);
    const site = header('sec-fetch-site') ?? 'none';
    const isForeign = site !== 'none' && site !== 'same-origin';
    if (
      (origin !== undefined && !own.includes(origin.toLowerCase())) ||
      (isForeign && !isNavigation(c.req.method, c.req.path, header))
    ) {
      throw new ApiFault(403, 'forbidden_origin', {
        en: 'Another site asked for this. Only Gamut’s own page may.',
        ko: '다른 사이트에서 온 요청입니다. Gamut 화면에서만 요청할 수 있습니다.',
      });
    }
    await next();
  };
}
