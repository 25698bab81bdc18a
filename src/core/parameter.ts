import type { Text } from './text.ts';

/** A sampling parameter that Gamut knows the type of: `parameter-level.ts` has that. What a model takes of it is told by {@link ./capability.ts}. */
export interface Parameter {
  /** As in the APIs. */
  name: string;
  /** Whether `0 to 1 step 0.25` can stand for levels. */
  numeric: boolean;
  /** What one level may be, in words. */
  expected: Text;
}

const number: Text = { en: 'a number', ko: '숫자' };
const integer: Text = { en: 'a whole number', ko: '정수' };

function toParameter(name: string, expected: Text, numeric = true): Parameter {
  return { name, expected, numeric };
}

/** The sampling parameters whose types are checked. Any other name is passed on as it is. */
export const PARAMETERS: ReadonlyMap<string, Parameter> = new Map(
  [
    toParameter('temperature', {
      en: 'a number from 0',
      ko: '0 이상의 숫자',
    }),
    toParameter('top_p', {
      en: 'a number from 0 to 1',
      ko: '0에서 1까지의 숫자',
    }),
    toParameter('top_k', { en: 'a whole number from 0', ko: '0 이상의 정수' }),
    toParameter('min_p', {
      en: 'a number from 0 to 1',
      ko: '0에서 1까지의 숫자',
    }),
    toParameter('max_tokens', {
      en: 'a whole number from 1',
      ko: '1 이상의 정수',
    }),
    toParameter('frequency_penalty', number),
    toParameter('presence_penalty', number),
    toParameter('repetition_penalty', number),
    toParameter('seed', integer),
    toParameter('top_logprobs', {
      en: 'a whole number from 0',
      ko: '0 이상의 정수',
    }),
    toParameter(
      'stop',
      {
        en: "a text such as '###', or a list of texts to send several at once",
        ko: "'###'와 같은 텍스트, 또는 한 번에 여러 개를 보내는 텍스트 목록",
      },
      false,
    ),
    toParameter('reasoning_effort', { en: 'a word such as low or high', ko: 'low, high와 같은 단어' }, false),
    toParameter(
      'response_format',
      {
        en: 'json_object, text, or a map with a type',
        ko: 'json_object, text 또는 type이 있는 맵',
      },
      false,
    ),
    toParameter(
      'logit_bias',
      {
        en: 'a map of token ids to numbers',
        ko: '토큰 번호와 숫자의 맵',
      },
      false,
    ),
    toParameter(
      'thinking',
      {
        en: 'a map such as { type: enabled, budget_tokens: 2048 }',
        ko: '{ type: enabled, budget_tokens: 2048 }과 같은 맵',
      },
      false,
    ),
    toParameter('cache_control', { en: '5m or 1h', ko: '5m 또는 1h' }, false),
    toParameter('verbosity', { en: 'a word such as low or high', ko: 'low, high와 같은 단어' }, false),
  ].map((parameter) => [parameter.name, parameter]),
);

/** Parameters of some servers whose names are much like known ones, and are meant all the same. */
export const FOREIGN_PARAMETERS: ReadonlySet<string> = new Set([
  'min_tokens',
  'top_a',
  'typical_p',
  'repeat_penalty',
  'frequency_penalty_range',
]);

/** Names that Gamut sends itself or that have no place in a notebook, each with what to write instead. */
export const REFUSED_PARAMETERS: ReadonlyMap<string, Text> = new Map(
  Object.entries({
    n: { en: 'write `repeats` instead', ko: '대신 `repeats`를 쓰세요' },
    stream: { en: 'Gamut sets it itself', ko: 'Gamut이 직접 정합니다' },
    stream_options: { en: 'Gamut sets it itself', ko: 'Gamut이 직접 정합니다' },
    messages: {
      en: 'messages come from persona and prompt cells',
      ko: '메시지는 페르소나와 프롬프트 셀에서 옵니다',
    },
    system: { en: 'write a persona cell instead', ko: '대신 페르소나 셀을 쓰세요' },
    logprobs: {
      en: 'write `top_logprobs: 5` (0 for none but the chosen one) instead',
      ko: '대신 `top_logprobs: 5`처럼 쓰세요(0은 선택된 토큰만)',
    },
    max_completion_tokens: {
      en: 'write `max_tokens` instead; Gamut sends it under the name that the model takes',
      ko: '대신 `max_tokens`를 쓰세요. 모델이 받는 이름으로 보냅니다',
    },
    stop_sequences: { en: 'write `stop` instead', ko: '대신 `stop`을 쓰세요' },
    api_key: {
      en: 'keys never go into a notebook; put it in .env',
      ko: '키는 노트북에 넣지 않습니다. .env에 넣으세요',
    },
  }),
);

/** Whether a parameter's levels are numbers, so that they can be stepped. */
export function isNumeric(name: string): boolean {
  return PARAMETERS.get(name)?.numeric ?? false;
}

/** Whether a word can be a parameter's name. */
export function isParameterName(name: string): boolean {
  return /^[a-z][a-z0-9_.-]*$/i.test(name);
}
