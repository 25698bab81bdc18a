import { describe, expect, test } from 'vitest';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const MIXED = NOTEBOOK.replace(
  'model: vendor/small',
  'model: [vendor/small, openai/gpt-4.1-nano, anthropic/claude-haiku-4-5]',
);

describe('a provider that has no key', () => {
  test('is asked nothing and nothing about: the others run, and each is named in one sentence', async () => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const project = createCliProject(vendor.baseUrl, { notebook: MIXED });
    const { code, out, err } = await project.gamut(['run', 'tone', '--csv', 'out.csv']);
    expect(code).toBe(1);
    expect(vendor.asked).toHaveLength(4);
    expect(err).toContain('4 to run, 8 not set up');
    expect(err.match(/There is no key/g)).toHaveLength(2);
    expect(err).toContain('openai: 4 trials are not sent. There is no key. Write OPENAI_API_KEY=');
    expect(err).toContain('anthropic: 4 trials are not sent. There is no key. Write ANTHROPIC_API_KEY=');
    expect(out).toContain('4 done, 8 not run');
    expect(project.readCsv('out.csv').rows.map(({ status }) => status)).toEqual([
      'done',
      'done',
      'done',
      'done',
    ]);
  });

  test('costs nothing, so that --yes is not asked for', async () => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const notebook = NOTEBOOK.replace('vendor/small', 'openai/gpt-4.1-nano');
    const project = createCliProject(vendor.baseUrl, { notebook });
    const { code, err } = await project.gamut(['run', 'tone', '--lang', 'ko']);
    expect(code).toBe(1);
    expect(err).not.toContain('--yes');
    expect(err).toContain(
      'openai: 시행 4개를 보내지 않습니다. 키가 없습니다. .env에 쓰거나(OPENAI_API_KEY=...)',
    );
  });

  test('is counted by an estimate, which says what it would cost', async () => {
    const project = createCliProject('http://127.0.0.1:1/v1', { notebook: MIXED });
    const { out } = await project.gamut(['estimate', 'tone']);
    expect(out).toContain('8 wait for a key: OPENAI_API_KEY, ANTHROPIC_API_KEY.');
    expect(out).toMatch(/openai\/gpt-4\.1-nano +4 /);
    const json = JSON.parse((await project.gamut(['estimate', 'tone', '--json'])).out);
    expect(json.blocked).toMatchObject([
      { provider: 'openai', keyEnv: 'OPENAI_API_KEY', count: 4 },
      { provider: 'anthropic', keyEnv: 'ANTHROPIC_API_KEY', count: 4 },
    ]);
  });
});
