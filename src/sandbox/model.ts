import { createHash } from 'node:crypto';
import { dequantise, type Gguf, GgufError, parseGguf } from './gguf.ts';

/** The dimensions of a llama, all from the file. */
export interface LlamaConfig {
  contextLength: number;
  /** Length of the residual stream. */
  width: number;
  layers: number;
  heads: number;
  kvHeads: number;
  headSize: number;
  /** Width of the feed-forward layers. */
  hidden: number;
  vocabulary: number;
  /** Epsilon of RMSNorm. */
  epsilon: number;
  ropeBase: number;
  /** How many of a head's dimensions are rotated. */
  ropeSize: number;
}

/** What a tokenizer is made of, as the file has it. */
export interface Vocabulary {
  tokens: string[];
  /** "left right", in order of rank. */
  merges: string[];
  /** ggml's token types, by id: 3 is a control token. */
  types: number[];
  /** The token that ends a message. */
  endId: number;
}

/** A model ready to run. It can be posted to other threads: the weights are shared memory, one copy for all. */
export interface Model {
  /** Hexadecimal SHA-256 of the file, the first 10 digits: other weights, other fingerprint. */
  fingerprint: string;
  config: LlamaConfig;
  vocabulary: Vocabulary;
  /** All tensors one after another, 32-bit floats in a SharedArrayBuffer. */
  weights: Float32Array;
  /** Where each tensor starts in `weights`, by its GGUF name. */
  offsets: Record<string, number>;
}

/** Reads a llama in GGUF (tied or separate output, byte-level BPE). Throws {@link GgufError} for what it cannot run. */
export function loadModel(bytes: Uint8Array): Model {
  const gguf = parseGguf(bytes);
  const architecture = readString(gguf, 'general.architecture');
  if (architecture !== 'llama')
    throw new GgufError(`The model's architecture is "${architecture}", not "llama".`);
  const scaling = gguf.metadata.get('llama.rope.scaling.type') ?? 'none';
  if (scaling !== 'none') throw new GgufError(`RoPE scaling "${String(scaling)}" is not supported.`);

  const vocabulary = readVocabulary(gguf);
  const config = readConfig(gguf, vocabulary.tokens.length);
  const shapes = expectedShapes(config);
  let total = 0;
  const offsets: Record<string, number> = {};
  for (const [name, shape] of shapes) {
    const tensor = gguf.tensors.get(name);
    if (tensor === undefined) {
      if (name === 'output.weight') continue; // tied with the token embedding
      throw new GgufError(`The model has no tensor ${name}.`);
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new GgufError(
        `Tensor ${name} has shape [${tensor.shape.join(', ')}]; [${shape.join(', ')}] was expected.`,
      );
    }
    offsets[name] = total;
    total += tensor.length;
  }
  offsets['output.weight'] ??= offsets['token_embd.weight'] ?? 0;
  for (const name of gguf.tensors.keys()) {
    if (!shapes.has(name)) throw new GgufError(`Tensor ${name} is not part of a plain llama.`);
  }

  const weights = new Float32Array(new SharedArrayBuffer(total * 4));
  for (const tensor of gguf.tensors.values()) {
    const offset = offsets[tensor.name] ?? 0;
    dequantise(bytes, tensor, weights.subarray(offset, offset + tensor.length));
  }
  const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  return { fingerprint, config, vocabulary, weights, offsets };
}

function readConfig(gguf: Gguf, vocabulary: number): LlamaConfig {
  const width = readNumber(gguf, 'llama.embedding_length');
  const heads = readNumber(gguf, 'llama.attention.head_count');
  const kvHeads = readNumber(gguf, 'llama.attention.head_count_kv', heads);
  const headSize = readNumber(gguf, 'llama.attention.key_length', width / heads);
  const hidden = readNumber(gguf, 'llama.feed_forward_length');
  // The kernels take four columns at a time; every llama has such widths.
  if (width % 4 !== 0 || hidden % 4 !== 0 || (heads * headSize) % 4 !== 0 || heads % kvHeads !== 0) {
    throw new GgufError(
      `Widths ${width}, ${hidden} and ${heads}/${kvHeads} heads of ${headSize} cannot be run.`,
    );
  }
  return {
    contextLength: readNumber(gguf, 'llama.context_length'),
    width,
    layers: readNumber(gguf, 'llama.block_count'),
    heads,
    kvHeads,
    headSize,
    hidden,
    vocabulary,
    epsilon: readNumber(gguf, 'llama.attention.layer_norm_rms_epsilon'),
    ropeBase: readNumber(gguf, 'llama.rope.freq_base', 10_000),
    ropeSize: readNumber(gguf, 'llama.rope.dimension_count', headSize),
  };
}

function readVocabulary(gguf: Gguf): Vocabulary {
  const kind = readString(gguf, 'tokenizer.ggml.model');
  const pre = readString(gguf, 'tokenizer.ggml.pre');
  if (kind !== 'gpt2' || pre !== 'gpt-2') {
    throw new GgufError(
      `The tokenizer is "${kind}" with pre-tokenizer "${pre}"; only gpt2 with gpt-2 can be read.`,
    );
  }
  const tokens = readList(gguf, 'tokenizer.ggml.tokens').map(String);
  const types = readList(gguf, 'tokenizer.ggml.token_type').map(Number);
  const endId = readNumber(gguf, 'tokenizer.ggml.eos_token_id');
  if (types.length !== tokens.length || tokens[endId] === undefined) {
    throw new GgufError(
      `The vocabulary has ${tokens.length} tokens, ${types.length} types and ends with ${endId}.`,
    );
  }
  return { tokens, merges: readList(gguf, 'tokenizer.ggml.merges').map(String), types, endId };
}

/** Every tensor of a llama with its shape, [columns, rows]. */
function expectedShapes(config: LlamaConfig): Map<string, number[]> {
  const { width, hidden, vocabulary } = config;
  const queries = config.heads * config.headSize;
  const keys = config.kvHeads * config.headSize;
  const shapes = new Map([
    ['token_embd.weight', [width, vocabulary]],
    ['output_norm.weight', [width]],
    ['output.weight', [width, vocabulary]],
  ]);
  for (let layer = 0; layer < config.layers; layer++) {
    const set = (part: string, shape: number[]) => shapes.set(`blk.${layer}.${part}.weight`, shape);
    set('attn_norm', [width]);
    set('attn_q', [width, queries]);
    set('attn_k', [width, keys]);
    set('attn_v', [width, keys]);
    set('attn_output', [queries, width]);
    set('ffn_norm', [width]);
    set('ffn_gate', [width, hidden]);
    set('ffn_up', [width, hidden]);
    set('ffn_down', [hidden, width]);
  }
  return shapes;
}

function readNumber(gguf: Gguf, key: string, fallback?: number): number {
  const value = gguf.metadata.get(key) ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new GgufError(`The model has no number ${key}.`);
  return value;
}

function readString(gguf: Gguf, key: string): string {
  const value = gguf.metadata.get(key);
  if (typeof value !== 'string') throw new GgufError(`The model has no text ${key}.`);
  return value;
}

function readList(gguf: Gguf, key: string): (string | number | boolean | unknown[])[] {
  const value = gguf.metadata.get(key);
  if (!Array.isArray(value)) throw new GgufError(`The model has no list ${key}.`);
  return value;
}
