/** What bytes may follow one another. Built by {@link bytes}, {@link oneOf}, {@link sequence}, {@link choice},
 * {@link repeat} and {@link later}; an expression inside a `repeat` is never empty. */
export type Expression =
  | { type: 'bytes'; bytes: Uint8Array }
  | { type: 'set'; has: Uint8Array }
  | { type: 'sequence'; items: Expression[] }
  | { type: 'choice'; items: Expression[] }
  | { type: 'repeat'; item: Expression; min: number; max: number }
  | { type: 'later'; get: () => Expression };

/** Exactly this text, in UTF-8. */
export function bytes(text: string): Expression {
  return { type: 'bytes', bytes: new TextEncoder().encode(text) };
}

/** One byte out of inclusive ranges: `oneOf([48, 57])` is a digit. */
export function oneOf(...ranges: [number, number][]): Expression {
  const has = new Uint8Array(256);
  for (const [first, last] of ranges) has.fill(1, first, last + 1);
  return { type: 'set', has };
}

/** One after another. */
export function sequence(...items: Expression[]): Expression {
  return { type: 'sequence', items };
}

/** Any one of them. */
export function choice(...items: Expression[]): Expression {
  return { type: 'choice', items };
}

/** `min` to `max` times. */
export function repeat(item: Expression, min: number, max = Infinity): Expression {
  return { type: 'repeat', item, min, max };
}

/** An expression that is not there yet: how a rule refers to itself. */
export function later(get: () => Expression): Expression {
  return { type: 'later', get };
}

/** How far a text has come in a grammar. States are shared: the same place is the same object. */
export interface GrammarState {
  /** The state after one more byte; null where the grammar does not allow it. */
  after(byte: number): GrammarState | null;
  /** The text may end here. */
  isComplete: boolean;
  /** Nothing may follow: the text ends here. */
  isFinal: boolean;
}

/** What is left to match: an expression, how much of it is done, and what comes then. */
interface Rest {
  id: number;
  expression: Expression;
  done: number;
  after: Rest | null;
}

/** Above this many the remembered states are forgotten; those in use stay valid. */
const MAX_STATES = 4_000;

/** A pushdown automaton over bytes for an expression. It follows all readings at once (as llama.cpp's grammars do), and
 * every set of readings is made once and remembered, which makes the frequent ones as fast as a table. */
export function createGrammar(root: Expression): GrammarState {
  const expressionIds = new Map<Expression, number>();
  const rests = new Map<string, Rest>();
  const states = new Map<string, GrammarState>();
  let nextId = 1;

  const rest = (expression: Expression, done: number, after: Rest | null): Rest => {
    let expressionId = expressionIds.get(expression);
    if (expressionId === undefined) expressionIds.set(expression, (expressionId = nextId++));
    const key = `${expressionId}:${done}:${after?.id ?? 0}`;
    let known = rests.get(key);
    if (known === undefined) rests.set(key, (known = { id: nextId++, expression, done, after }));
    return known;
  };

  /** Follows `from` without reading a byte, to the places where one must be read (`leaves`; null is the end). */
  const expand = (from: Rest | null, leaves: Set<Rest | null>, seen: Set<Rest>): void => {
    if (from === null) {
      leaves.add(null);
      return;
    }
    if (seen.has(from)) return;
    seen.add(from);
    const { expression, done, after } = from;
    const enter = (inner: Expression, next: Rest | null) => expand(rest(inner, 0, next), leaves, seen);
    switch (expression.type) {
      case 'bytes':
        if (expression.bytes.length === 0) expand(after, leaves, seen);
        else leaves.add(from);
        return;
      case 'set':
        leaves.add(from);
        return;
      case 'sequence': {
        const item = expression.items[done];
        if (item === undefined) expand(after, leaves, seen);
        else enter(item, done + 1 < expression.items.length ? rest(expression, done + 1, after) : after);
        return;
      }
      case 'choice':
        for (const item of expression.items) enter(item, after);
        return;
      case 'repeat': {
        const { item, min, max } = expression;
        if (done >= min) expand(after, leaves, seen);
        // Without an upper bound the count matters only up to `min`: the loop comes back to the same place.
        if (done < max)
          enter(item, rest(expression, max === Infinity ? Math.min(done + 1, min) : done + 1, after));
        return;
      }
      case 'later':
        enter(expression.get(), after);
        return;
      default:
        expression satisfies never;
    }
  };

  const toState = (starts: (Rest | null)[]): GrammarState | null => {
    const leaves = new Set<Rest | null>();
    const seen = new Set<Rest>();
    for (const start of starts) expand(start, leaves, seen);
    if (leaves.size === 0) return null;
    const places = [...leaves].sort((a, b) => (a?.id ?? 0) - (b?.id ?? 0));
    const key = places.map((place) => place?.id ?? 0).join();
    let state = states.get(key);
    if (state === undefined) {
      if (states.size >= MAX_STATES) {
        states.clear();
        rests.clear();
      }
      states.set(key, (state = createState(places)));
    }
    return state;
  };

  const createState = (places: (Rest | null)[]): GrammarState => {
    const open = places.filter((place) => place !== null);
    const next = new Map<number, GrammarState | null>();
    return {
      isComplete: open.length < places.length,
      isFinal: open.length === 0,
      after: (byte) => {
        let state = next.get(byte);
        if (state === undefined)
          next.set(byte, (state = toState(open.flatMap((place) => read(place, byte)))));
        return state;
      },
    };
  };

  /** What is left of a place after a byte: one rest, or none where it does not fit. */
  const read = ({ expression, done, after }: Rest, byte: number): (Rest | null)[] => {
    if (expression.type === 'set') return expression.has[byte] === 1 ? [after] : [];
    if (expression.type !== 'bytes' || expression.bytes[done] !== byte) return [];
    return [done + 1 < expression.bytes.length ? rest(expression, done + 1, after) : after];
  };

  const start = toState([rest(root, 0, null)]);
  if (start === null) throw new Error('The grammar matches nothing at all.');
  return start;
}
