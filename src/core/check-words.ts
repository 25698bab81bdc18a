import type { Check } from './notebook.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';

/** What kind of value a type of check compares with: types of one kind take over each other's. */
export type CheckValueKind = 'pattern' | 'texts' | 'count' | 'nothing' | 'schema' | 'field' | 'reasons';

/** A type of check for people. */
export interface CheckWords {
  /** What it asks of an answer. */
  name: Text;
  takes: CheckValueKind;
  /** What a check of this type is called until somebody names it: an id, in the language of who makes it. */
  id: Text;
  /** The value that a new one begins with. */
  first: Value;
}

const TEXT: Text = { en: 'hello', ko: '안녕' };

/** Every type of check in the words of people, in the order of menus; the type's own name is the term of the field. */
export const CHECK_WORDS: Record<Check['type'], CheckWords> = {
  contains: {
    name: { en: 'has all of these texts', ko: '이 텍스트를 모두 포함' },
    takes: 'texts',
    id: { en: 'has', ko: '포함' },
    first: null,
  },
  'not-contains': {
    name: { en: 'has none of these texts', ko: '이 텍스트를 포함하지 않음' },
    takes: 'texts',
    id: { en: 'has-not', ko: '제외' },
    first: null,
  },
  equals: {
    name: { en: 'is one of these texts', ko: '이 텍스트 중 하나와 같음' },
    takes: 'texts',
    id: { en: 'is', ko: '일치' },
    first: null,
  },
  regex: {
    name: { en: 'matches a pattern', ko: '정규식과 일치' },
    takes: 'pattern',
    id: { en: 'pattern', ko: '형식' },
    first: '.',
  },
  'not-regex': {
    name: { en: 'does not match a pattern', ko: '정규식과 일치하지 않음' },
    takes: 'pattern',
    id: { en: 'no-pattern', ko: '금지-형식' },
    first: '^$',
  },
  'max-graphemes': {
    name: { en: 'is at most this long', ko: '최대 글자 수' },
    takes: 'count',
    id: { en: 'short', ko: '짧음' },
    first: 600,
  },
  'min-graphemes': {
    name: { en: 'is at least this long', ko: '최소 글자 수' },
    takes: 'count',
    id: { en: 'long', ko: '길이' },
    first: 20,
  },
  'max-sentences': {
    name: { en: 'at most so many sentences', ko: '최대 문장 수' },
    takes: 'count',
    id: { en: 'brief', ko: '문장-수' },
    first: 3,
  },
  json: {
    name: { en: 'is JSON', ko: 'JSON 형식' },
    takes: 'nothing',
    id: { en: 'json', ko: 'json' },
    first: null,
  },
  'json-schema': {
    name: { en: 'fits a JSON Schema', ko: 'JSON 스키마에 맞음' },
    takes: 'schema',
    id: { en: 'schema', ko: '스키마' },
    first: { type: 'object' },
  },
  'json-field': {
    name: { en: 'has a field in its JSON', ko: 'JSON 항목' },
    takes: 'field',
    id: { en: 'field', ko: '항목' },
    first: { path: 'label' },
  },
  'finish-reason': {
    name: { en: 'ended for this reason', ko: '종료 사유' },
    takes: 'reasons',
    id: { en: 'finished', ko: '종료' },
    first: 'stop',
  },
};

/** The types of check in groups, as a menu has them. */
export const CHECK_GROUPS: readonly { name: Text; types: readonly Check['type'][] }[] = [
  {
    name: { en: 'Text', ko: '텍스트' },
    types: ['contains', 'not-contains', 'equals', 'regex', 'not-regex'],
  },
  { name: { en: 'Length', ko: '길이' }, types: ['max-graphemes', 'min-graphemes', 'max-sentences'] },
  { name: { en: 'JSON', ko: 'JSON' }, types: ['json', 'json-schema', 'json-field'] },
  { name: { en: 'Ending', ko: '끝맺음' }, types: ['finish-reason'] },
];

/** A check of a type to begin with: its id is free. `isKorean`: for whom its id, and a text that stands for another,
 * are written. */
export function newCheck(type: Check['type'], taken: readonly string[], isKorean: boolean): Check {
  const { id, takes, first } = CHECK_WORDS[type];
  const locale = isKorean ? 'ko' : 'en';
  const value = takes === 'texts' ? TEXT[locale] : first;
  return { id: freeCheckId(id[locale], taken), type, value };
}

/** The value that a check has as another type: its own where that takes the same kind, else what a new one begins with. */
export function valueAs({ type, value }: Check, next: Check['type'], isKorean: boolean): Value {
  const from = CHECK_WORDS[type].takes;
  const to = CHECK_WORDS[next].takes;
  return from === to ? value : newCheck(next, [], isKorean).value;
}

/** An id like another that no check has yet: `short`, `short-2`. */
export function freeCheckId(stem: string, taken: readonly string[]): string {
  const base = stem.replace(/-\d+$/, '');
  let id = taken.includes(stem) ? `${base}-2` : stem;
  for (let n = 3; taken.includes(id); n += 1) id = `${base}-${n}`;
  return id;
}
