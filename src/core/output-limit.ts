/**
 * The most output tokens of a model families' newest and greatest member, by its name: a bound, so that where members differ
 * the greatest holds. From platform.openai.com/docs/models (a test holds it against gpt-tokenizer's list of them) and
 * platform.claude.com/docs/en/about-claude/models/overview.
 */
const LIMITS: readonly [RegExp, number][] = [
  [/^gpt-5(\.\d+)?-pro/, 272_000],
  [/^gpt-5(\.\d+)?-chat/, 16_384],
  [/^(gpt-5|codex-mini|chat-latest)/, 128_000],
  [/^gpt-4\.5/, 16_384],
  [/^gpt-4\.1/, 32_768],
  [/^(gpt-4o|chatgpt-4o|gpt-audio)/, 16_384],
  [/^(gpt-4-turbo|gpt-4-\d{4}-(vision-)?preview|gpt-3\.5)/, 4_096],
  [/^gpt-4/, 8_192],
  [/^gpt-oss/, 131_072],
  [/^o1-mini/, 65_536],
  [/^o1-preview/, 32_768],
  [/^o\d/, 100_000],
  [/^claude-(2|instant|3-(opus|sonnet|haiku))/, 4_096],
  [/^claude-3-5/, 8_192],
  [/^claude-3-7/, 64_000],
  [/^claude-opus-4(-0|-1|-2025\d*)?(?!-?\d)/, 32_000],
  [/^claude-(opus-4-5|haiku-4|sonnet-4(?!-6))/, 64_000],
  [/^claude-(opus|sonnet|haiku|fable|mythos)-/, 128_000],
];

/**
 * The most tokens that a model can answer with, thinking included; null where it is not known. A vendor's prefix
 * (`openai/gpt-4o`, as routers write it) and a fine-tuned model's (`ft:`) are looked past.
 */
export function outputLimitOf(model: string): number | null {
  const name = model
    .replace(/^.*\//, '')
    .replace(/^ft:/, '')
    .replace(/(\d)\.(\d)/, (whole, major: string, minor: string, _at: number, text: string) =>
      text.startsWith('claude') ? `${major}-${minor}` : whole,
    );
  return LIMITS.find(([family]) => family.test(name))?.[1] ?? null;
}
