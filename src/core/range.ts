import type { Text } from './text.ts';

/** As many levels as a range may make. */
export const MAX_RANGE_LEVELS = 1_000;

const DECIMAL = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
const RANGE = new RegExp(`^\\s*(${DECIMAL})\\s+to\\s+(${DECIMAL})(?:\\s+step\\s+(${DECIMAL}))?\\s*$`);

/** The levels of `0 to 1.5 step 0.25`, exact in decimals, the end included where a step meets it; null for text that is
 * no range. The sign of the step is that of the way. */
export function parseRange(text: string): { levels: number[] } | { text: Text } | null {
  const match = RANGE.exec(text);
  if (!match) return null;
  const [, from = '', to = '', step] = match;
  if (step === undefined) {
    return {
      text: {
        en: `the range '${text}' has no step; write '${from} to ${to} step 0.1'`,
        ko: `범위 '${text}'에 간격이 없습니다. '${from} to ${to} step 0.1'처럼 쓰세요.`,
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
