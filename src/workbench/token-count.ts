import { approximateTokens } from '../core/token-count.ts';

/** Counts the tokens of a text as a model does (`provider/model`, or the model's name alone). */
export type CountTokens = (text: string, model: string) => number;

type Encoding = 'o200k_base' | 'cl100k_base';
type CountText = (text: string) => number;

/** How many texts' counts are kept: personas and prompts repeat in every trial of a matrix. */
const KEPT = 5_000;

/** What is longer is counted by its characters: to the last token is too slow, and nobody needs it. */
const LONGEST_EXACT = 200_000;
/** Pieces, in characters, of a text that has no place to break it: an encoder's time grows by the square of a run. */
const PIECE = 400;
const UNBROKEN = new RegExp(`\\S{${PIECE}}|\\s{${PIECE}}`);

const loading = new Map<Encoding, Promise<CountText>>();

/** The encoding of a model. Of models that are not OpenAI's it is only the nearest that is at hand. */
export function encodingOf(model: string): Encoding {
  const name = model.replace(/^.*\//, '').replace(/^ft:/, '');
  return /^(gpt-4(?![.o\d])|gpt-3\.5)/.test(name) ? 'cl100k_base' : 'o200k_base';
}

async function load(encoding: Encoding): Promise<CountText> {
  const { countTokens } =
    encoding === 'o200k_base'
      ? await import('gpt-tokenizer/encoding/o200k_base')
      : await import('gpt-tokenizer/encoding/cl100k_base');
  const known = new Map<string, number>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    // Text that looks like a special token is only text here.
    const exact = (part: string): number => countTokens(part, { disallowedSpecial: new Set() });
    const count = countLong(text, exact);
    if (known.size >= KEPT) known.clear();
    known.set(text, count);
    return count;
  };
}

function countLong(text: string, exact: CountText): number {
  if (text.length > LONGEST_EXACT) return approximateTokens(text);
  if (text.length < PIECE || !UNBROKEN.test(text)) return exact(text);
  let count = 0;
  for (let at = 0; at < text.length; at += PIECE) count += exact(text.slice(at, at + PIECE));
  return count;
}

/**
 * A counter by OpenAI's encodings, those that `models` need; each is loaded when first asked for (they are large). Other
 * vendors' tokenizers differ, so that what it says of their models is an estimate.
 */
export async function loadTokenCounter(models: readonly string[] = []): Promise<CountTokens> {
  const needed = new Set<Encoding>(['o200k_base', ...models.map(encodingOf)]);
  const loaded = new Map<Encoding, CountText>();
  for (const encoding of needed) {
    let counting = loading.get(encoding);
    if (!counting) loading.set(encoding, (counting = load(encoding)));
    loaded.set(encoding, await counting);
  }
  const encodings = new Map<string, CountText | undefined>();
  const common = loaded.get('o200k_base');
  return (text, model) => {
    let count = encodings.get(model);
    if (!count) encodings.set(model, (count = loaded.get(encodingOf(model)) ?? common));
    return count?.(text) ?? 0;
  };
}
