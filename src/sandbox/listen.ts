import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { SandboxPool, type SandboxPoolOptions } from './pool.ts';
import { createSandboxRoutes } from './routes.ts';

/** A running sandbox: where the vendors' SDKs find it. */
export interface RunningSandbox {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** Base URL for the openai SDK. */
  openaiUrl: string;
  /** Base URL for the Anthropic SDK, which adds `/v1` itself. */
  anthropicUrl: string;
  pool: SandboxPool;
  close(): Promise<void>;
}

/** Serves the demo model alone, on the loopback interface. `port` 0 takes any free one. Rejects where it is taken. */
export async function startSandbox({
  port = 0,
  ...poolOptions
}: { port?: number } & SandboxPoolOptions = {}): Promise<RunningSandbox> {
  const pool = new SandboxPool(poolOptions);
  const app = new Hono().route('/sandbox', createSandboxRoutes(pool));
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: AddressInfo }>(
    (resolve, reject) => {
      // The SDKs in this process use the global Request and Response as they are.
      const options = { fetch: app.fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false };
      const server = serve(options, (address) => resolve({ server, address }));
      server.once('error', reject);
    },
  );
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    openaiUrl: `${origin}/sandbox/openai/v1`,
    anthropicUrl: `${origin}/sandbox/anthropic`,
    pool,
    close: async () => {
      await pool.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}
