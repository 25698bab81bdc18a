import type { Text } from './text.ts';

/** What is wrong with a text that is no JSON. `position` counts UTF-16 units from 0; null where the engine tells none. */
export interface JsonFault {
  text: Text;
  position: number | null;
}

/** What V8 says of a text that is no JSON, and the same in Korean. `$1` is what the pattern holds. */
const SAID: [pattern: RegExp, korean: string][] = [
  [/^Unexpected end of JSON input/, '끝나야 할 곳 전에 끝났습니다.'],
  [/^Unexpected token (?:'(.*?)'|(.+?)),/s, "'$1' 문자가 올 수 없는 곳입니다."],
  [/^Expected property name or '}'/, '큰따옴표로 감싼 이름이나 }가 와야 합니다.'],
  [/^Expected double-quoted property name/, '큰따옴표로 감싼 이름이 와야 합니다.'],
  [/^Expected ':' after property name/, '이름 뒤에 콜론(:)이 와야 합니다.'],
  [/^Expected ',' or '}' after property value/, '값 뒤에 쉼표나 }가 와야 합니다.'],
  [/^Expected ',' or ']' after array element/, '값 뒤에 쉼표나 ]가 와야 합니다.'],
  [/^Unterminated string/, '닫히지 않은 문자열이 있습니다.'],
  [/^Unexpected non-whitespace character after JSON/, '값이 끝난 뒤에 글자가 더 있습니다.'],
  [/^Bad control character in string literal/, '문자열 안에 제어 문자(탭 등)가 그대로 있습니다.'],
  [/^Bad (?:escaped character|Unicode escape)/, '잘못된 이스케이프(\\)가 있습니다.'],
  [
    /^(?:Unexpected number|No number after minus|Unterminated fractional|Exponent part)/,
    '숫자의 형식이 잘못되었습니다.',
  ],
  [/^Unexpected string/, '문자열이 올 수 없는 곳입니다.'],
];

/** What `JSON.parse` threw, for people. */
export function toJsonFault(error: unknown): JsonFault {
  const words = error instanceof Error ? error.message : String(error);
  const place =
    / in JSON at position (\d+)(?: \(line \d+ column \d+\))?$| at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(
      words,
    );
  const en = words.slice(0, place?.index).replace(/, ("|\.\.\.).* is not valid JSON$/s, '');
  const position = place === null ? null : Number(place[1] ?? place[2]);
  for (const [pattern, korean] of SAID) {
    const match = pattern.exec(words);
    if (match) return { text: { en, ko: korean.replace('$1', () => match[1] ?? match[2] ?? '') }, position };
  }
  return { text: { en, ko: 'JSON으로 읽을 수 없습니다.' }, position };
}

/** The value of a JSON text, or what is wrong with it. */
export function readJson(text: string): { value: unknown } | { fault: JsonFault } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: toJsonFault(error) };
  }
}
