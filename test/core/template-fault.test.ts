import { describe, expect, test } from 'vitest';
import { renderTemplate, TemplateError } from '../../src/core/template.ts';

function faultOf(template: string) {
  try {
    renderTemplate(template, { a: '1' });
  } catch (error) {
    if (error instanceof TemplateError) return error.text;
    throw error;
  }
  return { en: 'none', ko: 'none' };
}

describe('what is wrong in a template is said in both languages', () => {
  test.each([
    ['{{a', '닫는 }}가 없습니다: {{a — '],
    ['{% if a %}', '닫히지 않았습니다: {% if a %} — '],
    ['{% raw %}', '닫히지 않았습니다: {% raw %} — '],
    ['{{ a[0 }}', '[가 닫히지 않았습니다.'],
    ['{{ }}', '변수나 값이 빠졌습니다.'],
    ['{% if %}x{% endif %}', '변수나 값이 빠졌습니다.'],
    ['{{ {a} }}', "'{a}' 부분을 읽을 수 없습니다."],
    ['{% for %}', '태그를 잘못 썼습니다: {% for %}'],
    ['{% %}', '태그 이름이 빠졌습니다.'],
    ['{% assign %}', '변수 이름이 빠졌습니다.'],
    ['{% capture %}{% endcapture %}', '변수 이름이 빠졌습니다.'],
    ['{% assign x %}', '= 문자가 빠졌습니다.'],
    ['{{ a | upcase x }}', '필터 이름 뒤에 콜론(:)이 빠졌습니다.'],
    ['{{ a | 없음 }}', "'없음' 필터가 없습니다."],
    ['{{ a | append: }}', 'append 필터에 값을 쓰세요.'],
    ['{{ (1..) }}', '이곳에 올 수 없는 내용입니다: )'],
    ['{% if (a %}x{% endif %}', '괄호가 맞지 않습니다.'],
    ['{% cycle %}', 'cycle 태그에 돌려 쓸 값이 없습니다.'],
    ['{% if a %}{% else %}{% else %}{% endif %}', 'else 뒤에는 elsif나 else를 쓸 수 없습니다.'],
    ['{% # a\n b %}', '주석의 모든 줄은 #으로 시작해야 합니다.'],
    ['{{ "%" | base64_decode }}', 'base64 텍스트가 아닙니다.'],
    ['{% include "x" %}', "여기에 쓸 수 있는 'include' 태그가 없습니다."],
    ['{% for i in (1..1000000) %}{{i}}{% endfor %}', '템플릿이 너무 많은 일을 합니다.'],
    ['{{ 이름 }}', "변수 '이름'이 정의되어 있지 않습니다."],
  ])('%s', (template, ko) => {
    const told = faultOf(template);
    expect(told.ko).toContain(ko);
    expect(told.en).not.toMatch(/[가-힣].*[가-힣]{3}|not a valid template/);
  });

  test('a template that is too long', () => {
    expect(faultOf(`{{a}}${'x'.repeat(1_500_000)}`).ko).toBe('템플릿이 너무 깁니다.');
  });
});
