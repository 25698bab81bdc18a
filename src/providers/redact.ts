/** What stands in the place of a key. */
export const REDACTED = '[redacted]';

/** Letters of a key that give it away, when they are its first ones. */
const TELLTALE_PREFIX = 8;

/** Shorter keys are words such as `ollama` or `none`: they are replaced only where they stand alone. */
const SHORTEST_SECRET = 8;

type Redact = (text: string) => string;

/**
 * Makes a function that takes keys out of a text: as they are, URL-encoded, in base64 (at any offset, so inside an
 * encoded header too), JSON-escaped, and as vendors echo them, cut or masked (`sk-abcd****wxyz`).
 */
export function createRedactor(secrets: Iterable<string | null | undefined>): Redact {
  const known = [...new Set([...secrets].map((secret) => secret?.trim() ?? ''))].filter(
    (secret) => secret !== '',
  );
  // Longest first, so that a key that holds another one goes as a whole.
  known.sort((a, b) => b.length - a.length);
  if (known.length === 0) return (text) => text;
  const steps = known.flatMap((secret) =>
    secret.length < SHORTEST_SECRET ? [toWordStep(secret)] : toSteps(secret),
  );
  return (text) => steps.reduce((done, step) => step(done), text);
}

/** An error for the log: name, message, code, stack and causes of another one, keys taken out, and nothing else of it. */
export function redactError(error: unknown, redact: Redact, depth = 0): Error {
  if (!(error instanceof Error)) return new Error(redact(String(error)));
  const copy = new Error(redact(error.message));
  copy.name = error.constructor.name === 'Error' ? error.name : error.constructor.name;
  if (error.stack !== undefined) copy.stack = redact(error.stack);
  if ('code' in error && typeof error.code === 'string') Object.assign(copy, { code: redact(error.code) });
  // A cause may lead back to its error.
  if (error.cause !== undefined && depth < 5) copy.cause = redactError(error.cause, redact, depth + 1);
  return copy;
}

function toWordStep(secret: string): Redact {
  const alone = new RegExp(
    `(?<![\\p{L}\\p{N}_-])${secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}_-])`,
    'gu',
  );
  return (text) => text.replace(alone, REDACTED);
}

/** A key in every form that a text may hold it in, longest first; none of what is too short to be one. */
export function toSecretForms(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const forms = new Set([secret, ...toBase64Forms(secret)]);
  const escaped = JSON.stringify(secret).slice(1, -1);
  forms.add(escaped).add(escaped.replaceAll('/', '\\/'));
  for (const encode of [encodeURIComponent, encodeURI]) {
    // A lone surrogate cannot be encoded, and so cannot have been.
    const encoded = secret.isWellFormed() ? encode(secret) : secret;
    forms.add(encoded).add(encoded.replaceAll('%20', '+'));
    forms.add(encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

function toSteps(secret: string): Redact[] {
  const whole = toSecretForms(secret);
  return [
    (text) =>
      whole.reduce((done, form) => (done.includes(form) ? done.replaceAll(form, REDACTED) : done), text),
    (text) => redactPrefix(text, secret),
    (text) => redactMasked(text, secret),
  ];
}

/** Base64 of a key at each of the three offsets it can have, without the characters that its neighbours change. */
function toBase64Forms(secret: string): string[] {
  const forms: string[] = [];
  for (let offset = 0; offset < 3; offset++) {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    for (const coding of ['base64', 'base64url'] as const)
      forms.push(bytes.toString(coding).slice(first, last));
  }
  return forms;
}

/** Takes out beginnings of a key that are long enough to tell it, as far as they go. */
function redactPrefix(text: string, secret: string): string {
  const start = secret.slice(0, TELLTALE_PREFIX);
  let at = text.indexOf(start);
  if (at === -1) return text;
  let done = '';
  let from = 0;
  for (; at !== -1; at = text.indexOf(start, from)) {
    let end = at + start.length;
    while (end < text.length && end - at < secret.length && text[end] === secret[end - at]) end++;
    done += text.slice(from, at) + REDACTED;
    from = end;
  }
  return done + text.slice(from);
}

const MASK = /[*•●]{2,}|\.{3,}|…+/g;

const IN_KEY = /[\w-]/;

/** Takes out what is left of a key around a mask: `sk-ab...wxyz`, `[redacted]****wxyz`, `****wxyz`. From each mask it looks no
 * farther than a key is long: an error may be a page of one long word. */
function redactMasked(text: string, secret: string): string {
  let done = '';
  let from = 0;
  for (const { index, 0: mask } of text.matchAll(MASK)) {
    // Within what stood around the mask before.
    if (index < from) continue;
    const end = index + mask.length;
    let start = index;
    if (text.startsWith(REDACTED, Math.max(from, index - REDACTED.length))) start = index - REDACTED.length;
    else while (start > from && index - start <= secret.length && IN_KEY.test(text[start - 1] ?? '')) start--;
    let last = end;
    while (last < text.length && last - end <= secret.length && IN_KEY.test(text[last] ?? '')) last++;
    const before = text.slice(start, index);
    const after = text.slice(end, last);
    const isHead = before === REDACTED || (before.length >= 2 && secret.startsWith(before));
    const isTail = after.length >= 3 && secret.endsWith(after);
    if (!isHead && !isTail) continue;
    done += text.slice(from, start) + REDACTED;
    from = last;
  }
  return done + text.slice(from);
}
