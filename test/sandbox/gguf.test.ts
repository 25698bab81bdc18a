import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dequantise, GgufError, parseGguf, type GgufValue } from '../../src/sandbox/gguf.ts';
import { buildGguf } from './gguf-builder.ts';
import { shippedPath } from './shipped-model.ts';

const shipped = readFileSync(shippedPath);

test('the shipped file says what it is and where its tensors are', () => {
  const { metadata, tensors } = parseGguf(shipped);
  expect(metadata.get('general.architecture')).toBe('llama');
  expect(metadata.get('tokenizer.ggml.add_bos_token')).toBe(false);
  expect(tensors.get('blk.0.ffn_down.weight')).toMatchObject({ type: 'Q8_0' });
  const last = Math.max(...[...tensors.values()].map(({ offset }) => offset));
  expect(last).toBeLessThan(shipped.length);
});

test('metadata of every kind is read back', () => {
  const metadata = { text: '한국어', yes: true, half: 0.5, list: ['a', 'b'], nested: [[1, 2], [3]] };
  expect(Object.fromEntries(parseGguf(buildGguf(metadata, [])).metadata)).toEqual(metadata);
});

test('F32, F16 and Q8_0 become floats', () => {
  const f32 = new Uint8Array(Float32Array.of(1.5, -2).buffer);
  // 1, -2, the smallest subnormal, the largest half, infinity.
  const f16 = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00).buffer);
  const q8 = new Uint8Array(34);
  q8.set([0x00, 0x38]); // scale 0.5
  q8.set([1, 255, 127, 128], 2);
  const file = buildGguf({}, [
    { name: 'a', shape: [2], type: 'F32', data: f32 },
    { name: 'b', shape: [5], type: 'F16', data: f16 },
    { name: 'c', shape: [32], type: 'Q8_0', data: q8 },
  ]);
  const read = (name: string) => {
    const tensor = parseGguf(file).tensors.get(name);
    if (tensor === undefined) throw new Error(`no tensor ${name}`);
    const target = new Float32Array(tensor.length);
    dequantise(file, tensor, target);
    return [...target];
  };
  expect(read('a')).toEqual([1.5, -2]);
  expect(read('b')).toEqual([1, -2, 2 ** -24, 65504, Infinity]);
  expect(read('c').slice(0, 5)).toEqual([0.5, -0.5, 63.5, -64, 0]);
});

test('a file cut off anywhere is refused in words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: shipped.length - 1 }), (length) => {
      expect(() => parseGguf(shipped.subarray(0, length))).toThrow(GgufError);
    }),
    { numRuns: 30, examples: [[0], [3], [4], [8], [40], [71_800], [shipped.length - 1]] },
  );
  expect(() => parseGguf(shipped.subarray(0, 100_000))).toThrow(/cut off: the data of token_embd\.weight/);
});

test('other files are refused in words', () => {
  expect(() => parseGguf(new TextEncoder().encode('{"not": "a model"}'))).toThrow(
    /does not begin with "GGUF"/,
  );
  const version1 = Uint8Array.from(shipped.subarray(0, 64));
  version1[4] = 1;
  expect(() => parseGguf(version1)).toThrow(/version 1 is not known/);
  const bigEndian = Uint8Array.from(shipped.subarray(0, 64));
  bigEndian.set([0, 0, 0, 3], 4);
  expect(() => parseGguf(bigEndian)).toThrow(/version/);
});

test('arrays nested without end and an alignment that is no whole number are damage', () => {
  let deep: GgufValue = [1];
  for (let depth = 0; depth < 40; depth++) deep = [deep];
  expect(() => parseGguf(buildGguf({ deep }, []))).toThrow(/nested/);
  for (const alignment of [0.5, NaN, '32'])
    expect(() => parseGguf(buildGguf({ 'general.alignment': alignment }, []))).toThrow(/alignment/);
});

test('damage never makes it crash otherwise, read beyond the file or allocate without end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 2_000 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const damaged = Uint8Array.from(shipped.subarray(0, 80_000));
      damaged[at] = value;
      expectErrorOrWholeTensors(damaged);
    }),
    // A count of no tensors is a file that ends where its head does: nothing of it is missing.
    { numRuns: 60, examples: [[8, 0]] },
  );
});

function expectErrorOrWholeTensors(bytes: Uint8Array): void {
  try {
    for (const { offset, length } of parseGguf(bytes).tensors.values())
      expect(offset + length).toBeLessThanOrEqual(bytes.length);
  } catch (error) {
    expect(error).toBeInstanceOf(GgufError);
  }
}
