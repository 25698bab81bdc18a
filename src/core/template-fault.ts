import { toSuggestion } from './nearest.ts';
import type { Text } from './text.ts';

const AS_TEXT: Text = {
  en: 'to send {{ or {% as text, put it between {% raw %} and {% endraw %}',
  ko: '{{나 {%를 글자 그대로 보내려면 {% raw %}와 {% endraw %} 사이에 쓰세요.',
};

/** What the template engine says of a syntax, and how it is said to a person. `$1` is what the pattern holds. */
const SAID: [said: RegExp, text: Text][] = [
  [
    /^tag "(.*)" not found$/s,
    {
      en: `there is no tag '$1' here; ${AS_TEXT.en}`,
      ko: `여기에 쓸 수 있는 '$1' 태그가 없습니다. ${AS_TEXT.ko}`,
    },
  ],
  [
    /^output "(.*)" not closed$/s,
    { en: `this is never closed with }}: $1 — ${AS_TEXT.en}`, ko: `닫는 }}가 없습니다: $1 — ${AS_TEXT.ko}` },
  ],
  [
    /^(?:tag|raw|output) "?(.*?)"? not closed$/s,
    { en: `$1 is never closed; ${AS_TEXT.en}`, ko: `닫히지 않았습니다: $1 — ${AS_TEXT.ko}` },
  ],
  [/^\[ not closed$/, { en: 'a [ is never closed', ko: '[가 닫히지 않았습니다.' }],
  [
    /^invalid value expression: ""$/,
    { en: 'a variable or a value is missing', ko: '변수나 값이 빠졌습니다.' },
  ],
  [
    /^invalid value expression: "(.*)"$/s,
    {
      en: "'$1' is no value; write a variable as {{name}}",
      ko: "'$1' 부분을 읽을 수 없습니다. 변수는 {{이름}}처럼 쓰세요.",
    },
  ],
  [/^illegal tag: (.*)$/s, { en: 'this tag is not written right: $1', ko: '태그를 잘못 썼습니다: $1' }],
  [/tag name expected$|^illegal liquid tag/, { en: 'the tag has no name', ko: '태그 이름이 빠졌습니다.' }],
  [
    /^expected variable name|^invalid capture name/,
    { en: 'the name of the variable is missing', ko: '변수 이름이 빠졌습니다.' },
  ],
  [
    /^expected filter name/,
    { en: 'after | the name of a filter is missing', ko: '| 뒤에 필터 이름이 빠졌습니다.' },
  ],
  [
    /^expected ":" after filter name/,
    { en: 'after the name of a filter a colon (:) is missing', ko: '필터 이름 뒤에 콜론(:)이 빠졌습니다.' },
  ],
  [/^expected "(.*?)"/, { en: '$1 is missing', ko: '$1 문자가 빠졌습니다.' }],
  [
    /^unexpected (?:token|character) "(.*?)"/s,
    { en: 'this cannot stand here: $1', ko: '이곳에 올 수 없는 내용입니다: $1' },
  ],
  [
    /^(?:unbalanced parentheses|invalid range syntax)/,
    {
      en: 'the parentheses are not right; a range is written (1..5)',
      ko: '괄호가 맞지 않습니다. 범위는 (1..5)처럼 쓰세요.',
    },
  ],
  [/^empty candidates/, { en: 'cycle has nothing to go through', ko: 'cycle 태그에 돌려 쓸 값이 없습니다.' }],
  [
    /^unexpected elsif after else|^duplicated else/,
    { en: 'nothing of an if can come after its else', ko: 'else 뒤에는 elsif나 else를 쓸 수 없습니다.' },
  ],
  [
    /^every line of an inline comment/,
    { en: 'every line of a comment starts with #', ko: '주석의 모든 줄은 #으로 시작해야 합니다.' },
  ],
  [
    /^(append|prepend) expect 2 arguments/,
    { en: 'the filter $1 needs a value: $1: "text"', ko: '$1 필터에 값을 쓰세요. 예: $1: "텍스트"' },
  ],
  [/^invalid base64/, { en: 'the text is no base64', ko: 'base64 텍스트가 아닙니다.' }],
  [/^parse length limit exceeded/, { en: 'this template is too long', ko: '템플릿이 너무 깁니다.' }],
  [/limit exceeded$/, { en: 'this template does too much', ko: '템플릿이 너무 많은 일을 합니다.' }],
  [/call stack/i, { en: 'nested too deep', ko: '너무 깊이 중첩되어 있습니다.' }],
];

/** What is wrong in a template, by the engine's words. `filters` are the filters that there are. */
export function toTemplateFault(words: string, filters: string[]): Text {
  const filter = /^undefined filter: (.*)$/s.exec(words)?.[1];
  if (filter !== undefined) {
    const more = toSuggestion(filter, filters);
    return {
      en: `there is no filter '${filter}'${more.en}`,
      ko: `'${filter}' 필터가 없습니다.${more.ko}`,
    };
  }
  for (const [said, text] of SAID) {
    const match = said.exec(words);
    if (!match) continue;
    const fill = (sentence: string) => sentence.replaceAll('$1', () => match[1] ?? '');
    return { en: fill(text.en), ko: fill(text.ko) };
  }
  return { en: `not a valid template: ${words}`, ko: `템플릿 문법이 올바르지 않습니다: ${words}` };
}
