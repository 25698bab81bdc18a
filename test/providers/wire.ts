import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A recorded exchange of fixtures/wire. */
export interface WireReply {
  status: number;
  headers: [string, string][];
  body: Uint8Array<ArrayBuffer>;
}

const ROOT = join(import.meta.dirname, '../../fixtures/wire');

/** Reads a recording: `#` and `>` lines and the request's body, then the raw reply from `HTTP/1.1` on. */
export function loadWire(path: string): WireReply {
  const bytes = readFileSync(join(ROOT, path));
  const start = bytes.indexOf('HTTP/1.1 ');
  // Some were seen by a script, and have no head.
  if (start === -1) {
    const status = /\(seen with fetch, status (\d+)\)/.exec(bytes.toString())?.[1] ?? '200';
    return toReply(
      Number(status),
      [['content-type', 'application/json']],
      bytes.subarray(bytes.indexOf('{"')),
    );
  }
  const raw = bytes.subarray(start);
  const gap = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  if (gap === null) throw new Error(`${path} has no body`);
  const [first = '', ...lines] = raw.toString('latin1', 0, gap.index).split(/\r?\n/);
  const headers = lines
    .map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1).trim(),
    ])
    // These told of the connection that it came by.
    .filter(([name]) => !/^(content-length|transfer-encoding|keep-alive|connection)$/i.test(name));
  return toReply(Number(first.split(' ')[1]), headers, raw.subarray(gap.index + gap[0].length));
}

/** A reply of one's own. */
export function toReply(status: number, headers: [string, string][], body: string | Uint8Array): WireReply {
  return { status, headers, body: new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body) };
}

/** A reply with a JSON body. */
export function jsonReply(status: number, body: unknown, headers: [string, string][] = []): WireReply {
  return toReply(status, [['content-type', 'application/json'], ...headers], JSON.stringify(body));
}

/** A reply with an event stream. */
export function streamReply(body: string): WireReply {
  return toReply(200, [['content-type', 'text/event-stream']], body);
}
