import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { Text } from '../../src/core/text.ts';
import { readYaml } from '../../src/core/yaml-body.ts';
import { toThrownYamlFault, toYamlFault, YAML_FAULTS } from '../../src/core/yaml-fault.ts';

const HANGUL = /[가-힣]/;

/** The codes that the installed library declares: the list of its own types. */
function codesOfLibrary(): string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('yaml'));
  const declared = /type ErrorCode = ([^;]+);/.exec(readFileSync(path.join(folder, 'errors.d.ts'), 'utf8'));
  return [...(declared?.[1] ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
}

function tellOf(yaml: string): Text | undefined {
  const told: Text[] = [];
  const report: Report = (_severity, _offset, message) => void told.push(message);
  readYaml(yaml, 0, report);
  return told[0];
}

test('every code of the YAML reader has its sentence in both languages', () => {
  const codes = codesOfLibrary();
  expect(codes.length).toBeGreaterThan(20);
  expect(Object.keys(YAML_FAULTS).sort()).toEqual(codes.sort());
  for (const { en, ko } of Object.values(YAML_FAULTS)) {
    expect(en).not.toMatch(HANGUL);
    expect(ko).toMatch(HANGUL);
    expect(ko).toMatch(/\.$/);
  }
});

describe('what is wrong is said in the person’s language', () => {
  test.each([
    ['title: "a', '따옴표(")가 닫히지 않았습니다.', 'never closed'],
    ["title: 'a", "따옴표(')가 닫히지 않았습니다.", 'never closed'],
    ['model: [a', '괄호가 닫히지 않았습니다. ] 문자가 빠졌습니다.', '] is missing'],
    ['x:\n  y: {a: 1', '괄호가 닫히지 않았습니다. } 문자가 빠졌습니다.', '} is missing'],
    ['title: a: b', '값 안에 콜론이 더 있습니다', 'colon too many'],
    ['a: 1\na: 2', '같은 키가 두 번 있습니다.', 'twice'],
    ['a:\n\tb: 1', '탭 대신 공백', 'not by tabs'],
    ['title: @a', '값은 @ 문자로 시작할 수 없습니다', 'cannot start with @'],
    ['title: %a', '값은 % 문자로 시작할 수 없습니다', 'cannot start with %'],
    ['title: a\nb\nc: 1', '키', 'key'],
    ['title: a\nmodel', '키 뒤에 콜론이 없습니다', 'no colon behind this key'],
    ['a: - b', '-로 시작하는 목록은 키 아래의 다음 줄부터', 'lines of its own'],
    ['a: [1,,2]', '쉼표가 하나 더 있습니다.', 'a comma too many'],
    ['a: "b" c', '이곳에 올 수 없는 내용입니다.', 'cannot stand here'],
    ['a: "\\q"', '이스케이프(\\)가 잘못되었습니다', 'starts an escape'],
    ['a: 1\n b: 2', '들여쓰기를 고치세요', 'indentation'],
    ['- a\nb: 1', '이곳에 올 수 없는 내용입니다.', 'cannot stand here'],
    ['a: &x &y 1', '앵커(&이름)를 하나만', 'one anchor'],
    ['a: *b', '*b 별칭이 가리키는 &b 앵커가 앞에 없습니다', 'anchor &b'],
    ['a: !foo b', '태그(!이름)', 'tag (!name)'],
    ['a: [\n- b\n]', '] 문자가 빠졌습니다', '] is missing'],
    ['a: |\n x\ny', '키 뒤에 콜론이 없습니다', 'no colon'],
    ['a: 1\n---\nb: 2', '문서가 둘 이상입니다.', 'second document'],
  ])('%j', (yaml, ko, en) => {
    const told = tellOf(yaml);
    expect(told?.ko).toContain(ko);
    expect(told?.en).toContain(en);
  });
});

test('what is nested too deep is said to be so', () => {
  expect(tellOf(`a: ${'['.repeat(20_000)}`)?.ko).toContain('너무 깊이 중첩되어 있습니다.');
});

test('no Korean sentence holds the library’s own English, whatever is broken', () => {
  // A text that uses most of YAML, cut at every place and with every odd character put in.
  const text = 'a: &x [1, "two", {b: \'c\'}]\nd: |\n  text\ne: *x\nf:\n  - g: !t h\n  - i # note\n';
  const odd = [
    '',
    ']',
    '}',
    '"',
    "'",
    ':',
    '- ',
    '\t',
    '&',
    '*',
    '!',
    '@',
    '%',
    '|',
    '? ',
    ', ',
    '#',
    '---\n',
  ];
  let count = 0;
  for (let at = 0; at <= text.length; at += 1) {
    for (const put of odd) {
      const broken = put === '' ? text.slice(0, at) : text.slice(0, at) + put + text.slice(at);
      const document = parseDocument(broken, { prettyErrors: false, logLevel: 'error' });
      const told = [...document.errors, ...document.warnings].map(toYamlFault);
      if (document.errors.length === 0) {
        try {
          document.toJS({ maxAliasCount: 100 });
        } catch (error) {
          told.push(toThrownYamlFault(error));
        }
      }
      for (const { ko } of told) {
        count += 1;
        expect([broken, ko]).toEqual([broken, expect.stringMatching(HANGUL)]);
        // Nothing but names and marks is Latin.
        expect(ko.match(/[A-Za-z]{4,}/g) ?? []).toEqual([]);
      }
    }
  }
  expect(count).toBeGreaterThan(1000);
});
