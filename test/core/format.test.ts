import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNotebook, sourceFiles } from '../../src/core/format.ts';
import { findCell, type Notebook } from '../../src/core/notebook.ts';
import { notebookText } from './notebook-text.ts';

const TEXT = [
  '---',
  'gamut: 1',
  'title: 말투가 조언을 바꾸는가',
  'lang: ko',
  'defaults: { max_tokens: 400, top_logprobs: 5 }',
  'budget: { max_cost_usd: 0.50 }',
  '---',
  '# 말투',
  '',
  '```persona id=counsellor name="심리 상담사"',
  '당신은 상담사입니다.',
  '```',
  '```persona id=셰프',
  '당신은 셰프입니다.',
  '```',
  '```prompt id=ask',
  '@system',
  '짧게.',
  '@user',
  '{{name}}님의 질문: {{question}}',
  '```',
  '```dataset id=people format=csv',
  'id,name,question',
  'sleep,지민,"야근이 잦아요, 어떻게 할까요?"',
  'knee,현우,"무릎이 ""아파요"""',
  '```',
  '```matrix id=main',
  'prompt: ask',
  'persona: [counsellor, 셰프, none]',
  'model: [sandbox/tiny, openrouter/meta-llama/llama-3:free]',
  'temperature: [0.3, 0.7]',
  'top_logprobs: 3',
  'seed: [1]',
  'data: people',
  'repeats: 3',
  'exclude:',
  '  - { persona: 셰프, temperature: 0.7 }',
  '```',
  '```assert for=main',
  "- { id: korean, type: regex, value: '[가-힣]{10,}' }",
  '- { id: short, type: max-graphemes, value: 600 }',
  '```',
  '```view of=main layout=pivot',
  'rows: persona',
  'cols: temperature',
  'width: 3',
  '```',
  '```chart of=main kind=cost',
  '```',
  '```mermaid',
  'graph TD',
  '```',
].join('\n');

/** Problems as `line:column severity message`. */
function problemsOf(text: string, files?: Record<string, string>): string[] {
  const notebook = parseNotebook(text, files ? { files } : {});
  return notebook.problems.map(
    ({ line, column, severity, message }) => `${line}:${column} ${severity} ${message.en}`,
  );
}

/** The text with one part replaced by another. */
function withPart(part: string, other: string): string {
  if (!TEXT.includes(part)) throw new Error(`no '${part}' in the text`);
  return TEXT.replace(part, other);
}

function kinds({ cells }: Notebook): string[] {
  return cells.map((cell) => (cell.kind === 'other' && cell.broken ? `broken ${cell.language}` : cell.kind));
}

test('every kind of cell is read', () => {
  const notebook = parseNotebook(TEXT);
  expect(notebook.problems).toEqual([]);
  expect(notebook).toMatchObject({
    gamut: 1,
    title: '말투가 조언을 바꾸는가',
    lang: 'ko',
    defaults: { max_tokens: 400, top_logprobs: 5 },
    budget: { maxCostUsd: 0.5, maxCostKrw: null },
  });
  expect(kinds(notebook)).toEqual([
    'note',
    'persona',
    'persona',
    'prompt',
    'dataset',
    'matrix',
    'assert',
    'view',
    'chart',
    'other',
  ]);
  expect(findCell(notebook, 'persona', 'counsellor')).toMatchObject({
    name: '심리 상담사',
    text: '당신은 상담사입니다.',
    line: 10,
  });
  expect(findCell(notebook, 'prompt', 'ask')).toMatchObject({
    turns: [
      { role: 'system', content: '짧게.' },
      { role: 'user', content: '{{name}}님의 질문: {{question}}' },
    ],
    variables: ['name', 'question'],
  });
  expect(findCell(notebook, 'dataset', 'people')?.rows).toEqual([
    { id: 'sleep', vars: { id: 'sleep', name: '지민', question: '야근이 잦아요, 어떻게 할까요?' } },
    { id: 'knee', vars: { id: 'knee', name: '현우', question: '무릎이 "아파요"' } },
  ]);
  expect(findCell(notebook, 'matrix', 'main')).toMatchObject({
    prompts: ['ask'],
    personas: ['counsellor', '셰프', 'none'],
    models: ['sandbox/tiny', 'openrouter/meta-llama/llama-3:free'],
    params: { max_tokens: 400, top_logprobs: 3 },
    axes: [
      { name: 'temperature', levels: [0.3, 0.7] },
      { name: 'seed', levels: [1] },
    ],
    data: 'people',
    repeats: 3,
    exclude: [{ persona: '셰프', temperature: 0.7 }],
  });
  expect(notebook.cells[6]).toMatchObject({
    of: 'main',
    checks: [
      { id: 'korean', type: 'regex', value: '[가-힣]{10,}' },
      { id: 'short', type: 'max-graphemes', value: 600 },
    ],
  });
  expect(notebook.cells[7]).toMatchObject({
    of: 'main',
    layout: 'pivot',
    rows: 'persona',
    more: { width: 3 },
  });
  expect(notebook.cells[8]).toMatchObject({ of: 'main', chart: 'cost', by: null });
  expect(notebook.cells[9]).toMatchObject({ language: 'mermaid', broken: false });
});

test('a file of CRLF with a BOM reads the same', () => {
  const strip = (notebook: Notebook): unknown =>
    notebook.cells.map(({ start: _s, end: _e, bodyStart: _b, bodyEnd: _c, ...cell }) => cell);
  const text = `\uFEFF${TEXT.replaceAll('\n', '\r\n')}\r\n`;
  const notebook = parseNotebook(text);
  expect(notebook.problems).toEqual([]);
  expect(strip(notebook)).toEqual(strip(parseNotebook(TEXT)));
});

test('a notebook without front matter has its first heading as a title', () => {
  expect(parseNotebook('text\n\n## 제목 ##\n')).toMatchObject({ title: '제목', gamut: 1, problems: [] });
  expect(parseNotebook('')).toMatchObject({ title: '', cells: [], problems: [] });
});

test('a broken cell is shown as it is, with its place, and the rest is read', () => {
  const text = withPart('temperature: [0.3, 0.7]', 'temperature: [0.3, hot]');
  expect(problemsOf(text)).toEqual(["31:20 error temperature: expected a number from 0, not 'hot'"]);
  expect(kinds(parseNotebook(text))).toContain('broken matrix');
  expect(kinds(parseNotebook(text))).toContain('prompt');
});

test('names that nothing has are told with the nearest', () => {
  expect(problemsOf(withPart('[counsellor, 셰프', '[counselor, 셰푸'))).toEqual([
    "29:11 error persona 'counselor' is not defined; did you mean 'counsellor'?",
    "29:22 error persona '셰푸' is not defined; did you mean '셰프'?",
    "37:16 warning exclude: persona never is '셰프'; did you mean '셰푸'?",
  ]);
  expect(problemsOf(withPart('prompt: ask', 'prompt: asking'))).toEqual([
    "28:9 error prompt 'asking' is not defined; there is: ask",
  ]);
  expect(problemsOf(withPart('data: people', 'data: poeple'))).toEqual([
    "34:7 error dataset 'poeple' is not defined; did you mean 'people'?",
  ]);
  expect(problemsOf(withPart('view of=main', 'view of=mian'))).toEqual([
    "43:12 error matrix 'mian' is not defined; did you mean 'main'?",
  ]);
});

test('a variable that no column gives is told at the matrix, with the nearest', () => {
  expect(problemsOf(withPart('{{question}}', '{{qestion}}'))).toEqual([
    "34:7 error prompt 'ask' uses {{qestion}}, which row 'sleep' of dataset 'people' has not; did you mean 'question'?",
  ]);
  expect(problemsOf(withPart('data: people\n', ''))).toEqual([
    "28:1 error prompt 'ask' uses {{name}}, and this matrix has no dataset; choose one (data: and its id)",
  ]);
  expect(problemsOf(withPart('{{question}}', '{{ nope | default: "왜?" }}'))).toEqual([]);
});

test('an id that is used twice is told with the line of the first', () => {
  expect(problemsOf(withPart('id=셰프', 'id=counsellor'))).toContain(
    "13:15 error persona 'counsellor' is already defined in line 10; give this one another id",
  );
});

test('a parameter that is nearly a known one is warned of, another one is not', () => {
  expect(problemsOf(withPart('seed: [1]', 'temprature: 1'))).toEqual([
    "33:1 warning 'temprature' is not a known parameter and will be sent as it is; did you mean 'temperature'?",
  ]);
  expect(problemsOf(withPart('seed: [1]', 'mirostat: 2'))).toEqual([]);
  expect(problemsOf(withPart('seed: [1]', 'n: 2'))).toEqual([
    "33:1 error 'n' cannot be set: write `repeats` instead",
  ]);
  expect(problemsOf(withPart('seed: [1]', 'min_tokens: 2'))).toEqual([]);
});

test('a key of a matrix in the other number is an error: as a parameter it would multiply the trials', () => {
  expect(problemsOf(withPart('repeats: 3', 'repeat: 3'))).toEqual([
    "35:1 error 'repeat' is no key of a matrix; write 'repeats'",
  ]);
  expect(problemsOf(withPart('seed: [1]', 'models: [a/b]'))[0]).toContain("write 'model'");
});

test('a template mistake has its place in the file', () => {
  expect(problemsOf(withPart('{{question}}', '{{question'))[0]).toMatch(/^20:16 error .*never closed/);
  const indented = '  ```prompt id=a\n  @user\n  x {{ y | nope }}\n  ```';
  expect(problemsOf(indented)[0]).toMatch(/^3:5 error there is no filter 'nope'/);
});

test('YAML mistakes have their place in the file', () => {
  expect(problemsOf(withPart('seed: [1]', 'seed: [1'))[0]).toMatch(/^34:1 error not valid YAML/);
  expect(problemsOf(withPart('lang: ko', 'lang: ko: en'))[0]).toMatch(/^4:\d+ error not valid YAML/);
  expect(problemsOf(withPart('prompt: ask\n', 'prompt: ask\nprompt: ask\n'))[0]).toMatch(
    /^29:1 error .*twice/,
  );
  expect(parseNotebook(withPart('seed: [1]', 'seed: [1')).problems[0]?.message.ko).toMatch(/[가-힣]/);
});

test('what the keys of a matrix must be is said', () => {
  expect(problemsOf(withPart('prompt: ask\n', ''))).toEqual([
    "28:1 error prompt: expected a prompt's id, or a list of ids, and there is none",
  ]);
  expect(problemsOf(withPart('sandbox/tiny, ', 'tiny, '))[0]).toMatch(
    /^30:9 error model: expected provider\/model/,
  );
  expect(problemsOf(withPart('repeats: 3', 'repeats: 0'))[0]).toMatch(
    /^35:10 error repeats: expected a whole number/,
  );
  expect(problemsOf(withPart('{ persona: 셰프, temperature', '{ persona: 셰프, temprature'))[0]).toMatch(
    /^37:\d+ error exclude: 'temprature' is no axis of this matrix; did you mean 'temperature'\?/,
  );
});

test('a rule that has lost its axis leaves nothing out, and the matrix can still be used', () => {
  const rule = (written: string) => withPart('{ persona: 셰프, temperature: 0.7 }', written);
  const lost = rule('{ row: sleep }')
    .replace('data: people\n', '')
    .replaceAll(/\{\{.*?\}\}/g, '');
  expect(problemsOf(lost)).toEqual([
    expect.stringMatching(/^\d+:\d+ warning exclude: this matrix has no dataset, so that a rule of rows/),
  ]);
  expect(findCell(parseNotebook(lost), 'matrix', 'main')?.exclude).toEqual([{ row: 'sleep' }]);
  expect(problemsOf(rule('{ persona: 셰프, top_p: 0.5 }'))).toEqual([
    '37:27 warning exclude: this matrix has no top_p, so that this rule leaves nothing out',
  ]);
});

test('info strings are checked', () => {
  expect(problemsOf('```persona\nx\n```')).toEqual([
    '1:1 error this persona needs an id, such as persona id=main',
  ]);
  expect(problemsOf('```persona id=a b\nx\n```')[0]).toMatch(/^1:17 error expected key=value, not 'b'/);
  expect(problemsOf('```persona id="a\nx\n```')[0]).toMatch(/^1:12 error the quote/);
  expect(problemsOf('```persona id=a! nmae=x\nx\n```')).toEqual([
    "1:15 error 'a!' is no id; ids are letters, digits, _ and -",
    "1:18 warning 'nmae' means nothing to a persona cell; did you mean 'name'?",
  ]);
  expect(problemsOf('```promt id=a\nx\n```')[0]).toMatch(/^1:4 warning 'promt' is no kind of cell/);
  expect(problemsOf('```python\nx\n```')).toEqual([]);
});

test('a fence that is never closed is told, and so is a cell that another one swallowed', () => {
  const text = '```persona id=a\nx\n\n```prompt id=p\ny\n```\n```persona id=b\nz';
  expect(problemsOf(text)).toEqual([
    "1:1 warning this cell holds the opening line of another cell ('```prompt id=p', 3 lines below); is its closing line missing?",
    '7:1 error this fence is never closed; end it with a line of as many marks as it begins with',
  ]);
});

test('turns must have text and stand under a role', () => {
  expect(problemsOf('```prompt id=a\nhi\n@user\nx\n```')[0]).toMatch(/^2:1 error this text stands before/);
  expect(problemsOf('```prompt id=a\n@user\n@assistant\nx\n```')[0]).toMatch(
    /^3:1 error this @user turn is empty/,
  );
  expect(problemsOf('```prompt id=a\n@user\nx\n@Assistant:\ny\n```')[0]).toMatch(
    /^4:1 warning '@Assistant:' is sent as text; .* exactly '@assistant'/,
  );
  expect(problemsOf('```prompt id=a\n\n```')).toEqual(['1:1 error this prompt is empty']);
});

test('only the newlines next to a turn’s marker are not part of its text', () => {
  const cell = findCell(parseNotebook('```prompt id=a\n@user\n\n a \n\n@assistant\nb\n```'), 'prompt', 'a');
  expect(cell?.turns).toEqual([
    { role: 'user', content: '\n a \n' },
    { role: 'assistant', content: 'b' },
  ]);
});

test('a dataset’s file is read from beside the notebook', () => {
  const text = '```dataset id=d src=people.csv\n```\n```dataset id=e src=people.csv\n```';
  expect(sourceFiles(text)).toEqual(['people.csv']);
  const notebook = parseNotebook(text, { files: { 'people.csv': '\uFEFFid,이름\r\na,지민\r\n' } });
  expect(notebook.problems).toEqual([]);
  expect(findCell(notebook, 'dataset', 'd')).toMatchObject({
    src: 'people.csv',
    columns: ['id', '이름'],
    rows: [{ id: 'a', vars: { id: 'a', 이름: '지민' } }],
  });
  expect(problemsOf(text, { 'people2.csv': '' })[0]).toBe(
    "1:21 error there is no file 'people.csv' beside the notebook; did you mean 'people2.csv'?",
  );
  expect(problemsOf(text, { 'people.csv': 'id,a\nx\n' })[0]).toMatch(
    /^1:21 error people.csv, line 2: this row has 1 value/,
  );
  expect(problemsOf('```dataset id=d src=../x.csv\n```')[0]).toMatch(/^1:21 error src names a file beside/);
});

test('defaults hold for what a matrix does not say, and `default` takes them back', () => {
  const matrixOf = (body: string): unknown => {
    const text = `---\ndefaults: { temperature: 0.5, max_tokens: 9 }\n---\n\`\`\`prompt id=p\nx\n\`\`\`\n\`\`\`matrix id=m\nprompt: p\nmodel: a/b\n${body}\n\`\`\``;
    const notebook = parseNotebook(text);
    expect(notebook.problems).toEqual([]);
    return findCell(notebook, 'matrix', 'm');
  };
  expect(matrixOf('')).toMatchObject({ params: { temperature: 0.5, max_tokens: 9 }, axes: [] });
  expect(matrixOf('temperature: default')).toMatchObject({ params: { max_tokens: 9 } });
  expect(matrixOf('temperature: [default, 1]')).toMatchObject({
    params: { max_tokens: 9 },
    axes: [{ name: 'temperature', levels: ['default', 1] }],
  });
  expect(problemsOf('---\ndefaults: { temperature: [0, 1], model: a/b }\n---\n').length).toBe(2);
});

test('front matter of another kind is told of', () => {
  expect(problemsOf('---\ngamut: 2\ntitel: x\n---\n')).toEqual([
    '2:8 error this notebook has format 2; this Gamut reads format 1: update it',
    "3:1 warning 'titel' means nothing here; did you mean 'title'?",
  ]);
  const unclosed = '---\ntitle: x\n```persona id=a\nx\n```';
  expect(problemsOf(unclosed)).toEqual([
    '1:1 error the front matter that starts with --- is never closed; end it with a line of ---',
  ]);
  expect(kinds(parseNotebook(unclosed))).toEqual(['note', 'persona']);
  expect(problemsOf('---\nbudget: { max_cost_usd: lots }\n---\n')[0]).toMatch(
    /^2:25 error budget: expected a map/,
  );
});

test('checks are checked', () => {
  const withCheck = (check: string): string =>
    withPart('- { id: short, type: max-graphemes, value: 600 }', check);
  expect(problemsOf(withCheck('- { id: short, type: max-grapheme, value: 600 }'))[0]).toMatch(
    /^41:\d+ error there is no check of type 'max-grapheme'; did you mean 'max-graphemes'\?/,
  );
  expect(problemsOf(withCheck('- { id: short, type: max-graphemes, value: many }'))[0]).toMatch(
    /error short: expected a whole number from 0, not 'many'/,
  );
  expect(problemsOf(withCheck("- { id: re, type: regex, value: '(' }"))[0]).toMatch(
    /not a valid regular expression/,
  );
  expect(problemsOf(withCheck('- { id: korean, type: json }'))[0]).toMatch(/two checks have the id 'korean'/);
  const second = `${TEXT}\n\`\`\`assert for=main\n- { id: korean, type: json }\n\`\`\``;
  expect(problemsOf(second)[0]).toMatch(/^53:1 error the check 'korean' is already defined in line 39/);
});

test('a key that a check does not know is told of in its line, with the one that was meant', () => {
  const of = (checks: string): string[] =>
    problemsOf(withPart('- { id: short, type: max-graphemes, value: 600 }', checks));
  expect(of('- { id: short, type: max-graphemes, value: 600, weight: 2 }')).toEqual([
    "41:49 warning 'weight' means nothing in a max-graphemes check; there is: id, type, value",
  ]);
  expect(of('- id: short\n  type: max-graphemes\n  vlaue: 600')).toEqual([
    "43:3 error 'vlaue' means nothing in a max-graphemes check; did you mean 'value'?",
  ]);
  expect(of('- id: short\n  type: regex\n  value: a\n  flag: i')).toEqual([
    "44:3 warning 'flag' means nothing in a regex check; did you mean 'flags'?",
  ]);
  expect(of('- { id: short, type: contains, value: a, flags: i }')[0]).toMatch(
    /'flags' means nothing in a contains/,
  );
  expect(of('- { id: short, tpye: json }')).toEqual([
    "41:16 error 'tpye' means nothing in a check; did you mean 'type'?",
  ]);
  expect(of('- { id: short, type: json-field, value: { path: a, equal: b } }')).toEqual([
    "41:52 warning 'equal' means nothing in the value of a json-field check; did you mean 'equals'?",
  ]);
  expect(
    of(
      '- { id: short, type: regex, value: a, flags: i }\n- { id: b, type: json-schema, value: { x-note: 1 } }',
    ),
  ).toEqual([]);
});

test('a merge key of YAML is told of with what to write instead', () => {
  const merged = '- &base { id: short, type: max-graphemes, value: 600 }\n- <<: *base\n  id: other';
  const told =
    'a merge key (<<) is not understood here; write the keys that it stands for in its place, as key: value';
  expect(problemsOf(withPart('- { id: short, type: max-graphemes, value: 600 }', merged))).toEqual([
    `42:3 error ${told}`,
  ]);
  const plain = "- { id: short, type: contains, value: '<<: *x' }";
  expect(problemsOf(withPart('- { id: short, type: max-graphemes, value: 600 }', plain))).toEqual([]);
  const shared =
    '- &base { id: short, type: json-field, value: &v { path: a } }\n- { id: b, type: json-field, value: *v }';
  expect(problemsOf(withPart('- { id: short, type: max-graphemes, value: 600 }', shared))).toEqual([]);
});

test('an unknown axis of a view is warned of, with the nearest', () => {
  expect(problemsOf(withPart('cols: temperature', 'cols: temperatur'))).toEqual([
    "45:7 warning cols: 'temperatur' is no axis of matrix 'main'; did you mean 'temperature'?",
  ]);
});

test('what is nested too deep, or grows without bound, is told of and not run into', () => {
  const matrix = (body: string): string => `\`\`\`matrix id=m\n${body}\n\`\`\``;
  expect(problemsOf(matrix('['.repeat(20_000)))[0]).toMatch(/^2:\d+ error not valid YAML/);
  const aliases = [
    'a: &a [1,1,1,1,1,1,1,1,1,1]',
    'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
    'c: &c [*b,*b,*b,*b,*b,*b,*b,*b]',
    'd: [*c,*c,*c,*c,*c,*c,*c,*c]',
  ];
  expect(problemsOf(matrix(aliases.join('\n')))[0]).toMatch(/^2:1 error not usable YAML: its aliases/);
  expect(problemsOf(`\`\`\`prompt id=p\n${'{% if a %}'.repeat(6000)}\n\`\`\``)[0]).toMatch(/^2:\d+ error /);
});

test('layouts and charts that there are not are named', () => {
  expect(problemsOf(withPart('layout=pivot', 'layout=pivto'))).toEqual([
    "43:24 error there is no layout 'pivto'; did you mean 'pivot'?",
  ]);
  expect(problemsOf(withPart('kind=cost', 'kind=costs'))).toEqual([
    "48:23 warning there is no chart 'costs'; did you mean 'cost'?",
  ]);
});

test('any text is read without throwing, and its cells and what comes before them are the text', () => {
  fc.assert(
    fc.property(notebookText, (text) => {
      const { cells, problems } = parseNotebook(text);
      const head = text.slice(0, cells[0]?.start ?? text.length);
      expect(head + cells.map((cell) => text.slice(cell.start, cell.end)).join('')).toBe(text);
      const lines = text.split(/\r\n|\n|\r/).length;
      for (const { line, column, message } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThan(0);
        expect(message.en).not.toBe('');
        expect(message.ko).toMatch(/[가-힣]/);
      }
    }),
    { numRuns: 300 },
  );
});

test('a notebook that was cut anywhere is still read', () => {
  for (let end = 0; end <= TEXT.length; end += 7) parseNotebook(TEXT.slice(0, end));
});

test('a variable in a persona is told to be sent as it stands, at its place', () => {
  const notebook = parseNotebook(
    '```persona id=guide\nYou know the city.\nIt is {{ 도시 }} or {{x}}.\n```\n',
  );
  expect(notebook.problems).toEqual([
    {
      severity: 'warning',
      line: 3,
      column: 7,
      cell: 0,
      message: {
        en: '{{도시}} is sent as it stands: a persona takes no variables; the @system turn of a prompt does',
        ko: '{{도시}}는 그대로 보냅니다. 페르소나의 변수는 채우지 않습니다. 프롬프트의 @system 턴에 쓰면 채웁니다.',
      },
    },
  ]);
  expect(
    parseNotebook('```persona id=a\nWrite JSON: {"a": {}}, {{}} and {% raw %}.\n```\n').problems,
  ).toEqual([]);
});
