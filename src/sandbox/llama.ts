import type { KvCache } from './kv-cache.ts';
import { matmul } from './matmul.ts';
import type { Model } from './model.ts';

/** One token to compute: of which sequence, at which place (0-based), and whether its logits are wanted. */
export interface Row {
  cache: KvCache;
  token: number;
  position: number;
  wantsLogits: boolean;
}

/** The forward pass of one thread. */
export interface Llama {
  /** Computes up to `maxRows` tokens at once. Rows of one sequence are in order and follow what its cache holds. Gives
   * one logits array for each row that wants one, in the rows' order; they hold until the next call. */
  forward(rows: readonly Row[]): readonly Float64Array[];
  maxRows: number;
}

/** A llama (Touvron et al. 2023: RMSNorm, RoPE over pairs 2i and 2i+1, grouped-query attention, SwiGLU) over the model's
 * shared weights; its own memory is allocated here, once. */
export function createLlama(model: Model, { maxRows = 32 }: { maxRows?: number } = {}): Llama {
  const { config, weights, offsets } = model;
  const { width, hidden, heads, kvHeads, headSize, layers, vocabulary, contextLength } = config;
  const querySize = heads * headSize;
  const kvSize = kvHeads * headSize;
  const scale = 1 / Math.sqrt(headSize);
  const residual = new Float64Array(maxRows * width);
  const normed = new Float64Array(maxRows * width);
  const query = new Float64Array(maxRows * querySize);
  const key = new Float64Array(maxRows * kvSize);
  const value = new Float64Array(maxRows * kvSize);
  const attended = new Float64Array(maxRows * querySize);
  const projected = new Float64Array(maxRows * width);
  const gate = new Float64Array(maxRows * hidden);
  const up = new Float64Array(maxRows * hidden);
  const scores = new Float64Array(contextLength);
  const logits = new Float64Array(maxRows * vocabulary);
  const logitRows = Array.from({ length: maxRows }, (_, i) =>
    logits.subarray(i * vocabulary, (i + 1) * vocabulary),
  );
  const { cos, sin } = rotations(config.ropeBase, config.ropeSize, contextLength);
  const at = (name: string): number => {
    const offset = offsets[name];
    if (offset === undefined) throw new Error(`The model has no tensor ${name}.`);
    return offset;
  };
  const embedding = at('token_embd.weight');
  const outputNorm = at('output_norm.weight');
  const output = at('output.weight');
  const blocks = Array.from({ length: layers }, (_, layer) => {
    const of = (part: string) => at(`blk.${layer}.${part}.weight`);
    return {
      attentionNorm: of('attn_norm'),
      query: of('attn_q'),
      key: of('attn_k'),
      value: of('attn_v'),
      output: of('attn_output'),
      feedNorm: of('ffn_norm'),
      gate: of('ffn_gate'),
      up: of('ffn_up'),
      down: of('ffn_down'),
    };
  });

  /** RMSNorm (Zhang & Sennrich 2019) of vector `from` of the residual stream into vector `to` of `normed`. */
  const normalise = (from: number, to: number, weight: number) => {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += residual[from * width + i]! ** 2;
    const factor = 1 / Math.sqrt(squares / width + config.epsilon);
    for (let i = 0; i < width; i++) {
      normed[to * width + i] = residual[from * width + i]! * factor * weights[weight + i]!;
    }
  };

  const rotate = (vector: Float64Array, start: number, count: number, position: number) => {
    const half = config.ropeSize / 2;
    for (let head = 0; head < count; head++) {
      for (let i = 0; i < half; i++) {
        const place = start + head * headSize + 2 * i;
        const c = cos[position * half + i]!;
        const s = sin[position * half + i]!;
        const even = vector[place]!;
        const odd = vector[place + 1]!;
        vector[place] = even * c - odd * s;
        vector[place + 1] = even * s + odd * c;
      }
    }
  };

  /** Attention of row `index` over its sequence so far, itself included. */
  const attend = (index: number, { cache: { data, stride }, position }: Row, layer: number) => {
    for (let head = 0; head < heads; head++) {
      const q = index * querySize + head * headSize;
      const keys = layer * 2 * kvSize + Math.floor((head * kvHeads) / heads) * headSize;
      const values = keys + kvSize;
      let highest = -Infinity;
      for (let past = 0; past <= position; past++) {
        const k = past * stride + keys;
        let dot = 0;
        for (let i = 0; i < headSize; i++) dot += query[q + i]! * data[k + i]!;
        dot *= scale;
        scores[past] = dot;
        if (dot > highest) highest = dot;
      }
      let total = 0;
      for (let past = 0; past <= position; past++) {
        const weight = Math.exp(scores[past]! - highest);
        scores[past] = weight;
        total += weight;
      }
      for (let i = 0; i < headSize; i++) attended[q + i] = 0;
      for (let past = 0; past <= position; past++) {
        const weight = scores[past]! / total;
        const v = past * stride + values;
        for (let i = 0; i < headSize; i++) attended[q + i] = attended[q + i]! + weight * data[v + i]!;
      }
    }
  };

  const addProjected = (count: number) => {
    for (let i = 0; i < count * width; i++) residual[i] = residual[i]! + projected[i]!;
  };

  const forward = (rows: readonly Row[]): readonly Float64Array[] => {
    const count = rows.length;
    if (count > maxRows) throw new RangeError(`${count} rows are more than ${maxRows}.`);
    rows.forEach((row, index) => {
      row.cache.ensure(row.position + 1);
      const start = embedding + row.token * width;
      for (let i = 0; i < width; i++) residual[index * width + i] = weights[start + i]!;
    });

    blocks.forEach((block, layer) => {
      for (let i = 0; i < count; i++) normalise(i, i, block.attentionNorm);
      matmul(query, weights, block.query, normed, querySize, width, count);
      matmul(key, weights, block.key, normed, kvSize, width, count);
      matmul(value, weights, block.value, normed, kvSize, width, count);
      rows.forEach(({ cache, position }, index) => {
        rotate(query, index * querySize, heads, position);
        rotate(key, index * kvSize, kvHeads, position);
        const place = position * cache.stride + layer * 2 * kvSize;
        for (let i = 0; i < kvSize; i++) {
          cache.data[place + i] = key[index * kvSize + i]!;
          cache.data[place + kvSize + i] = value[index * kvSize + i]!;
        }
      });
      rows.forEach((row, index) => attend(index, row, layer));
      matmul(projected, weights, block.output, attended, width, querySize, count);
      addProjected(count);

      for (let i = 0; i < count; i++) normalise(i, i, block.feedNorm);
      matmul(gate, weights, block.gate, normed, hidden, width, count);
      matmul(up, weights, block.up, normed, hidden, width, count);
      for (let i = 0; i < count * hidden; i++) gate[i] = (gate[i]! / (1 + Math.exp(-gate[i]!))) * up[i]!;
      matmul(projected, weights, block.down, gate, width, hidden, count);
      addProjected(count);
    });

    let wanted = 0;
    rows.forEach((row, index) => {
      if (row.wantsLogits) normalise(index, wanted++, outputNorm);
    });
    matmul(logits, weights, output, normed, vocabulary, width, wanted);
    return logitRows.slice(0, wanted);
  };
  return { forward, maxRows };
}

/** Cosines and sines of RoPE (Su et al. 2021), position after position, one for each pair of dimensions. */
function rotations(base: number, size: number, positions: number): { cos: Float64Array; sin: Float64Array } {
  const half = size / 2;
  const angle = (place: number) => Math.floor(place / half) * base ** ((-2 * (place % half)) / size);
  const places = Array.from({ length: half * positions }, (_, place) => angle(place));
  return { cos: Float64Array.from(places, Math.cos), sin: Float64Array.from(places, Math.sin) };
}
