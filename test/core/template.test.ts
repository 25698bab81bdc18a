import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TemplateError, renderTemplate, templateVariables } from '../../src/core/template.ts';

function errorOf(template: string, vars: Record<string, string> = {}): TemplateError {
  try {
    renderTemplate(template, vars);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('variables are put in, Hangul names among them', () => {
  expect(renderTemplate('{{이름}}님, {{ question }}', { 이름: '지민', question: '왜?' })).toBe('지민님, 왜?');
  expect(templateVariables('{{b}}{% if 이름 %}{{a}}{% endif %}{{b}}{{ 이름 | upcase }}')).toEqual([
    'b',
    '이름',
    'a',
  ]);
});

test('values are put in as they are: no HTML escaping, no templates inside', () => {
  expect(renderTemplate('{{a}}', { a: '<b> & {{b}}\r\n' })).toBe('<b> & {{b}}\r\n');
});

test('a variable that is not defined is named with its place and the nearest one', () => {
  const error = errorOf('첫 줄\n  {{qestion}}', { question: 'x' });
  expect(error).toMatchObject({ line: 2, column: 5, variable: 'qestion' });
  expect(error.text.en).toBe("variable 'qestion' is not defined; did you mean 'question'?");
  expect(error.text.ko).toContain("'question'");
});

test('`if` and `default` can do without a variable', () => {
  expect(renderTemplate('{% if a %}x{% endif %}{{ a | default: "y" }}', {})).toBe('y');
});

test('mistakes have a line, a column and what to do', () => {
  expect(errorOf('a\n{{ x ').text.en).toContain('{% raw %}');
  expect(errorOf('a\n{{ x ')).toMatchObject({ line: 2, column: 1 });
  expect(errorOf('{{ a | upcas }}', { a: 'x' }).text.en).toBe(
    "there is no filter 'upcas'; did you mean 'upcase'?",
  );
  expect(errorOf('{% if a %}').text.en).toContain('{% if a %} is never closed');
});

test('nothing is read from files, and nothing depends on chance or the clock', () => {
  for (const tag of ['include', 'render', 'layout']) {
    expect(errorOf(`{% ${tag} "x" %}`).text.en).toContain(`no tag '${tag}'`);
  }
  for (const filter of ['date', 'sample']) {
    expect(errorOf(`{{ "now" | ${filter}: "%s" }}`).text.en).toContain(`no filter '${filter}'`);
  }
});

test('names of JavaScript are no variables', () => {
  expect(errorOf('{{ constructor }}').variable).toBe('constructor');
  expect(errorOf('{{ a.constructor.name }}', { a: 'x' }).variable).toBe('a.constructor');
});

test('a template that does too much is stopped', () => {
  expect(errorOf('{% for i in (1..100000000) %}x{% endfor %}').text.en).toContain('too much');
  const loops = '{% for i in (1..1000) %}{% for j in (1..1000) %}{{i}}{% endfor %}{% endfor %}';
  expect(errorOf(loops).text.en).toContain('too much');
});

test('a text that is no template comes back unchanged', () => {
  const plain = fc.string({ unit: 'binary' }).filter((text) => !text.includes('{{') && !text.includes('{%'));
  fc.assert(
    fc.property(plain, (text) => renderTemplate(text, {}) === text && templateVariables(text).length === 0),
  );
});

test('text around a variable stays byte for byte', () => {
  const plain = fc.string({ unit: 'binary' }).filter((text) => !/[{}%]/.test(text));
  fc.assert(
    fc.property(plain, plain, fc.string(), (before, after, value) => {
      expect(renderTemplate(`${before}{{v}}${after}`, { v: value })).toBe(before + value + after);
    }),
  );
});
