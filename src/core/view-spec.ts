import { z } from 'zod';
import { RATINGS, type Rating } from './annotation.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Value } from './trial.ts';
import { setYamlKey } from './yaml-edit.ts';

/** What a view can be narrowed to, by one word. */
export const SHOWN = [
  'all',
  'different',
  'done',
  'stale',
  'never',
  'error',
  'aborted',
  'skipped',
  'starred',
  'low-confidence',
  'failed-checks',
] as const;

export type Shown = (typeof SHOWN)[number];

/** Which results a view shows: those that meet all of it. */
export interface ViewFilter {
  show: Shown;
  /** The least rating; null for any, rated or not. */
  minRating: Rating | null;
  /** All of these. */
  tags: string[];
  /** What the answer holds; empty for anything. */
  text: string;
}

/** In which order the list is. */
export interface ViewSort {
  /** A column's name. */
  by: string;
  isDescending: boolean;
}

/** How a view narrows, sorts and lays out results, beside its axes. */
export interface ViewSpec {
  filter: ViewFilter;
  sort: ViewSort | null;
  /** Columns of the list in their order; null for the page's choice. */
  columns: string[] | null;
  /** Levels of what the others are compared with; null for what stands leftmost. */
  baseline: Record<string, Value> | null;
}

/** Everything, as it comes. */
export const NO_FILTER: ViewFilter = { show: 'all', minRating: null, tags: [], text: '' };

/** A view of which nothing is said. */
export const NO_VIEW_SPEC: ViewSpec = { filter: NO_FILTER, sort: null, columns: null, baseline: null };

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
          tags: z
            .union([word, z.array(word)])
            .transform((written) => [written].flat())
            .default([]),
          text: word.default(''),
        })
        .transform(({ min_rating: minRating, ...rest }): ViewFilter => ({
          ...rest,
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
    en: `${SHOWN_WORDS.join(', ')}, or a map such as { show: starred, min_rating: 4, tags: [good], text: word }`,
    ko: `${SHOWN_WORDS.join(', ')} 가운데 하나 또는 { show: starred, min_rating: 4, tags: [좋음], text: 낱말 }과 같은 맵`,
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

const specSchema = z.object(viewSpecShape);

/** Whether a filter keeps everything. */
export function isNoFilter(filter: ViewFilter): boolean {
  return toCanonicalJson(filter) === toCanonicalJson(NO_FILTER);
}

/** The values that the keys of a view's body have for a spec; undefined for a key that says nothing. */
function toWritten(spec: ViewSpec): Record<keyof ViewSpec, Value | undefined> {
  const { filter, sort, columns, baseline } = spec;
  const { show, minRating, tags, text } = filter;
  const parts: Record<string, Value> = {};
  if (show !== 'all') parts['show'] = show;
  if (minRating !== null) parts['min_rating'] = minRating;
  if (tags.length > 0) parts['tags'] = tags;
  if (text !== '') parts['text'] = text;
  const isWord = Object.keys(parts).length === 1 && show !== 'all';
  return {
    filter: isNoFilter(filter) ? undefined : isWord ? show : parts,
    sort: sort ? `${sort.isDescending ? '-' : ''}${sort.by}` : undefined,
    columns: columns ?? undefined,
    baseline: baseline ?? undefined,
  };
}

/** A view's body that says a spec; only the keys that it says anew are written. Throws where the body is no YAML map. */
export function writeViewSpec(body: string, before: ViewSpec, spec: ViewSpec): string {
  const was = toWritten(before);
  const is = toWritten(spec);
  let written = body;
  for (const key of ['filter', 'sort', 'columns', 'baseline'] as const) {
    if (toCanonicalJson(was[key]) !== toCanonicalJson(is[key])) written = setYamlKey(written, key, is[key]);
  }
  return written;
}

/** A spec as JSON text, for keeping it elsewhere than in a notebook. */
export function toSpecText(spec: ViewSpec): string {
  return JSON.stringify(toWritten(spec));
}

/** The spec that a JSON text says; nothing where it says none. */
export function parseSpecText(text: string | null): ViewSpec {
  if (text === null) return NO_VIEW_SPEC;
  try {
    const { data } = specSchema.safeParse(JSON.parse(text));
    return data ?? NO_VIEW_SPEC;
  } catch {
    return NO_VIEW_SPEC;
  }
}
