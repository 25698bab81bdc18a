import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import type { AnswerKey } from '../../src/core/vote.ts';
import { openResults } from '../../src/store/results.ts';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const answering = () => startVendor(() => ({ text: '네.' }));

describe('gamut estimate', () => {
  test('tells calls, tokens and cost in both currencies, and sends nothing', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: 100 });
    project.write(
      'gamut.config.yaml',
      `${project.read('gamut.config.yaml')}krw_per_usd: { rate: 1400, as_of: 2026-11-01 }\n`,
    );
    const { code, out } = await project.gamut(['estimate', 'tone']);
    expect(code).toBe(0);
    expect(out).toMatch(/^main +4 +0 +0 .*\$.*₩/m);
    expect(out).toContain('₩1,400 a dollar, as of 2026-11-01');
    expect(vendor.asked).toHaveLength(0);
  });

  test('as JSON has the same figures, what is skipped and why, and null for a price that is unknown', async () => {
    const vendor = await answering();
    const notebook = NOTEBOOK.replace('model: vendor/small', 'model: [vendor/small, openai/gpt-5]');
    const project = createCliProject(vendor.baseUrl, { notebook, price: null });
    const { out } = await project.gamut(['estimate', 'tone', '--json']);
    const { matrices, total } = JSON.parse(out);
    expect(matrices).toHaveLength(1);
    expect(matrices[0]).toMatchObject({ matrix: 'main', trials: 8, calls: 4, skipped: 4, stored: 0 });
    expect(matrices[0].skippedBecause).toEqual(
      [0.3, 0.7].map((level) => ({
        count: 2,
        reason: expect.stringContaining(`temperature (here ${level})`),
      })),
    );
    expect(total).toMatchObject({ calls: 4, costUsd: null, unpriced: 4 });
  });

  test('says what it was learnt from, and what the prices are as of', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: 100 });
    await project.gamut(['run', 'tone', '--only', 'persona=chef', '--yes']);
    const { out } = await project.gamut(['estimate', 'tone', '--exact']);
    expect(out).toContain('Learnt from 2 earlier answers.');
    expect(out).toContain('Prices as of 2026-11-01.');
    expect(out).toMatch(/^main +2 +2 +0 /m);
    expect(out).toMatch(/vendor\/small +2 +2 +0 /);
    expect(vendor.asked).toHaveLength(2);
  });

  test('counts what is stored already', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone', '--only', 'persona=chef']);
    const { out } = await project.gamut(['estimate', 'tone', '--json']);
    expect(JSON.parse(out).total).toMatchObject({ calls: 2, stored: 2 });
  });
});

describe('gamut export', () => {
  test('writes what is stored and sends nothing; what has no result has no row, and is told', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone', '--only', 'persona=chef']);
    const { code, err } = await project.gamut(['export', 'tone', '--csv', 'out.csv']);
    expect(code).toBe(0);
    expect(err).toContain('2 trials have no result');
    expect(project.read('out.csv').startsWith('\uFEFF')).toBe(true);
    expect(project.readCsv('out.csv').rows.map((row) => [row.persona, row.response])).toEqual([
      ['chef', '네.'],
      ['chef', '네.'],
    ]);
    expect(vendor.asked).toHaveLength(2);
  });

  test('is the same file, byte for byte, that the run wrote', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone', '--csv', 'run.csv', '--messages']);
    await project.gamut(['export', 'tone', '--csv', 'export.csv', '--messages']);
    expect(project.read('export.csv')).toBe(project.read('run.csv'));
    expect(project.readCsv('run.csv').rows[0]?.messages).toContain('당신은 셰프입니다.');
  });

  test('writes answers to earlier requests where that is asked for, told apart, with what was said of them; a pivot cannot', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone']);
    project.write(
      'experiments/tone.gamut.md',
      NOTEBOOK.replace('당신은 셰프입니다.', '당신은 빠른 셰프입니다.'),
    );
    const without = await project.gamut(['export', 'tone', '--csv', 'plain.csv']);
    expect(without.err).toContain('2 trials have no result');
    expect(project.readCsv('plain.csv').rows).toHaveLength(2);
    const both = ['--csv', 'all.csv', '--jsonl', 'all.jsonl', '--with-stale'];
    const { code, err } = await project.gamut(['export', 'tone', ...both]);
    expect([code, err]).toEqual([0, expect.not.stringContaining('no result')]);
    const { rows } = project.readCsv('all.csv');
    expect(rows[0]).toMatchObject({ persona: 'chef', persona_name: '셰프' });
    expect(rows.map(({ persona, standing }) => [persona, standing])).toEqual([
      ['chef', 'stale'],
      ['chef', 'stale'],
      ['coach', 'done'],
      ['coach', 'done'],
    ]);
    const lines = project.read('all.jsonl').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { standing: 'stale', staleReason: { en: 'persona 셰프 changed, 1 line' }, annotation: null },
      { standing: 'stale', personaName: '셰프' },
      { standing: 'done', staleReason: null },
      { standing: 'done' },
    ]);
    const wide = await project.gamut(['export', 'tone', '--csv', 'wide.csv', '--wide', '--with-stale']);
    expect([wide.code, wide.err]).toEqual([2, expect.stringContaining('--with-stale')]);
  });

  test('without a file to write ends with 2', async () => {
    const vendor = await answering();
    const { code, err } = await createCliProject(vendor.baseUrl).gamut(['export', 'tone']);
    expect(code).toBe(2);
    expect(err).toContain('--csv FILE, --jsonl FILE, --html FILE or --votes FILE');
  });

  test('writes the votes of blind comparison, a row a vote with what stood on each side', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone', '--jsonl', 'all.jsonl', '--only', 'temperature=0.3']);
    const [a, b] = project
      .read('all.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { trial: AnswerKey }).trial);
    if (!a || !b) throw new Error('there are no two answers');
    const results = openResults(path.join(project.root, '.gamut', 'gamut.db'));
    results.votes.put({ notebook: 'experiments/tone.gamut.md', cellId: 'main' }, { a, b, verdict: 'b' });
    results.close();
    const { code, out, err } = await project.gamut(['export', 'tone', '--votes', '-', '--no-bom']);
    expect([code, err]).toEqual([0, '']);
    expect(fromCsv(out).rows).toMatchObject([
      {
        matrix: 'main',
        verdict: 'b',
        'a.persona_name': '셰프',
        'b.persona': 'coach',
        'b.standing': 'current',
      },
    ]);
    const part = await project.gamut(['export', 'tone', '--votes', 'v.csv', '--only', 'persona=chef']);
    expect([part.code, part.err]).toEqual([2, expect.stringContaining('--only')]);
  });

  test('writes a report that a browser opens', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone']);
    const { code } = await project.gamut(['export', 'tone', '--html', 'out.html']);
    expect(code).toBe(0);
    expect(project.read('out.html')).toMatch(/^<!doctype html>[^]*네\.[^]*<\/html>\n$/);
  });

  test('works with a notebook that has an error elsewhere, and tells of it', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone']);
    project.write('experiments/tone.gamut.md', `${NOTEBOOK}\n\`\`\`chart of=mian kind=cost\n\`\`\`\n`);
    const { code, err } = await project.gamut(['export', 'tone', '--csv', 'out.csv']);
    expect(err).toContain('error');
    expect([code, project.readCsv('out.csv').rows.length]).toEqual([0, 4]);
  });
});

describe('gamut models', () => {
  test('lists the ready providers with the models of their servers, the others with what is missing', async () => {
    const vendor = await answering();
    const { code, out } = await createCliProject(vendor.baseUrl).gamut(['models']);
    expect(code).toBe(0);
    expect(out).toContain('vendor/large');
    expect(out).toContain('sandbox/tiny');
    expect(out).toMatch(/^openai +not set up +.*OPENAI_API_KEY/m);
  });

  test('tells what is wrong in gamut.config.yaml, where a provider is missed', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    project.write('gamut.config.yaml', 'providers: [{ id: lab }]\nbudgets: { per_day_usd: 5 }\n');
    const { code, out, err } = await project.gamut(['models']);
    expect([code, out.includes('sandbox/tiny')]).toEqual([0, true]);
    expect(err).toContain("gamut.config.yaml:1:13: error: 'lab' is no preset, so it needs a base_url");
    expect(err).toContain(
      "gamut.config.yaml:2:1: error: The key 'budgets' is unknown; did you mean 'budget'?",
    );
  });

  test('as JSON names them all, and never a key', async () => {
    const vendor = await answering();
    const env = {
      LANG: 'en_US.UTF-8',
      OPENAI_API_KEY: 'sk-secret-0123456789abcdef',
      OPENAI_BASE_URL: vendor.baseUrl,
    };
    const { out } = await createCliProject(vendor.baseUrl).gamut(['models', '--json'], { env });
    const { providers } = JSON.parse(out) as {
      providers: { id: string; ready: boolean; models: string[] }[];
    };
    expect(providers.find(({ id }) => id === 'openai')).toMatchObject({
      ready: true,
      models: ['large', 'small'],
    });
    expect(out).not.toContain('sk-secret');
  });

  test('--test tries one: 0 with its answer, 1 with the failure and what to do', async () => {
    const vendor = await startVendor(({ model }) =>
      model === 'small' ? { text: 'OK.' } : { status: 404, message: 'no such model' },
    );
    const project = createCliProject(vendor.baseUrl);
    const good = await project.gamut(['models', '--test', 'vendor/small']);
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('vendor/small: "OK."')]);
    const bad = await project.gamut(['models', '--test', 'vendor/large']);
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('no such model')]);
    expect(bad.err).toContain('Check the model name');
    const unknown = await project.gamut(['models', '--test', 'vendr']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("did you mean 'vendor'?")]);
  });
});

describe('gamut check', () => {
  test('says nothing on stdout about a sound notebook, and opens no store', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    const { code, out, err } = await project.gamut(['check', 'experiments/tone.gamut.md']);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('1 notebook: 0 errors, 0 warnings');
    expect(existsSync(path.join(project.root, '.gamut'))).toBe(false);
  });

  test('names file, line and column of what is wrong, in the notebook and in the configuration', async () => {
    const notebook = NOTEBOOK.replace('model: vendor/small', 'model: vendro/small');
    const project = createCliProject('http://127.0.0.1:9/v1', { notebook });
    project.write('gamut.config.yaml', `${project.read('gamut.config.yaml')}concurrency: lots\n`);
    const { code, out } = await project.gamut(['check', 'tone']);
    expect(code).toBe(2);
    expect(out).toMatch(/^experiments\/tone\.gamut\.md:\d+:\d+: error: .*vendro.*vendor/m);
    expect(out).toMatch(/^gamut\.config\.yaml:\d+:\d+: error: .*concurrency/m);
    const korean = await project.gamut(['check', 'tone', '--lang', 'ko']);
    expect(korean.out).toContain('공급자가 없습니다');
  });

  test('goes on after what cannot be read, and names it', async () => {
    const project = createCliProject('http://127.0.0.1:9/v1');
    writeFileSync(path.join(project.root, 'experiments/old.gamut.md'), Buffer.from([0xb0, 0xa1]));
    project.write('experiments/bad.gamut.md', '```matrix\n```\n');
    const { code, out, err } = await project.gamut(['check', 'old', 'gone', 'bad']);
    expect(code).toBe(2);
    expect(out).toMatch(/^old:1:1: error: 'old\.gamut\.md' is not UTF-8 text/m);
    expect(out).toMatch(/^gone:1:1: error: There is no notebook gone/m);
    expect(out).toMatch(/^experiments\/bad\.gamut\.md:1:1: error: /m);
    expect(err).toContain('3 notebooks: 3 errors');
  });

  test('as JSON has a list that a program can read', async () => {
    const notebook = NOTEBOOK.replace('persona: [chef, coach]', 'persona: [chef, couch]');
    const project = createCliProject('http://127.0.0.1:9/v1', { notebook });
    const { out } = await project.gamut(['check', 'tone', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      errors: 1,
      problems: [{ file: 'experiments/tone.gamut.md', line: 24, severity: 'error' }],
    });
  });
});

test('in Korean, problems and failures are told in Korean', async () => {
  const project = createCliProject('http://127.0.0.1:1/v1', {
    notebook: '```matrix\nprompt: ask\n```\n```view of=main lay=grid\n```\n',
  });
  const { out } = await project.gamut(['check', 'tone', '--lang', 'ko']);
  expect(out).toContain('1:1: 오류: 이 매트릭스 셀에 id를 쓰세요. 예: matrix id=main');
  expect(out).toContain("경고: 보기 셀에서 'lay' 항목은 쓰이지 않습니다.");
  const unset = await project.gamut(['models', '--test', 'anthropic', '--lang', 'ko']);
  expect(unset.out.trim()).toBe('anthropic/claude-haiku-4-5: 설정 필요: 아무것도 보내지 않았습니다.');
  expect(unset.err.trim()).toBe(
    '키가 없습니다. .env에 쓰거나(ANTHROPIC_API_KEY=...) 환경 변수로 설정하세요.',
  );
});
