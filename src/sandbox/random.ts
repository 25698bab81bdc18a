/** A source of numbers in [0, 1) that repeats for a seed (any integer). sfc32 by Chris Doty-Humphrey (PractRand), its
 * state filled by splitmix32 from both halves of the seed. */
export function createRandom(seed: number): () => number {
  const high = Math.floor(seed / 2 ** 32);
  let mixed = (seed | 0) ^ Math.imul(high | 0, 0x85ebca6b);
  const fill = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = mixed ^ (mixed >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return () => next() / 2 ** 32;
}
