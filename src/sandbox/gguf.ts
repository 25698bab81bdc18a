/** One metadata value of a GGUF file. 64-bit integers become numbers (all that matter here are small). */
export type GgufValue = string | number | boolean | GgufValue[];

/** Where a tensor's data lies in the file, and in which encoding. */
export interface GgufTensor {
  name: string;
  /** Fastest-varying dimension first, as GGUF writes it: a matrix is [columns, rows]. */
  shape: number[];
  type: TensorType;
  /** Byte offset from the start of the file. */
  offset: number;
  /** Number of elements. */
  length: number;
}

/** What a GGUF file holds, the tensors' data itself left where it is. */
export interface Gguf {
  metadata: Map<string, GgufValue>;
  tensors: Map<string, GgufTensor>;
}

type TensorType = 'F32' | 'F16' | 'Q8_0';

/** The file is not a GGUF file that can be read here. The message says what was found. */
export class GgufError extends Error {
  override name = 'GgufError';
}

const TENSOR_TYPES = new Map<number, TensorType>([
  [0, 'F32'],
  [1, 'F16'],
  [8, 'Q8_0'],
]);
/** Elements and bytes of one block: Q8_0 is a 16-bit scale and 32 signed bytes. */
const BLOCKS = { F32: [1, 4], F16: [1, 2], Q8_0: [32, 34] } as const;
const MAGIC = 0x46554747; // 'GGUF', little-endian
/** Arrays in arrays are read this deep: far more than any model has, far less than the stack holds. */
const MAX_NESTING = 16;

/** Reads the head of a GGUF file (version 2 or 3, little-endian) and checks that every tensor's data is there.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Throws {@link GgufError}. */
export function parseGguf(bytes: Uint8Array): Gguf {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  let at = 0;

  const take = (size: number, what: string): number => {
    if (size > bytes.byteLength - at) {
      throw new GgufError(
        `The GGUF file is cut off: ${what} at byte ${at} needs ${size} bytes, the file has ${bytes.byteLength}.`,
      );
    }
    const start = at;
    at += size;
    return start;
  };
  const u32 = (what: string) => view.getUint32(take(4, what), true);
  const u64 = (what: string) => {
    const value = Number(view.getBigUint64(take(8, what), true));
    if (value > Number.MAX_SAFE_INTEGER)
      throw new GgufError(`The GGUF file is damaged: ${what} is ${value}.`);
    return value;
  };
  const string = (what: string) => {
    const length = u64(`the length of ${what}`);
    const start = take(length, what);
    return text.decode(bytes.slice(start, start + length));
  };
  const value = (type: number, what: string, depth = 0): GgufValue => {
    switch (type) {
      case 0:
        return view.getUint8(take(1, what));
      case 1:
        return view.getInt8(take(1, what));
      case 2:
        return view.getUint16(take(2, what), true);
      case 3:
        return view.getInt16(take(2, what), true);
      case 4:
        return u32(what);
      case 5:
        return view.getInt32(take(4, what), true);
      case 6:
        return view.getFloat32(take(4, what), true);
      case 7:
        return view.getUint8(take(1, what)) !== 0;
      case 8:
        return string(what);
      case 9: {
        if (depth === MAX_NESTING)
          throw new GgufError(`The GGUF file is damaged: ${what} is nested more than ${MAX_NESTING} deep.`);
        const itemType = u32(what);
        const count = u64(what);
        // An item is at least one byte, so a count beyond the file is damage, not a reason to allocate.
        if (count > bytes.byteLength)
          throw new GgufError(`The GGUF file is damaged: ${what} has ${count} items.`);
        return Array.from({ length: count }, () => value(itemType, what, depth + 1));
      }
      case 10:
        return u64(what);
      case 11:
        return Number(view.getBigInt64(take(8, what), true));
      case 12:
        return view.getFloat64(take(8, what), true);
      default:
        throw new GgufError(`The GGUF file is damaged: ${what} has the unknown value type ${type}.`);
    }
  };

  if (bytes.byteLength < 4 || u32('the magic number') !== MAGIC) {
    throw new GgufError('This is not a GGUF file: it does not begin with "GGUF".');
  }
  const version = u32('the version');
  if (version !== 2 && version !== 3)
    throw new GgufError(`GGUF version ${version} is not known here: only 2 and 3 are.`);
  const tensorCount = u64('the number of tensors');
  const metadataCount = u64('the number of metadata entries');

  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < metadataCount; i++) {
    const key = string(`the name of metadata entry ${i}`);
    metadata.set(key, value(u32(`the type of ${key}`), key));
  }

  const heads: GgufTensor[] = [];
  for (let i = 0; i < tensorCount; i++) {
    const name = string(`the name of tensor ${i}`);
    const dimensions = u32(`the number of dimensions of ${name}`);
    if (dimensions < 1 || dimensions > 4) throw new GgufError(`Tensor ${name} has ${dimensions} dimensions.`);
    const shape = Array.from({ length: dimensions }, () => u64(`the shape of ${name}`));
    const typeCode = u32(`the type of ${name}`);
    const type = TENSOR_TYPES.get(typeCode);
    if (type === undefined) {
      throw new GgufError(
        `Tensor ${name} has type ${typeCode}; only F32 (0), F16 (1) and Q8_0 (8) can be read.`,
      );
    }
    const length = shape.reduce((product, size) => product * size, 1);
    heads.push({ name, shape, type, length, offset: u64(`the offset of ${name}`) });
  }

  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || !Number.isInteger(alignment) || alignment < 1)
    throw new GgufError('general.alignment is not a positive whole number.');
  const dataStart = Math.ceil(at / alignment) * alignment;
  for (const tensor of heads) {
    const [elements, size] = BLOCKS[tensor.type];
    if (tensor.length % elements !== 0) {
      throw new GgufError(
        `Tensor ${tensor.name} has ${tensor.length} elements: not whole ${tensor.type} blocks.`,
      );
    }
    tensor.offset += dataStart;
    at = Math.min(tensor.offset, bytes.byteLength);
    take((tensor.length / elements) * size, `the data of ${tensor.name}`);
  }
  return { metadata, tensors: new Map(heads.map((tensor) => [tensor.name, tensor])) };
}

/** Writes a tensor's values as 32-bit floats into `target`, which has `tensor.length` places. */
export function dequantise(bytes: Uint8Array, tensor: GgufTensor, target: Float32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = tensor.offset;
  switch (tensor.type) {
    case 'F32':
      for (let i = 0; i < tensor.length; i++, at += 4) target[i] = view.getFloat32(at, true);
      return;
    case 'F16':
      for (let i = 0; i < tensor.length; i++, at += 2) target[i] = toFloat(view.getUint16(at, true));
      return;
    case 'Q8_0':
      for (let i = 0; i < tensor.length; i += 32, at += 34) {
        const scale = toFloat(view.getUint16(at, true));
        for (let j = 0; j < 32; j++) target[i + j] = scale * view.getInt8(at + 2 + j);
      }
      return;
    default:
      tensor.type satisfies never;
  }
}

/** IEEE 754 half precision, from its 16 bits. */
function toFloat(half: number): number {
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
