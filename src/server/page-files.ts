import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { getMimeType } from 'hono/utils/mime';

/** Names in the built page's folder: no dot files, nothing above it. */
const FILE_PATH = /^(?:\/[\w-][\w.-]*)+$/;

async function readIfThere(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (/^(ENOENT|EISDIR|ENOTDIR|ENAMETOOLONG|ELOOP)$/.test(code)) return null;
    throw error;
  }
}

/** Serves the built page: hashed assets may be kept for ever, everything else is asked for anew. */
export function pageFiles(dist: string): MiddlewareHandler {
  return async (c, next) => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const body = FILE_PATH.test(path) ? await readIfThere(join(dist, path)) : null;
    if (!body) return next();
    return c.body(body, 200, {
      'Content-Type': getMimeType(path) ?? 'application/octet-stream',
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };
}
