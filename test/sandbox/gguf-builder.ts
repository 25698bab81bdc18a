import { type GgufValue } from '../../src/sandbox/gguf.ts';

/** A tensor to be written: its values in the given encoding. */
export interface TensorToWrite {
  name: string;
  shape: number[];
  type: 'F32' | 'F16' | 'Q8_0';
  data: Uint8Array;
}

const TYPE_CODES = { F32: 0, F16: 1, Q8_0: 8 } as const;

/** A GGUF file (version 3) with any metadata and tensors. Numbers are written as F64, which the reader takes too. */
export function buildGguf(metadata: Record<string, GgufValue>, tensors: TensorToWrite[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const put = (part: Uint8Array) => {
    parts.push(part);
    size += part.length;
  };
  const number = (bytes: number, set: (view: DataView) => void) => {
    const buffer = new Uint8Array(bytes);
    set(new DataView(buffer.buffer));
    put(buffer);
  };
  const u32 = (value: number) => number(4, (view) => view.setUint32(0, value, true));
  const u64 = (value: number) => number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value);
    u64(bytes.length);
    put(bytes);
  };
  const typeOf = (value: GgufValue) =>
    typeof value === 'string' ? 8 : typeof value === 'boolean' ? 7 : Array.isArray(value) ? 9 : 12;
  const write = (value: GgufValue): void => {
    if (typeof value === 'string') text(value);
    else if (typeof value === 'boolean') put(Uint8Array.of(Number(value)));
    else if (typeof value === 'number') number(8, (view) => view.setFloat64(0, value, true));
    else {
      u32(typeOf(value[0] ?? 0));
      u64(value.length);
      value.forEach(write);
    }
  };

  put(new TextEncoder().encode('GGUF'));
  u32(3);
  u64(tensors.length);
  u64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    text(key);
    u32(typeOf(value));
    write(value);
  }
  let offset = 0;
  for (const { name, shape, type, data } of tensors) {
    text(name);
    u32(shape.length);
    shape.forEach(u64);
    u32(TYPE_CODES[type]);
    u64(offset);
    offset += Math.ceil(data.length / 32) * 32;
  }
  const align = () => put(new Uint8Array((32 - (size % 32)) % 32));
  align();
  for (const { data } of tensors) {
    put(data);
    align();
  }
  const file = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** A llama unlike the shipped one in every number: 2 layers, 12 wide, 3 heads over 1 key/value head, an odd vocabulary,
 * separate output, F32. Its weights are noise, so it says nothing; only its arithmetic is of interest. */
export function buildNoiseLlama(): Uint8Array {
  const tokens = ['<|end|>', '<|system|>', '<|user|>', '<|assistant|>', ...byteSymbols(), 'ab'];
  const [width, hidden, layers, heads, kvHeads, headSize] = [12, 20, 2, 3, 1, 4];
  let state = 1;
  const noise = (length: number) =>
    Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state / 2 ** 32;
    });
  const tensor = (name: string, ...shape: number[]): TensorToWrite => ({
    name: `${name}.weight`,
    shape,
    type: 'F32',
    data: new Uint8Array(noise(shape.reduce((a, b) => a * b, 1)).buffer),
  });
  const blocks = Array.from({ length: layers }, (_, layer) => [
    tensor(`blk.${layer}.attn_norm`, width),
    tensor(`blk.${layer}.attn_q`, width, heads * headSize),
    tensor(`blk.${layer}.attn_k`, width, kvHeads * headSize),
    tensor(`blk.${layer}.attn_v`, width, kvHeads * headSize),
    tensor(`blk.${layer}.attn_output`, heads * headSize, width),
    tensor(`blk.${layer}.ffn_norm`, width),
    tensor(`blk.${layer}.ffn_gate`, width, hidden),
    tensor(`blk.${layer}.ffn_up`, width, hidden),
    tensor(`blk.${layer}.ffn_down`, hidden, width),
  ]).flat();
  return buildGguf(
    {
      'general.architecture': 'llama',
      'llama.context_length': 40,
      'llama.embedding_length': width,
      'llama.block_count': layers,
      'llama.feed_forward_length': hidden,
      'llama.attention.head_count': heads,
      'llama.attention.head_count_kv': kvHeads,
      'llama.attention.layer_norm_rms_epsilon': 1e-6,
      'llama.rope.freq_base': 5000,
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'gpt-2',
      'tokenizer.ggml.tokens': tokens,
      'tokenizer.ggml.token_type': tokens.map((_, id) => (id < 4 ? 3 : 1)),
      'tokenizer.ggml.merges': ['a b'],
      'tokenizer.ggml.eos_token_id': 0,
    },
    [
      tensor('token_embd', width, tokens.length),
      tensor('output_norm', width),
      tensor('output', width, tokens.length),
      ...blocks,
    ],
  );
}

function byteSymbols(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint((byte > 32 && byte < 127) || (byte > 160 && byte !== 173) ? byte : next++),
  );
}
