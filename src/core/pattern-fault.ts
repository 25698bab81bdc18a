import { ENDLESS } from './pattern-syntax.ts';
import type { Text } from './text.ts';

/** What V8 says of a pattern that is not valid, and how it is said to a person. */
const REASONS: [said: RegExp, text: Text][] = [
  [/Unterminated character class$/, { en: 'a [ is never closed', ko: '[가 닫히지 않았습니다.' }],
  [/Unterminated group$/, { en: 'a ( is never closed', ko: '(가 닫히지 않았습니다.' }],
  [/Unmatched '\)'$/, { en: 'a ) closes nothing', ko: ')에 맞는 (가 없습니다.' }],
  [
    /Lone quantifier brackets$/,
    {
      en: 'a ] or } closes nothing; write \\] or \\}',
      ko: ']나 }에 맞는 짝이 없습니다. \\]나 \\}로 쓰세요.',
    },
  ],
  [
    /Nothing to repeat$/,
    { en: 'a * + ? or {n} has nothing before it to repeat', ko: '*, +, ?, {n} 앞에 반복할 것이 없습니다.' },
  ],
  [
    /numbers out of order in \{\} quantifier$/,
    { en: 'in {m,n} the first number is the larger one', ko: '{m,n}의 앞 숫자가 뒤 숫자보다 큽니다.' },
  ],
  [
    /Incomplete quantifier$/,
    {
      en: 'a { is never closed; write \\{ for the character',
      ko: '{가 닫히지 않았습니다. 문자 그대로면 \\{로 쓰세요.',
    },
  ],
  [
    /Range out of order in character class$/,
    { en: 'a range in [ ] runs backwards', ko: '[ ] 안의 범위가 거꾸로입니다.' },
  ],
  [
    /(?:Invalid character class|Invalid set operation in character class|Invalid character in character class|Negated character class may contain strings)$/,
    { en: 'what stands in [ ] is not allowed there', ko: '[ ] 안에 쓸 수 없는 내용이 있습니다.' },
  ],
  [/\\ at end of pattern$/, { en: 'it ends in a \\', ko: '\\로 끝납니다.' }],
  [
    /Invalid property name(?: in character class)?$/,
    {
      en: 'there is no such \\p{...}; \\p{Script=Hangul} is one',
      ko: '\\p{...}의 이름이 잘못되었습니다. 예: \\p{Script=Hangul}',
    },
  ],
  [
    /Invalid Unicode escape$/,
    { en: 'a \\u or \\c is not written in full', ko: '\\u나 \\c의 형식이 잘못되었습니다.' },
  ],
  [
    /Invalid (?:class |decimal )?escape$/,
    { en: 'a \\ stands before what needs none', ko: '쓸 수 없는 이스케이프(\\)가 있습니다.' },
  ],
  [/Duplicate capture group name$/, { en: 'two groups have one name', ko: '이름이 같은 그룹이 둘입니다.' }],
  [
    /Invalid capture group name$/,
    { en: 'the name of a group is not a word', ko: '그룹 이름이 올바르지 않습니다.' },
  ],
  [
    /Invalid named (?:reference|capture referenced)$/,
    { en: 'a \\k<name> stands for a group that is not there', ko: '\\k<이름>이 가리키는 그룹이 없습니다.' },
  ],
  [
    /Invalid (?:group|flag group)$|in flag group$/,
    { en: 'after (? something stands that means nothing', ko: '(? 뒤에 쓸 수 없는 내용이 있습니다.' },
  ],
  [/(?:too large|Stack overflow|Too many captures)$/i, { en: 'it is too large', ko: '너무 큽니다.' }],
  [
    /^Invalid flags/,
    {
      en: 'after the last / only the flags d, i, m, s, u, v, y can stand',
      ko: '마지막 / 뒤에는 d, i, m, s, u, v, y 플래그만 쓸 수 있습니다.',
    },
  ],
];

/** What is wrong with a pattern, by the words of the engine that refused it. */
export function toPatternFault(words: string): Text {
  if (words === ENDLESS) {
    return { en: ENDLESS, ko: '끝없는 반복 안에 끝없는 반복이 있어 끝나지 않을 수 있습니다.' };
  }
  const known = REASONS.find(([said]) => said.test(words));
  return known?.[1] ?? { en: 'it cannot be read', ko: '읽을 수 없습니다.' };
}
