import type { Text } from './text.ts';

/** As many levels as a range may make. */
export const MAX_RANGE_LEVELS = 1_000;

const DECIMAL = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
/** `to`, a wave dash (with its full-width forms, which Korean input methods give), an en or em dash. */
const TO = String.raw`(?:\s+to\s+|\s*[~\uff5e\u301c\u223c\u2013\u2014]\s*)`;
const WAYS = [
  new RegExp(`^\\s*(${DECIMAL})${TO}(${DECIMAL})(?:,?\\s+(?:step|by|간격)\\s*:?\\s*(${DECIMAL}))?\\s*$`, 'i'),
  new RegExp(`^\\s*(${DECIMAL})${TO}(${DECIMAL}),?\\s+(${DECIMAL})\\s*(?:씩|간격|간격으로)\\s*$`),
  new RegExp(
    `^\\s*(${DECIMAL})\\s*(?:부터|에서)\\s*(${DECIMAL})\\s*까지(?:,?\\s*(${DECIMAL})\\s*(?:씩|간격|간격으로))?\\s*$`,
  ),
];

/** The ends of a range and its step as they are written; null for text that is no range. */
function match(text: string): { from: string; to: string; step: string | undefined } | null {
  for (const way of WAYS) {
    const [, from, to, step] = way.exec(text) ?? [];
    if (from !== undefined && to !== undefined) return { from, to, step };
  }
  return null;
}

/** A range, however it is written (`0~1.5 step 0.25`, `0부터 1.5까지 0.25씩`), as files have it: `0 to 1.5 step 0.25`; null
 * for text that is no range. */
export function toRangeText(text: string): string | null {
  const range = match(text);
  return range && `${range.from} to ${range.to}${range.step === undefined ? '' : ` step ${range.step}`}`;
}

/** The levels of `0 to 1.5 step 0.25`, exact in decimals, the end included where a step meets it; null for text that is
 * no range. The sign of the step is that of the way. `~` and the other ways of {@link toRangeText} are read too. */
export function parseRange(text: string): { levels: number[] } | { text: Text } | null {
  const range = match(text);
  if (!range) return null;
  const { from, to, step } = range;
  if (step === undefined) {
    const fit = stepFor(Math.abs(Number(to) - Number(from)));
    return {
      text: {
        en: `the range '${text}' has no step; write '${from} to ${to} step ${fit}'`,
        ko: `범위 '${text}'에 간격이 없습니다. '${from}부터 ${to}까지 ${fit}씩' 또는 '${from}~${to} step ${fit}'처럼 쓰세요.`,
      },
    };
  }
  const places = Math.max(...[from, to, step].map((part) => part.split('.')[1]?.length ?? 0));
  const first = toScaled(from, places);
  const last = toScaled(to, places);
  const size = toScaled(step, places);
  const by = last < first && size > 0n ? -size : size;
  if (by === 0n || by < 0n !== last < first) {
    return {
      text: {
        en: `the range '${text}' never gets from ${from} to ${to}`,
        ko: `범위 '${text}'의 간격으로는 ${from}에서 ${to}까지 갈 수 없습니다.`,
      },
    };
  }
  const count = (last - first) / by + 1n;
  if (count > BigInt(MAX_RANGE_LEVELS)) {
    return {
      text: {
        en: `the range '${text}' has ${count} levels; at most ${MAX_RANGE_LEVELS} can be swept`,
        ko: `범위 '${text}'의 수준이 ${count}개입니다. ${MAX_RANGE_LEVELS}개까지 쓸 수 있습니다.`,
      },
    };
  }
  return {
    levels: Array.from({ length: Number(count) }, (_, index) =>
      fromScaled(first + by * BigInt(index), places),
    ),
  };
}

/** A step that suits a range this wide: 0.1 where it is narrow, as temperatures are, else round and making few levels. */
function stepFor(width: number): number {
  if (width <= 2) return 0.1;
  const size = 10 ** Math.floor(Math.log10(width));
  return width / size < 3 ? size / 2 : size;
}

function toScaled(decimal: string, places: number): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace(/^[-+]/, '').split('.');
  const digits = BigInt(`${whole || '0'}${fraction.padEnd(places, '0')}`);
  return negative ? -digits : digits;
}

function fromScaled(scaled: bigint, places: number): number {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const value = Number(places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`);
  return scaled < 0n ? -value : value;
}
