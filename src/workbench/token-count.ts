/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number;

let encoding: Promise<CountTokens> | null = null;

/** How many texts' counts are kept: personas and prompts repeat in every trial of a matrix. */
const KEPT = 5_000;

async function load(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const known = new Map<string, number>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    // Text that looks like a special token is only text here.
    const count = countTokens(text, { disallowedSpecial: new Set() });
    if (known.size >= KEPT) known.clear();
    known.set(text, count);
    return count;
  };
}

/**
 * A counter by OpenAI's o200k_base encoding, loaded when first asked for (it is large). Other vendors' tokenizers differ,
 * so that what it says of their models is an estimate.
 */
export function loadTokenCounter(): Promise<CountTokens> {
  encoding ??= load();
  return encoding;
}
