import { createHash } from 'node:crypto';

/** What a server can do wrong, with a request of its own or with an answer under way. */
export const FAULTS = [
  '429',
  '429-seconds',
  '429-date',
  '429-ms',
  '500',
  '503',
  '529',
  'reset',
  'reset-midway',
  'truncated',
  'garbage',
  'stall',
  'silence',
  'html',
  'json-type',
  'error-event',
] as const;

/** What is odd, and is an answer all the same. */
export const ODDITIES = ['slow-headers', 'plain-type', 'usage-twice', 'usage-missing'] as const;

/** What is no use to try again. */
export const REFUSALS = ['400', '401', 'quota'] as const;

export type Fault = (typeof FAULTS)[number];
export type Oddity = (typeof ODDITIES)[number];
export type Refusal = (typeof REFUSALS)[number];

/** How a server treats a request. */
export type Treatment = 'well' | Fault | Oddity | Refusal;

/** Of one request: the SHA-256 of its body, and how often that body has come before. */
export interface Asked {
  hash: string;
  nth: number;
  model: string;
}

/** A number in [0, 1) that hangs on the seed and the words alone: the same in whatever order requests come. */
export function chance(seed: number, ...words: (string | number)[]): number {
  return (
    createHash('sha256')
      .update([seed, ...words].join(':'))
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}

/** A script that gives a share of all requests a fault or an oddity, each kind as often as any other. */
export function createMix(
  seed: number,
  share: number,
  kinds: readonly Treatment[] = [...FAULTS, ...ODDITIES],
): (asked: Asked) => Treatment {
  return ({ hash, nth }) => {
    if (chance(seed, 'whether', hash, nth) >= share) return 'well';
    return kinds[Math.floor(chance(seed, 'which', hash, nth) * kinds.length)] ?? 'well';
  };
}
