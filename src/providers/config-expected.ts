import type { Text } from '../core/text.ts';

const MONEY: Text = { en: 'a number of USD per million tokens', ko: '토큰 백만 개당 달러 숫자' };

/** What must stand at each key of `gamut.config.yaml`, to end a sentence that begins "X must be". */
export const EXPECTED: Record<string, Text> = {
  providers: { en: 'a list', ko: '목록' },
  'providers entry': {
    en: 'the name of a preset, or { id, kind, base_url, api_key_env }',
    ko: '프리셋 이름 또는 { id, kind, base_url, api_key_env }',
  },
  id: {
    en: 'a word of letters, digits, dot, dash or underscore',
    ko: '글자, 숫자, 점, 붙임표, 밑줄로 된 단어',
  },
  kind: { en: "'openai' or 'anthropic'", ko: "'openai' 또는 'anthropic'" },
  base_url: { en: 'an address', ko: '주소' },
  api_key_env: {
    en: 'the name of an environment variable, not the key itself',
    ko: '키 자체가 아니라 환경 변수 이름',
  },
  models: { en: 'a list of model names', ko: '모델 이름 목록' },
  concurrency: { en: 'a whole number from 1 to 1000', ko: '1~1000 사이의 정수' },
  timeout_ms: { en: 'a whole number of milliseconds from 1000', ko: '1000 이상의 밀리초 정수' },
  prices: { en: 'a list', ko: '목록' },
  'prices entry': { en: '{ model, input, output }', ko: '{ model, input, output } 형태' },
  model: { en: "written 'provider/model'", ko: "'provider/model' 형태" },
  input: MONEY,
  output: MONEY,
  cached_input: MONEY,
  cache_write: MONEY,
  as_of: { en: 'a day, written 2026-11-01', ko: '2026-11-01 형태의 날짜' },
  krw_per_usd: {
    en: 'written { rate: 1380, as_of: 2026-11-01 }',
    ko: '{ rate: 1380, as_of: 2026-11-01 } 형태',
  },
  'krw_per_usd entry': {
    en: 'written { rate: 1380, as_of: 2026-11-01 }',
    ko: '{ rate: 1380, as_of: 2026-11-01 } 형태',
  },
  requests_per_minute: { en: 'a whole number from 1', ko: '1 이상의 정수' },
  tokens_per_minute: { en: 'a whole number from 1', ko: '1 이상의 정수' },
  limits: { en: 'a list', ko: '목록' },
  'limits entry': {
    en: '{ model, requests_per_minute, tokens_per_minute }',
    ko: '{ model, requests_per_minute, tokens_per_minute } 형태',
  },
  budget: { en: 'written { per_day_usd: 5 }', ko: '{ per_day_usd: 5 } 형태' },
  'budget entry': { en: 'written { per_day_usd: 5 }', ko: '{ per_day_usd: 5 } 형태' },
  per_run_usd: { en: 'a number of USD from 0', ko: '0 이상의 달러 금액' },
  per_run_krw: { en: 'a number of KRW from 0', ko: '0 이상의 원화 금액' },
  per_day_usd: { en: 'a number of USD from 0', ko: '0 이상의 달러 금액' },
  ask_above_usd: { en: 'a number of USD from 0', ko: '0 이상의 달러 금액' },
  per_day_krw: { en: 'a number of KRW from 0', ko: '0 이상의 원화 금액' },
  rate: { en: 'a number above 0', ko: '0보다 큰 숫자' },
};
