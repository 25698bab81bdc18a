import { expect, test } from 'vitest';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const LIMITED = NOTEBOOK.replace('title: 말투', 'title: 말투\nbudget: { max_cost_usd: 1 }').replace(
  'data: people',
  'data: people\nmax_tokens: 10',
);

test('gamut budget tells what may have been billed, and writes it off when asked to', async () => {
  const vendor = await startVendor(() => 'hang');
  const project = createCliProject(vendor.baseUrl, { price: 1, notebook: LIMITED });
  const { terminal, ended } = project.start(['run', 'tone', '--yes']);
  await vendor.untilAsked(4);
  terminal.interrupt();
  expect(await ended).toBe(130);

  const { code, out, err } = await project.gamut(['budget', 'tone']);
  expect(code).toBe(0);
  expect(out).toMatch(/^today +\$0 +no limit +unsettled up to \$0\.\d+/m);
  expect(out).toMatch(/^notebook +\$0 +of \$1\.00? +unsettled up to/m);
  expect(out).toMatch(/^\S+ +\d{4}-\d\d-\d\d +experiments\/tone\.gamut\.md +4 +\$0\.\d+$/m);
  expect(err).toContain('--write-off');
  const asJson = JSON.parse((await project.gamut(['budget', '--json'])).out);
  expect(asJson).toMatchObject({ notebook: null, unsettled: [{ requests: 4 }] });

  expect((await project.gamut(['budget', '--write-off', '--run', 'another'])).err).toContain(
    'Nothing is unsettled',
  );
  const off = await project.gamut(['budget', 'tone', '--write-off', '--lang', 'ko']);
  expect(off.err).toContain('요청 4개');
  expect(off.out).not.toContain('미확인');
  expect((await project.gamut(['budget', 'tone'])).out).not.toContain('unsettled');
});

test('gamut budget tells what a run may cost by gamut.config.yaml', async () => {
  const vendor = await startVendor(() => ({ text: '네.' }));
  const project = createCliProject(vendor.baseUrl, { price: 1, notebook: LIMITED });
  expect((await project.gamut(['budget'])).out).not.toContain('a run');
  project.write('gamut.config.yaml', `${project.read('gamut.config.yaml')}budget: { per_run_usd: 0.5 }\n`);
  const { out } = await project.gamut(['budget']);
  expect(out).toMatch(/^today +\$0 +no limit/m);
  expect(out).toMatch(/^a run +up to \$0\.50?$/m);
});

test('gamut budget tells what was spent of each limit', async () => {
  const vendor = await startVendor(() => ({ text: '네.' }));
  const project = createCliProject(vendor.baseUrl, { price: 1000, notebook: LIMITED });
  await project.gamut(['run', 'tone', '--yes']);
  const { out } = await project.gamut(['budget', 'tone']);
  expect(out).toMatch(/^notebook +\$0\.0\d+ +of \$1/m);
});
