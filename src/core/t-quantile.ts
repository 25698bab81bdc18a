/** 97.5% points of Student's t for 1 to 10 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.2, to more digits). */
const TABLE = [12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814];
/** 97.5% point of the standard normal distribution. */
export const Z_975 = 1.959964;

/** The 97.5% point of Student's t with so many degrees of freedom, within 0.0002: by table, and from 11 on by the
 * expansion of Abramowitz & Stegun 26.7.5. */
export function tQuantile975(degrees: number): number {
  const exact = TABLE[degrees - 1];
  if (exact !== undefined) return exact;
  const z = Z_975;
  const v = degrees;
  return (
    z +
    (z ** 3 + z) / (4 * v) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3)
  );
}
