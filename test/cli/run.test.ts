import { describe, expect, test } from 'vitest';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const answering = () => startVendor(({ messages }) => ({ text: `답: ${messages[0]?.content ?? ''}` }));

describe('gamut run', () => {
  test('makes every trial, ends with 0 and prints a table by variant on stdout alone', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    const { code, out, err } = await project.gamut(['run', 'experiments/tone.gamut.md']);
    expect(code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
    const [title, ...lines] = out.trimEnd().split('\n');
    expect(title).toMatch(/^persona +temperature +n +status +tokens in +tokens out +cost/);
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 4))).toEqual([
      ['chef', '0.3  1  1 done'].flatMap((cell) => cell.split('  ')),
      ['chef', '0.7', '1', '1 done'],
      ['coach', '0.3', '1', '1 done'],
      ['coach', '0.7', '1', '1 done'],
      ['all', '4', '4 done', '10'],
    ]);
    expect(err).toContain('4 trials: 0 stored, 0 skipped, 4 to run');
    expect(err).toContain('4/4');
  });

  test('asks for nothing a second time, and for what an edit made stale alone', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone']);
    expect((await project.gamut(['run', 'tone'])).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
    project.write(
      'experiments/tone.gamut.md',
      NOTEBOOK.replace('당신은 코치입니다.', '당신은 엄격한 코치입니다.'),
    );
    await project.gamut(['run', 'tone']);
    expect(vendor.asked.slice(4).map(({ messages }) => messages[0]?.content)).toEqual([
      '당신은 엄격한 코치입니다.',
      '당신은 엄격한 코치입니다.',
    ]);
  });

  test('ends with 1 where a trial failed: the failure is told, and is a row of the CSV', async () => {
    const vendor = await startVendor(({ temperature }) =>
      temperature === 0.7 ? { status: 400, message: 'temperature is too warm' } : { text: '네.' },
    );
    const project = createCliProject(vendor.baseUrl);
    const { code, out, err } = await project.gamut(['run', 'tone', '--csv', 'out.csv']);
    expect(code).toBe(1);
    expect(err).toContain('chef · vendor/small · 0.7');
    expect(err).toContain('temperature is too warm');
    expect(out).toContain('2 done, 2 failed');
    const { rows } = project.readCsv('out.csv');
    expect(rows.map((row) => [row.persona, row.temperature, row.status, row.response])).toEqual([
      ['chef', '0.3', 'done', '네.'],
      ['chef', '0.7', 'error', ''],
      ['coach', '0.3', 'done', '네.'],
      ['coach', '0.7', 'error', ''],
    ]);
    expect(rows[1]?.error_message).toContain('temperature is too warm');
  });

  test('a skipped trial is no failure: 0, and a row with the reason', async () => {
    const vendor = await answering();
    const notebook = NOTEBOOK.replace('model: vendor/small', 'model: [vendor/small, openai/gpt-5]');
    const project = createCliProject(vendor.baseUrl, { notebook });
    const { code, err } = await project.gamut(['run', 'tone', '--csv', 'out.csv']);
    expect(code).toBe(0);
    expect(err).toContain('4 skipped, 4 to run');
    const skipped = project.readCsv('out.csv').rows.filter((row) => row.status === 'skipped');
    expect(skipped).toHaveLength(4);
    expect(skipped[0]?.error_message).toContain('temperature');
  });

  test('writes CSV or JSON lines to stdout, and then nothing else there', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    const csv = await project.gamut(['run', 'tone', '--csv', '-', '--jsonl', 'out.jsonl', '--no-bom']);
    expect(csv.out.split('\r\n')).toHaveLength(6);
    expect(csv.out).toMatch(/^notebook,matrix,run_id/);
    const lines = project.read('out.jsonl').trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { outcome: { completion: { text: string } } });
    expect(records.map(({ outcome }) => outcome.completion.text)).toEqual([
      '답: 당신은 셰프입니다.',
      '답: 당신은 셰프입니다.',
      '답: 당신은 코치입니다.',
      '답: 당신은 코치입니다.',
    ]);
  });

  test('takes only the levels that were asked for, and never more at a time than allowed', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    const args = [
      'run',
      'tone',
      '--only',
      'persona=coach',
      '--only',
      'temperature=0.3,0.7',
      '--concurrency',
      '1',
    ];
    expect((await project.gamut(args)).code).toBe(0);
    expect(vendor.asked.map(({ messages }) => messages[0]?.content)).toEqual([
      '당신은 코치입니다.',
      '당신은 코치입니다.',
    ]);
    expect(vendor.mostActive()).toBe(1);
  });
});

describe('a run that costs money', () => {
  test('is refused where no one can be asked, until --yes; nothing is sent', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: 100 });
    const refused = await project.gamut(['run', 'tone']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('Add --yes to run it');
    expect(vendor.asked).toHaveLength(0);
    expect((await project.gamut(['run', 'tone', '--yes'])).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
  });

  test('is asked for where someone is there: only a yes starts it', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: 100 });
    for (const answer of ['n', '', null]) {
      const { code, err } = await project.gamut(['run', 'tone'], { canAsk: true, answer });
      expect([code, err.includes('Nothing was sent.')]).toEqual([2, true]);
    }
    expect(vendor.asked).toHaveLength(0);
    expect((await project.gamut(['run', 'tone'], { canAsk: true, answer: 'y' })).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
  });

  test('may also be one whose price is unknown', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: null });
    const { code, err } = await project.gamut(['run', 'tone']);
    expect([code, vendor.asked.length]).toEqual([2, 0]);
    expect(err).toContain('unknown');
  });
});

describe('gamut run --rerun', () => {
  test('makes what is done anew; the answers before stay in the history', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    await project.gamut(['run', 'tone']);
    const { code, out, err } = await project.gamut(['run', 'tone', '--rerun', '--only', 'persona=coach']);
    expect(code).toBe(0);
    expect(vendor.asked).toHaveLength(6);
    expect(err).toContain('2 trials: 0 stored, 0 skipped, 2 to run');
    expect(out).toContain('2 done');
    expect(out).not.toContain('Made anew');
    await project.gamut(['run', 'tone']);
    expect(vendor.asked).toHaveLength(6);
  });

  test('that ends at its budget says how many results it has made and how many are still the earlier ones', async () => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const notebook = NOTEBOOK.replace('data: people', 'data: people\nmax_tokens: 10');
    const project = createCliProject(vendor.baseUrl, { price: 1000, notebook });
    expect((await project.gamut(['run', 'tone', '--yes'])).out).not.toContain('Made anew');
    // Each costs $0.015, and is sent while its worst case of about $0.15 fits.
    const poor = ['run', 'tone', '--yes', '--rerun', '--budget-usd', '0.17', '--concurrency', '1'];
    const { code, out } = await project.gamut(poor);
    expect([code, vendor.asked.length]).toEqual([1, 6]);
    expect(out).toContain('\nMade anew: 2. Still the results of earlier runs: 2.\n');
    const resumed = ['run', 'tone', '--yes', '--resume', '--concurrency', '1', '--lang', 'ko'];
    const more = await project.gamut([...resumed, '--budget-usd', '0.19']);
    expect(more.out).toContain('\n새로 실행한 결과 3개, 이전 실행의 결과 그대로 1개.\n');
    expect((await project.gamut([...resumed, '--budget-usd', '1'])).out).not.toContain('이전 실행의');
    expect(vendor.asked).toHaveLength(8);
  });

  test('of paid answers is asked about, that they are paid for again; without anybody to ask it takes --yes', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: 100 });
    await project.gamut(['run', 'tone', '--yes']);
    const refused = await project.gamut(['run', 'tone', '--rerun']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('4 calls again that cost money');
    const no = await project.gamut(['run', 'tone', '--rerun', '--lang', 'ko'], { canAsk: true, answer: 'n' });
    expect([no.code, vendor.asked.length]).toEqual([2, 4]);
    expect((await project.gamut(['run', 'tone', '--rerun'], { canAsk: true, answer: 'y' })).code).toBe(0);
    expect((await project.gamut(['run', 'tone', '--rerun', '--yes'])).code).toBe(0);
    expect(vendor.asked).toHaveLength(12);
  });

  test('and --resume are two different things', async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl);
    const { code, err } = await project.gamut(['run', 'tone', '--rerun', '--resume']);
    expect([code, vendor.asked.length]).toEqual([2, 0]);
    expect(err).toContain('choose one');
  });
});

describe('a run with a budget and a price that is unknown', () => {
  const open = async () => {
    const vendor = await answering();
    const project = createCliProject(vendor.baseUrl, { price: null });
    project.write(
      'experiments/tone.gamut.md',
      NOTEBOOK.replace('title: 말투', 'title: 말투\nbudget: { max_cost_usd: 1 }'),
    );
    return { vendor, project };
  };

  test('is refused where no one can be asked, whatever --yes says, until --allow-unknown-price', async () => {
    const { vendor, project } = await open();
    const { code, err } = await project.gamut(['run', 'tone', '--yes']);
    expect([code, vendor.asked.length]).toEqual([2, 0]);
    expect(err).toContain('--allow-unknown-price');
    expect((await project.gamut(['run', 'tone', '--yes', '--allow-unknown-price'])).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
  });

  test('is asked for where someone is there', async () => {
    const { vendor, project } = await open();
    const refused = await project.gamut(['run', 'tone', '--yes'], { canAsk: true, answer: 'n' });
    expect([refused.code, refused.err.includes('Nothing was sent.'), vendor.asked.length]).toEqual([
      2,
      true,
      0,
    ]);
    expect((await project.gamut(['run', 'tone', '--yes'], { canAsk: true, answer: 'y' })).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
  });
});

test('what the vendor’s cache has saved is told under the table', async () => {
  const vendor = await startVendor(() => ({ text: '네.', cachedTokens: 8 }));
  const project = createCliProject(vendor.baseUrl, { price: null });
  const price = '{ model: vendor/small, input: 1000, output: 0, cached_input: 500 }';
  const krw = 'krw_per_usd: { rate: 1000, as_of: 2026-11-01 }';
  project.write('gamut.config.yaml', `${project.read('gamut.config.yaml')}prices: [${price}]\n${krw}\n`);
  // Four answers, eight tokens of each at half of $0.001.
  expect((await project.gamut(['run', 'tone', '--yes'])).out).toContain('Caching saved $0.016 (₩16).');
});

test('of what costs nothing no saving is told', async () => {
  const vendor = await startVendor(() => ({ text: '네.', cachedTokens: 8 }));
  const project = createCliProject(vendor.baseUrl, { price: null });
  const price = '{ model: vendor/small, input: 0, output: 0, cached_input: 0 }';
  project.write('gamut.config.yaml', `${project.read('gamut.config.yaml')}prices: [${price}]\n`);
  expect((await project.gamut(['run', 'tone', '--yes'])).out).not.toContain('Caching');
});

describe('Ctrl+C', () => {
  const halting = () => startVendor(({ temperature }) => (temperature === 0.7 ? 'hang' : { text: '네.' }));

  test('once stops: what had finished is kept and written, and the code is 130', async () => {
    const vendor = await halting();
    const project = createCliProject(vendor.baseUrl);
    const { terminal, ended } = project.start(['run', 'tone', '--csv', 'out.csv']);
    await vendor.untilAsked(4);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.err()).toContain('Ctrl+C again');
    const statuses = project.readCsv('out.csv').rows.map((row) => row.status);
    expect(statuses.filter((status) => status === 'aborted')).toHaveLength(2);
  });

  test('twice quits at once', async () => {
    const vendor = await halting();
    const project = createCliProject(vendor.baseUrl);
    const { terminal, ended } = project.start(['run', 'tone', '--csv', 'out.csv']);
    await vendor.untilAsked(4);
    terminal.interrupt();
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.out()).toBe('');
  });
});

describe('bad input ends with 2, and nothing is sent', () => {
  const cases: [string, string[], string][] = [
    [
      'a notebook that is not there, with the nearest match',
      ['run', 'tome'],
      'Did you mean experiments/tone.gamut.md?',
    ],
    [
      'a matrix that is not there, with the nearest match',
      ['run', 'tone', '--matrix', 'mian'],
      "did you mean 'main'?",
    ],
    ['a level that is not there, with the nearest match', ['run', 'tone', '--only', 'persona=chief'], 'chef'],
    ['an --only that is none', ['run', 'tone', '--only', 'chef'], 'axis=level'],
    ['a CSV in a folder that is not there', ['run', 'tone', '--csv', 'gone/out.csv'], 'There is no folder'],
    ['a CSV that is a folder', ['run', 'tone', '--csv', 'experiments'], 'is a folder'],
    ['two answers on stdout', ['run', 'tone', '--csv', '-', '--jsonl', '-'], 'Only one'],
    ['a file that is no notebook', ['run', 'gamut.config.yaml'], 'is no notebook'],
  ];
  test.each(cases)('%s', async (_, args, sentence) => {
    const vendor = await answering();
    const { code, out, err } = await createCliProject(vendor.baseUrl).gamut(args);
    expect(err).toContain(sentence);
    expect([code, out, vendor.asked.length]).toEqual([2, '', 0]);
  });

  test('a notebook with errors: file, line and column of each', async () => {
    const vendor = await answering();
    const notebook = NOTEBOOK.replace('persona: [chef, coach]', 'persona: [chef, couch]');
    const { code, err } = await createCliProject(vendor.baseUrl, { notebook }).gamut(['run', 'tone']);
    expect(err).toMatch(/^experiments\/tone\.gamut\.md:24:\d+: error: .*couch.*coach/m);
    expect(err).toContain('1 error: mend it');
    expect([code, vendor.asked.length]).toEqual([2, 0]);
  });
});

test('the sandbox needs no key and no --yes', async () => {
  const notebook = NOTEBOOK.replace('vendor/small', 'sandbox/tiny').replace(
    'data: people',
    'data: people\nmax_tokens: 4',
  );
  const project = createCliProject('http://127.0.0.1:9/v1', { notebook });
  const { code, out } = await project.gamut(['run', 'tone', '--lang', 'ko', '--only', 'temperature=0.3']);
  expect(code).toBe(0);
  expect(out).toContain('2 완료');
});

test('a vendor keeps its own words where the sandbox runs in the same process', async () => {
  const vendor = await startVendor(() => ({ status: 400, message: 'temperature is too warm' }));
  const notebook = NOTEBOOK.replace('model: vendor/small', 'model: [sandbox/tiny, vendor/small]').replace(
    'data: people',
    'data: people\nmax_tokens: 4',
  );
  const project = createCliProject(vendor.baseUrl, { notebook });
  const only = ['--only', 'temperature=0.3', '--only', 'persona=chef'];
  // One at a time: the sandbox has answered before the vendor is asked again.
  await project.gamut(['run', 'tone', '--csv', 'out.csv', '--concurrency', '1', ...only]);
  await project.gamut(['run', 'tone', '--csv', 'out.csv', '--concurrency', '1', ...only]);
  const { rows } = project.readCsv('out.csv');
  expect(rows.map((row) => row.status)).toEqual(['done', 'error']);
  expect(rows[1]?.error_message).toContain('temperature is too warm');
});
