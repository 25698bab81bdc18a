import { z } from 'zod';
import { RATINGS, type Rating } from './annotation.ts';
import type { Text } from './text.ts';
import { NO_FILTER, SHOWN, type Shown, type ViewFilter, type ViewSort } from './view-spec.ts';

const SHOWN_WORDS = [...SHOWN, 'failed'] as const;
const shown = z.enum(SHOWN_WORDS).transform((word): Shown => (word === 'failed' ? 'error' : word));
const word = z.union([z.string(), z.number()]).transform(String);

/** The keys of a view's body that make its {@link ViewSpec}, as written. */
export const viewSpecShape = {
  filter: z
    .union([
      shown.transform((show): ViewFilter => ({ ...NO_FILTER, show })),
      z
        .strictObject({
          show: shown.default('all'),
          min_rating: z
            .union(RATINGS.map((one) => z.literal(one)))
            .nullable()
            .default(null),
          min_unsure: z.number().gt(0).max(1).nullable().default(null),
          logprobs: z.enum(['raw', 'sampled', 'unknown']).nullable().default(null),
          tags: z
            .union([word, z.array(word)])
            .transform((written) => [written].flat())
            .default([]),
          text: word.default(''),
        })
        .transform(({ min_rating: minRating, min_unsure: minUnsure, ...rest }): ViewFilter => ({
          ...rest,
          minUnsure,
          minRating: minRating as Rating | null,
        })),
    ])
    .nullable()
    .default(null)
    .transform((filter) => filter ?? NO_FILTER),
  sort: z
    .string()
    .regex(/^-?[^\s-]/)
    .nullable()
    .default(null)
    .transform((written): ViewSort | null => {
      if (written === null) return null;
      const isDescending = written.startsWith('-');
      return { by: isDescending ? written.slice(1) : written, isDescending };
    }),
  columns: z.array(word).min(1).nullable().default(null),
  baseline: z.record(z.string(), z.json()).nullable().default(null),
};

export const VIEW_SPEC_EXPECTED: Record<string, Text> = {
  filter: {
    en: `${SHOWN_WORDS.join(', ')}, or a map such as { show: starred, min_rating: 4, min_unsure: 0.1, tags: [good], text: word }`,
    ko: `${SHOWN_WORDS.join(', ')} 가운데 하나 또는 { show: starred, min_rating: 4, min_unsure: 0.1, tags: [좋음], text: 낱말 }과 같은 맵`,
  },
  sort: {
    en: "a column's name such as cost, or -cost from the greatest down",
    ko: 'cost와 같은 열 이름, 큰 것부터면 -cost',
  },
  columns: {
    en: 'a list of columns such as [status, persona, response, rating]',
    ko: '[status, persona, response, rating]과 같은 열 목록',
  },
  baseline: { en: 'a map such as { persona: chef }', ko: '{ persona: chef }와 같은 맵' },
};
