import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const FILE = 'experiments/tone.results.jsonl';
const answering = () => startVendor(() => ({ text: '네, 쉬세요.' }));

async function createPinned(more: string[] = []) {
  const vendor = await answering();
  const project = createCliProject(vendor.baseUrl);
  await project.gamut(['run', 'tone']);
  const went = await project.gamut(['pin', 'tone', ...more]);
  return { vendor, project, went };
}

describe('gamut pin', () => {
  test('writes one line an answer, the same each time', async () => {
    const { project, went } = await createPinned();
    expect(went.code).toBe(0);
    expect(went.err).toContain('main: 4 answers pinned.');
    expect(went.err).toContain(`Written: ${FILE}`);
    const text = project.read(FILE);
    expect(text.trim().split('\n')).toHaveLength(4);
    expect(text).not.toContain('"tokens"');
    await project.gamut(['pin', 'tone']);
    expect(project.read(FILE)).toBe(text);
  });

  test('is enough for a fresh clone: results, CSV and a run that sends nothing, without the database', async () => {
    const { vendor, project } = await createPinned();
    const before = project.gamut(['export', 'tone', '--csv', 'before.csv']);
    await before;
    rmSync(path.join(project.root, '.gamut'), { recursive: true });
    const asked = vendor.asked.length;
    const run = await project.gamut(['run', 'tone', '--csv', 'after.csv']);
    expect(run.code).toBe(0);
    expect(vendor.asked).toHaveLength(asked);
    // How long it took is known to the millisecond, and the run is the pinned one.
    const other = /^(run_id|cached)$|_ms$|_per_s$/;
    const drop = (row: Record<string, string>) =>
      Object.entries(row).filter(([column]) => !other.test(column));
    expect(project.readCsv('after.csv').rows.map(drop)).toEqual(project.readCsv('before.csv').rows.map(drop));
    expect(project.readCsv('after.csv').rows[0]).toMatchObject({ run_id: 'pinned', response: '네, 쉬세요.' });
  });

  test('keeps to the request: an edited persona makes its pinned answers stale, and only those are made anew', async () => {
    const { vendor, project } = await createPinned();
    rmSync(path.join(project.root, '.gamut'), { recursive: true });
    project.write(
      'experiments/tone.gamut.md',
      NOTEBOOK.replace('당신은 셰프입니다.', '당신은 요리사입니다.'),
    );
    const asked = vendor.asked.length;
    const { code } = await project.gamut(['run', 'tone']);
    expect(code).toBe(0);
    expect(vendor.asked).toHaveLength(asked + 2);
  });

  test('says which lines are broken, and uses the others', async () => {
    const { project } = await createPinned();
    rmSync(path.join(project.root, '.gamut'), { recursive: true });
    const [first = '', ...rest] = project.read(FILE).split('\n');
    project.write(FILE, [first, '=======', ...rest].join('\n'));
    const { out, err } = await project.gamut(['export', 'tone', '--csv', '-']);
    expect(err).toMatch(
      /tone\.gamut\.md:\d+:1: warning: .*tone\.results\.jsonl, line 2 is left out: it is not JSON/,
    );
    expect(out.match(/네, 쉬세요/g)).toHaveLength(4);
  });

  test('takes what is pinned away', async () => {
    const { project } = await createPinned();
    const { code } = await project.gamut(['pin', 'tone', '--remove']);
    expect(code).toBe(0);
    expect(existsSync(path.join(project.root, FILE))).toBe(false);
  });

  test('without answers says to run first', async () => {
    const project = createCliProject((await answering()).baseUrl);
    const { code, err } = await project.gamut(['pin', 'tone']);
    expect(code).toBe(2);
    expect(err).toContain('gamut run');
    expect(existsSync(path.join(project.root, FILE))).toBe(false);
  });
});
