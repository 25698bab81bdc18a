import { describe, expect, test } from 'vitest';
import { toPatternFault } from '../../src/core/pattern-fault.ts';
import { patternFault } from '../../src/core/pattern-syntax.ts';

describe('what is wrong with a pattern is said in both languages', () => {
  test.each([
    ['[', '[가 닫히지 않았습니다.'],
    ['(', '(가 닫히지 않았습니다.'],
    [')', ')에 맞는 (가 없습니다.'],
    ['*', '*, +, ?, {n} 앞에 반복할 것이 없습니다.'],
    ['a{2,1}', '{m,n}의 앞 숫자가 뒤 숫자보다 큽니다.'],
    ['a\\', '\\로 끝납니다.'],
    ['[b-a]', '[ ] 안의 범위가 거꾸로입니다.'],
    ['(?<a>x)(?<a>y)', '이름이 같은 그룹이 둘입니다.'],
    ['(?<1>a)', '그룹 이름이 올바르지 않습니다.'],
    ['(?<y>a)\\k<x>', '\\k<이름>이 가리키는 그룹이 없습니다.'],
    ['(?z)', '(? 뒤에 쓸 수 없는 내용이 있습니다.'],
    ['/]/v', ']나 }에 맞는 짝이 없습니다. \\]나 \\}로 쓰세요.'],
    ['/x{/v', '{가 닫히지 않았습니다. 문자 그대로면 \\{로 쓰세요.'],
    ['/\\p{Foo}/v', '\\p{...}의 이름이 잘못되었습니다. 예: \\p{Script=Hangul}'],
    ['/\\u{zz}/v', '\\u나 \\c의 형식이 잘못되었습니다.'],
    ['/[a--&&b]/v', '[ ] 안에 쓸 수 없는 내용이 있습니다.'],
    ['/\\q/v', '쓸 수 없는 이스케이프(\\)가 있습니다.'],
    ['/a/q', '마지막 / 뒤에는 d, i, m, s, u, v, y 플래그만 쓸 수 있습니다.'],
    ['(?=x)(a+)+', '끝없는 반복 안에 끝없는 반복이 있어 끝나지 않을 수 있습니다.'],
  ])('%s', (pattern, ko) => {
    const fault = toPatternFault(patternFault(pattern) ?? 'there is none');
    expect(fault.ko).toBe(ko);
    expect(fault.en).not.toMatch(/[가-힣]|Invalid regular/);
  });

  test('another engine’s words', () => {
    expect(toPatternFault('unterminated parenthetical')).toEqual({
      en: 'it cannot be read',
      ko: '읽을 수 없습니다.',
    });
  });
});
