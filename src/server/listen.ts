import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { WorkbenchError } from '../workbench/workbench-error.ts';

/** A server that listens. */
export interface Listening {
  port: number;
  close(): Promise<void>;
}

function toRefusal(error: NodeJS.ErrnoException, port: number, host: string): unknown {
  const hint = {
    en: `Take another one: \`PORT=${port + 1} npm start\` or \`gamut serve --port ${port + 1}\`.`,
    ko: `다른 포트를 쓰세요: \`PORT=${port + 1} npm start\` 또는 \`gamut serve --port ${port + 1}\`.`,
  };
  if (error.code === 'EADDRINUSE') {
    return new WorkbenchError(
      'cannot-serve',
      {
        en: `Port ${port} is taken, perhaps by a Gamut that is already running (http://127.0.0.1:${port}).`,
        ko: `포트 ${port}번은 이미 사용 중입니다. Gamut이 이미 실행 중일 수 있습니다(http://127.0.0.1:${port}).`,
      },
      hint,
      error,
    );
  }
  if (error.code === 'EACCES') {
    return new WorkbenchError(
      'cannot-serve',
      {
        en: `Port ${port} may not be used on this machine.`,
        ko: `이 컴퓨터에서는 포트 ${port}번을 쓸 수 없습니다.`,
      },
      hint,
      error,
    );
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new WorkbenchError(
      'cannot-serve',
      {
        en: `This machine has no address ${host} to listen on.`,
        ko: `이 컴퓨터에는 ${host} 주소가 없습니다.`,
      },
      {
        en: 'Take 127.0.0.1 (this machine alone) or 0.0.0.0 (all of its addresses).',
        ko: '127.0.0.1(이 컴퓨터만) 또는 0.0.0.0(모든 주소)을 쓰세요.',
      },
      error,
    );
  }
  return error;
}

/** Listens on one address, and nowhere else. `port` 0 takes any free one. Throws a WorkbenchError where it cannot. */
export async function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve(
    // The SDKs in this process use the global Request and Response as they are.
    { fetch, hostname: host, port, overrideGlobalObjects: false },
    resolve,
  ) as Server;
  server.once('error', (error) => reject(toRefusal(error, port, host)));
  const address = await promise;
  return {
    port: address.port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
