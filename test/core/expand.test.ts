import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axesOf, countAll, countTrials } from '../../src/core/axes.ts';
import { expand, variantLabel } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { requestHash, type Trial } from '../../src/core/trial.ts';
import { toFlowYaml } from '../../src/core/yaml-edit.ts';
import { OPTIONS, matrixOf, notebookWith } from './notebook-fixture.ts';

function trialsOf(matrix: string): Trial[] {
  const { trials, problems } = expand(notebookWith(matrix), 'm', OPTIONS);
  expect(problems).toEqual([]);
  return trials;
}

test('the product is in the order prompt, persona, model, parameters as written, row, repeat', () => {
  const trials = trialsOf(
    'top_p: [0.5, 1]\nprompt: p\ntemperature: [0, 1]\npersona: [a, b]\nmodel: vllm/x\ndata: d\nrepeats: 2',
  );
  expect(trials.length).toBe(2 * 2 * 2 * 3 * 2);
  expect(Object.keys(trials[0]?.variant ?? {})).toEqual([
    'prompt',
    'persona',
    'model',
    'top_p',
    'temperature',
    'row',
  ]);
  expect(
    trials.slice(0, 7).map(({ variant, repeat }) => [variant['temperature'], variant['row'], repeat]),
  ).toEqual([
    [0, 'r1', 1],
    [0, 'r1', 2],
    [0, 'r2', 1],
    [0, 'r2', 2],
    [0, 'r3', 1],
    [0, 'r3', 2],
    [1, 'r1', 1],
  ]);
});

test('a request has the persona first, verbatim, and the rendered turns', () => {
  const [trial] = trialsOf('prompt: p\npersona: a\nmodel: vllm/org/x:free\ndata: d\nmax_tokens: 9');
  expect(trial).toMatchObject({
    cellId: 'm',
    repeat: 1,
    vars: { id: 'r1', q: 'one' },
    request: {
      provider: 'vllm',
      model: 'org/x:free',
      messages: [
        { role: 'system', content: 'You are a {{q}}.' },
        { role: 'user', content: 'one?' },
      ],
      params: { max_tokens: 9 },
    },
    skip: null,
  });
});

test('no persona is no system message', () => {
  expect(trialsOf('prompt: plain\nmodel: vllm/x')[0]).toMatchObject({
    variant: { prompt: 'plain', persona: 'none', model: 'vllm/x' },
    request: { messages: [{ role: 'user', content: 'Hello' }] },
  });
});

test('what was not written, or is `default`, is not sent', () => {
  const trials = trialsOf('prompt: plain\nmodel: vllm/x\ntemperature: [default, 0.5]\ntop_p: default');
  expect(trials.map((trial) => trial.request.params)).toEqual([{}, { temperature: 0.5 }]);
  expect(trials.map((trial) => trial.variant['temperature'])).toEqual(['default', 0.5]);
});

test('what is excluded is left out; numbers are equal as numbers, a list means any of its values', () => {
  const trials = trialsOf(
    [
      'prompt: p',
      'persona: [a, b]',
      'model: vllm/x',
      'temperature: [0.5, 1]',
      'max_tokens: 9',
      'data: d',
      'exclude:',
      '  - { persona: a, temperature: 1.0 }',
      '  - { row: [r1, r3], persona: b }',
      '  - { max_tokens: 10, persona: b }',
    ].join('\n'),
  );
  expect(
    trials.map(({ variant }) => `${variant['persona']} ${variant['temperature']} ${variant['row']}`),
  ).toEqual(['a 0.5 r1', 'a 0.5 r2', 'a 0.5 r3', 'b 0.5 r2', 'b 1 r2']);
});

test('ids that YAML takes for numbers are excluded as ids', () => {
  const text = [
    '```prompt id=p\n{{q}}\n```',
    '```dataset id=d\nid,q\n1,x\n2,y\n```',
    '```matrix id=m\nprompt: p\nmodel: vllm/x\ndata: d\nexclude: [{ row: 1 }, { row: [3] }]\n```',
  ].join('\n');
  const notebook = parseNotebook(text);
  expect(notebook.problems.map((problem) => problem.message.en)).toEqual([
    "exclude: dataset 'd' has no row '3'; there is: 1, 2",
  ]);
  expect(expand(notebook, 'm', OPTIONS).trials.map((trial) => trial.variant['row'])).toEqual(['2']);
});

test('what a model does not take is skipped with the reason, and only that', () => {
  const trials = trialsOf(
    'prompt: plain\nmodel: [openai/gpt-4o, anthropic/claude-opus-5-5]\ntemperature: [default, 0.5]\ntop_logprobs: 5\nmax_tokens: 5',
  );
  expect(trials.map((trial) => trial.skip?.en ?? null)).toEqual([
    null,
    null,
    null,
    'anthropic/claude-opus-5-5 takes no temperature (here 0.5)',
  ]);
  expect(trials.map((trial) => 'top_logprobs' in trial.request.params)).toEqual([true, true, false, false]);
});

test('what a model was seen to refuse is skipped too', () => {
  const notebook = notebookWith('prompt: plain\nmodel: vllm/x\nseed: 1');
  const learntOf = (): string[] => ['seed'];
  expect(expand(notebook, 'm', { ...OPTIONS, learntOf }).trials[0]?.skip?.en).toBe(
    'vllm/x takes no seed (here 1)',
  );
});

test('an unknown provider is a problem with the nearest one, and its trials are skipped', () => {
  const { trials, problems } = expand(notebookWith('prompt: plain\nmodel: [opnai/x, vllm/x]'), 'm', OPTIONS);
  expect(problems.map((problem) => problem.message.en)).toEqual([
    "there is no provider 'opnai'; did you mean 'openai'?",
  ]);
  expect(trials.map((trial) => trial.skip?.en ?? null)).toEqual([problems[0]?.message.en, null]);
});

test('an unknown provider or model is told of where it is written, with the nearest one', () => {
  const notebook = notebookWith(
    'prompt: plain\nmodel:\n  - vllm/x\n  - opnai/x\n  - sandbox/huge\ntemperature: [0, 1]',
  );
  const options = {
    ...OPTIONS,
    kindOf: (id: string) => (id === 'sandbox' ? ('openai' as const) : OPTIONS.kindOf(id)),
    modelsOf: (id: string) => (id === 'sandbox' ? ['tiny'] : null),
  };
  const { trials, problems } = expand(notebook, 'm', options);
  const { line, index } = matrixOf(notebook);
  expect(problems).toMatchObject([
    { cell: index, line: line + 4, column: 5, message: { en: expect.stringContaining("'opnai'") } },
    {
      cell: index,
      line: line + 5,
      column: 5,
      message: { en: "provider 'sandbox' has no model 'huge'; did you mean 'sandbox/tiny'?" },
    },
  ]);
  expect(trials.map(({ skip }) => skip === null)).toEqual([true, true, false, false, false, false]);
  const inline = notebookWith('prompt: plain\nmodel: nope/x');
  expect(expand(inline, 'm', OPTIONS).problems).toMatchObject([
    { line: matrixOf(inline).line + 2, column: 8 },
  ]);
});

test('a matrix with errors makes nothing and says why', () => {
  const text = '```prompt id=p\nx\n```\n```matrix id=m\nprompt: q\nmodel: a/b\n```';
  expect(expand(parseNotebook(text), 'm', OPTIONS)).toMatchObject({
    trials: [],
    problems: [{ line: 5, message: { en: "prompt 'q' is not defined; there is: p" } }],
  });
  const broken = '```matrix id=m\nprompt: [\n```';
  expect(expand(parseNotebook(broken), 'm', OPTIONS).problems[0]?.message.en).toMatch(/not valid YAML/);
  expect(expand(parseNotebook(text), 'n', OPTIONS).problems[0]?.message.en).toBe(
    "there is no matrix 'n'; there is: m",
  );
});

test('a row that a template cannot be rendered with is skipped and told once', () => {
  const text = [
    '```prompt id=p\n{% for i in (1..n) %}x{% endfor %}\n```',
    '```dataset id=d\nid,n\nr1,2\nr2,99999999\n```',
    '```matrix id=m\nprompt: p\nmodel: [vllm/x, vllm/y]\ndata: d\nrepeats: 2\n```',
  ].join('\n');
  const { trials, problems } = expand(parseNotebook(text), 'm', OPTIONS);
  expect(trials.map((trial) => trial.skip === null)).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(problems.map((problem) => problem.message.en)).toEqual([
    "prompt 'p', row 'r2': this template does too much",
  ]);
});

test('too many trials are counted at once and refused', () => {
  const body =
    'prompt: p\npersona: [a, b]\nmodel: vllm/x\ntemperature: 0 to 0.999 step 0.001\ntop_p: 0 to 0.999 step 0.001\ndata: d\nrepeats: 1000';
  const notebook = notebookWith(`${body}\nexclude: [{ temperature: 0, top_p: 0, row: r1 }]`);
  expect(countTrials(matrixOf(notebook), notebook)).toBe(2 * 1e6 * 3 * 1000 - 2 * 1000);
  expect(countAll(matrixOf(notebook), notebook)).toBe(2 * 1e6 * 3 * 1000);
  const { trials, problems } = expand(notebook, 'm', OPTIONS);
  expect(trials).toEqual([]);
  expect(problems[0]?.message.en).toContain('5,999,998,000 trials; at most 200,000');
});

test('a selection makes only what is wanted, of a matrix that is too large as a whole too', () => {
  const notebook = notebookWith('prompt: p\nmodel: vllm/x\nseed: 1 to 1000 step 1\ndata: d\nrepeats: 100');
  const isSelected = (variant: Trial['variant'], repeat: number): boolean =>
    variant['seed'] === 7 && variant['row'] === 'r2' && repeat > 98;
  const { trials, problems } = expand(notebook, 'm', { ...OPTIONS, isSelected });
  expect(problems).toEqual([]);
  expect(trials.map((trial) => trial.repeat)).toEqual([99, 100]);
});

test('trials with equal requests have ids of their own', () => {
  const trials = trialsOf('prompt: plain\nmodel: vllm/x\npersona: none\ndata: d\nrepeats: 2');
  expect(new Set(trials.map((trial) => trial.requestHash)).size).toBe(1);
  expect(new Set(trials.map((trial) => trial.id)).size).toBe(6);
});

test('a trial’s id says nothing of the texts, its hash all', () => {
  const body = 'prompt: plain\npersona: a\nmodel: vllm/x';
  const before = expand(notebookWith(body), 'm', OPTIONS).trials[0];
  const text =
    '```persona id=a\nother\n```\n```prompt id=plain\nHello\n```\n```matrix id=m\n' + body + '\n```';
  const after = expand(parseNotebook(text), 'm', OPTIONS).trials[0];
  expect(after?.id).toBe(before?.id);
  expect(after?.requestHash).not.toBe(before?.requestHash);
});

test('the order of parameters does not change the hash', () => {
  const [one] = trialsOf('prompt: plain\nmodel: vllm/x\nseed: 1\ntemperature: 0.5');
  const [other] = trialsOf('temperature: 0.50\nmodel: vllm/x\nseed: 1\nprompt: plain');
  expect(other?.requestHash).toBe(one?.requestHash);
});

test('levels are shown as people write them', () => {
  expect(['chef', 0.7, ['a'], null].map(variantLabel)).toEqual(['chef', '0.7', '["a"]', 'null']);
});

const subset = <T>(all: T[]): fc.Arbitrary<T[]> => fc.subarray(all, { minLength: 1 });

const matrixBody = fc
  .record({
    persona: subset(['none', 'a', 'b']),
    model: subset(['vllm/x', 'vllm/y', 'openai/gpt-4o']),
    temperature: subset([0, 0.5, 1, 1.5]),
    seed: subset([1, 2, 3]),
    repeats: fc.integer({ min: 1, max: 3 }),
    exclude: fc.array(
      fc
        .record(
          {
            persona: fc.constantFrom('none', 'a', 'b'),
            model: subset(['vllm/x', 'vllm/y', 'openai/gpt-4o']),
            temperature: fc.constantFrom<number | number[]>(0, 0.5, [1, 1.5], 2),
            row: subset(['r1', 'r2', 'r3']),
            seed: fc.constantFrom(1, 2, 3),
          },
          { requiredKeys: [] },
        )
        .filter((rule) => Object.keys(rule).length > 0),
      { maxLength: 4 },
    ),
  })
  .map((matrix) =>
    Object.entries({ prompt: 'p', data: 'd', ...matrix })
      .map(([key, value]) => `${key}: ${toFlowYaml(value)}`)
      .join('\n'),
  );

test('the count is the product without what is excluded, ids are unique, and the order is always the same', () => {
  fc.assert(
    fc.property(matrixBody, (body) => {
      const notebook = notebookWith(body);
      const matrix = matrixOf(notebook);
      const { trials, axes } = expand(notebook, 'm', OPTIONS);
      const product = axes.reduce((all, axis) => all * axis.levels.length, matrix.repeats);
      const isExcluded = (variant: Trial['variant']): boolean =>
        matrix.exclude.some((rule) =>
          Object.entries(rule).every(([name, value]) => [value].flat().some((one) => one === variant[name])),
        );
      expect(trials.some((trial) => isExcluded(trial.variant))).toBe(false);
      const without = expand(
        {
          ...notebook,
          cells: notebook.cells.map((cell) => (cell === matrix ? { ...matrix, exclude: [] } : cell)),
        },
        'm',
        OPTIONS,
      ).trials;
      expect(without.length).toBe(product);
      expect(trials).toEqual(without.filter((trial) => !isExcluded(trial.variant)));
      expect(countTrials(matrix, notebook)).toBe(trials.length);
      expect(new Set(trials.map((trial) => trial.id)).size).toBe(trials.length);
      expect(expand(notebook, 'm', OPTIONS).trials).toEqual(trials);
      expect(axesOf(matrix, notebook)).toEqual(axes);
      for (const trial of trials) expect(requestHash(trial.request)).toBe(trial.requestHash);
    }),
    { numRuns: 60 },
  );
});

test('a request’s hash does not depend on the order of its keys', () => {
  const params = fc.dictionary(fc.string(), fc.oneof(fc.double(), fc.string(), fc.boolean()), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(params, fc.infiniteStream(fc.integer()), (written, random) => {
      const shuffled = Object.entries(written)
        .map(([key, value]): [number, [string, string | number | boolean]] => [
          random.next().value,
          [key, value],
        ])
        .sort(([a], [b]) => a - b)
        .map(([, entry]) => entry);
      const request = { provider: 'p', model: 'm', messages: [], params: written };
      const other = { params: Object.fromEntries(shuffled), messages: [], model: 'm', provider: 'p' };
      expect(requestHash(other)).toBe(requestHash(request));
    }),
  );
});

test('another hash of the same kind makes the same trials, whatever stands in the texts', () => {
  const quick = (text: string) => createHash('sha256').update(text).digest('hex');
  const notebook = notebookWith(
    'prompt: p\npersona: [a, none]\nmodel: vllm/x\ntemperature: [0.3, 1]\nrepeats: 2\ndata: d',
  );
  for (const cell of notebook.cells) if (cell.kind === 'persona') cell.text = '한글 "따옴표" \n 😀 \ud800 끝';
  const { trials } = expand(notebook, 'm', OPTIONS);
  expect(trials.length).toBeGreaterThan(7);
  expect(expand(notebook, 'm', { ...OPTIONS, hash: quick }).trials).toEqual(trials);
});
