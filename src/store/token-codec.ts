import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { layOutTokens, readLayout, type PackedTokens, type TokenLayout } from '../core/token-layout.ts';
import type { TokenLogprob } from '../core/trial.ts';

/** Number of the form that {@link encodeTokens} writes; kept beside the blob, so that a later form can be told apart. */
export const TOKEN_CODEC = 1;

const utf8 = new TextEncoder();
const utf8Text = new TextDecoder();

function toIeee(logprobs: readonly number[], width: 4 | 8): Buffer {
  const bytes = Buffer.alloc(width * logprobs.length);
  for (const [index, logprob] of logprobs.entries()) {
    if (width === 4) bytes.writeFloatLE(logprob, width * index);
    else bytes.writeDoubleLE(logprob, width * index);
  }
  return bytes;
}

/**
 * A token list as a small blob: texts and odd bytes as JSON, log probabilities as IEEE numbers, both zstd-compressed.
 * Exact: {@link decodeTokens} gives an equal list. About 4-7 kB for 100 tokens with 5 alternatives each, in 0.2 ms
 * (plain JSON: 45 kB; deflate at the same size takes three times as long).
 */
export function encodeTokens(tokens: readonly TokenLogprob[]): Uint8Array {
  const { layout, logprobs } = layOutTokens(tokens);
  const text = utf8.encode(JSON.stringify(layout));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const packed = Buffer.concat([length, text, toIeee(logprobs, layout.w)]);
  return zstdCompressSync(packed, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function openBlob(codec: number, blob: Uint8Array): { layout: TokenLayout; logprobs: Buffer } {
  if (codec !== TOKEN_CODEC) throw new Error(`unknown form ${codec} of a token list`);
  const packed = zstdDecompressSync(blob);
  const start = 4 + packed.readUInt32LE(0);
  const layout = JSON.parse(utf8Text.decode(packed.subarray(4, start))) as TokenLayout;
  return { layout, logprobs: packed.subarray(start) };
}

/** The list that {@link encodeTokens} packed. Throws where the blob is damaged or of an unknown form. */
export function decodeTokens(codec: number, blob: Uint8Array): TokenLogprob[] {
  const { layout, logprobs } = openBlob(codec, blob);
  return readLayout(layout, new DataView(logprobs.buffer, logprobs.byteOffset, logprobs.byteLength));
}

/** The same list as it is sent to the page, without making it. Throws as {@link decodeTokens} does. */
export function repackTokens(codec: number, blob: Uint8Array): PackedTokens {
  const { layout, logprobs } = openBlob(codec, blob);
  return { ...layout, l: logprobs.toString('base64') };
}

/** A token list as it is sent to the page; `unpackTokens` gives an equal list. */
export function packTokens(tokens: readonly TokenLogprob[]): PackedTokens {
  const { layout, logprobs } = layOutTokens(tokens);
  return { ...layout, l: toIeee(logprobs, layout.w).toString('base64') };
}
