/**
 * `out[i] = W x[i]` for `count` vectors at once, so that a weight is loaded once for several of them. W is `rows` x
 * `cols` (a multiple of 4), row after row from `w[start]`; vector i begins at `x[i * cols]`, its product at
 * `out[i * rows]`. Each sum runs over the columns in order whatever `count` is, so that a result does not depend, to
 * the last bit, on which other sequences are computed with it.
 */
export function matmul(
  out: Float64Array,
  w: Float32Array,
  start: number,
  x: Float64Array,
  rows: number,
  cols: number,
  count: number,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) four(out, w, start, x, rows, cols, i);
  for (; i < count; i++) one(out, w, start, x, rows, cols, i);
}

/** Two rows by four vectors: eight sums live in registers. */
function four(
  out: Float64Array,
  w: Float32Array,
  start: number,
  x: Float64Array,
  rows: number,
  cols: number,
  first: number,
): void {
  const a = first * cols;
  const b = a + cols;
  const c = b + cols;
  const d = c + cols;
  const pairs = rows - (rows % 2);
  for (let r = 0; r < rows; r += 2) {
    const p = start + r * cols;
    const q = r < pairs ? p + cols : p; // an odd last row is computed twice and written once
    let pa = 0;
    let pb = 0;
    let pc = 0;
    let pd = 0;
    let qa = 0;
    let qb = 0;
    let qc = 0;
    let qd = 0;
    for (let k = 0; k < cols; k++) {
      const wp = w[p + k]!;
      const wq = w[q + k]!;
      const xa = x[a + k]!;
      const xb = x[b + k]!;
      const xc = x[c + k]!;
      const xd = x[d + k]!;
      pa += wp * xa;
      pb += wp * xb;
      pc += wp * xc;
      pd += wp * xd;
      qa += wq * xa;
      qb += wq * xb;
      qc += wq * xc;
      qd += wq * xd;
    }
    const o = first * rows + r;
    out[o] = pa;
    out[o + rows] = pb;
    out[o + 2 * rows] = pc;
    out[o + 3 * rows] = pd;
    if (r < pairs) {
      out[o + 1] = qa;
      out[o + rows + 1] = qb;
      out[o + 2 * rows + 1] = qc;
      out[o + 3 * rows + 1] = qd;
    }
  }
}

/** Four rows by one vector. */
function one(
  out: Float64Array,
  w: Float32Array,
  start: number,
  x: Float64Array,
  rows: number,
  cols: number,
  index: number,
): void {
  const a = index * cols;
  const o = index * rows;
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const p = start + r * cols;
    const q = p + cols;
    const s = q + cols;
    const t = s + cols;
    let sumP = 0;
    let sumQ = 0;
    let sumS = 0;
    let sumT = 0;
    for (let k = 0; k < cols; k++) {
      const xa = x[a + k]!;
      sumP += w[p + k]! * xa;
      sumQ += w[q + k]! * xa;
      sumS += w[s + k]! * xa;
      sumT += w[t + k]! * xa;
    }
    out[o + r] = sumP;
    out[o + r + 1] = sumQ;
    out[o + r + 2] = sumS;
    out[o + r + 3] = sumT;
  }
  for (; r < rows; r++) {
    const p = start + r * cols;
    let sum = 0;
    for (let k = 0; k < cols; k++) sum += w[p + k]! * x[a + k]!;
    out[o + r] = sum;
  }
}
