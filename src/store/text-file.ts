import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { FolderError } from './folder-error.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text file as it was read: the whole text (a byte order mark included), and the SHA-256 of its bytes, in hex. */
export interface TextFile {
  text: string;
  version: string;
  bytes: number;
}

/** The version of a text: the SHA-256 of its UTF-8 bytes, in hex. */
export function versionOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Throws the FolderError of a file that is larger than it may be. */
export function refuseSize(name: string, bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new FolderError('too_large', name, { detail: `${toMegabytes(bytes)} > ${toMegabytes(limit)}` });
}

/** Reads a text file, exactly. `name` is for the errors: `not_found`, `too_large` (over `limit` bytes), `not_text`. */
export async function readTextFile(file: string, name: string, limit: number): Promise<TextFile> {
  // Before it is opened: opening a pipe would wait for whoever writes to it.
  const found = await stat(file);
  if (!found.isFile()) throw new FolderError('not_found', name);
  refuseSize(name, found.size, limit);
  const handle = await open(file, 'r');
  try {
    const bytes = await handle.readFile();
    refuseSize(name, bytes.length, limit);
    return { text: toText(bytes, name), version: versionOf(bytes), bytes: bytes.length };
  } finally {
    await handle.close();
  }
}

function toText(bytes: Uint8Array, name: string): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new FolderError('not_text', name, { cause });
  }
}

/** A text as it is written to a file. Throws a FolderError where it cannot be, or is too large. */
export function toBytes(name: string, text: string, limit: number): Uint8Array {
  // Half a surrogate pair has no UTF-8: it would come back as another character.
  if (!text.isWellFormed()) throw new FolderError('not_text', name);
  const bytes = Buffer.from(text);
  refuseSize(name, bytes.length, limit);
  return bytes;
}
