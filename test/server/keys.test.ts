import type { IncomingMessage } from 'node:http';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { invoke } from '../../src/cli/invoke.ts';
import { serve } from '../../src/server/main.ts';
import { createFakeTerminal } from '../cli/fake-terminal.ts';
import type { Treatment } from '../fault/fault.ts';
import { startFaultServer } from '../fault/fault-server.ts';
import { createProject } from '../workbench/sample-project.ts';

// As hard to find as keys get: what JSON, URLs and shells escape is in them.
const KEYS = {
  OPENAI_API_KEY: 'sk-proj-Planted/One+0123456789"A\\b=c',
  ANTHROPIC_API_KEY: 'sk-ant-api03-Planted/Two+9876543210"Z',
  OWN_KEY: 'own-Planted~Three&5555555555%41',
};

/** Every form in which a key could be written down. */
function toForms(key: string): string[] {
  const json = JSON.stringify(key).slice(1, -1);
  const forms = [key, json, json.replaceAll('/', '\\/'), encodeURIComponent(key), encodeURI(key)];
  // CSV doubles quotation marks, HTML has names for them.
  forms.push(key.replaceAll('"', '""'), key.replaceAll('&', '&amp;').replaceAll('"', '&quot;'));
  for (const before of ['', 'B', 'Be', 'Bearer ']) {
    const bytes = Buffer.from(before + key);
    // Without the characters that what stands before and after has a part in.
    for (const coding of ['base64', 'base64url', 'hex'] as const) {
      const skipped = Math.ceil((before.length * (coding === 'hex' ? 8 : 8)) / (coding === 'hex' ? 4 : 6));
      forms.push(bytes.toString(coding).replace(/=+$/, '').slice(skipped, -1));
    }
  }
  // Its beginning tells a key as well as all of it.
  return [...forms, ...forms.map((form) => form.slice(0, 20))].filter((form) => form.length >= 16);
}

/** Says what is found of the keys in a text, without saying the key. */
function findKeys(where: string, text: string): string[] {
  return Object.entries(KEYS).flatMap(([name, key]) =>
    toForms(key).flatMap((form, index) => {
      const at = text.indexOf(form);
      return at === -1
        ? []
        : [`${name} (form ${index}) in ${where} after “${text.slice(Math.max(0, at - 80), at)}”`];
    }),
  );
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** What a careless server sends back of a request's key, in every coding that it knows. */
function echo(request: IncomingMessage): string {
  const sent = String(request.headers['x-api-key'] ?? request.headers.authorization ?? '');
  const key = sent.replace(/^Bearer /, '');
  const codings = [
    key,
    sent,
    encodeURIComponent(key),
    btoa(sent),
    btoa(key),
    `${key.slice(0, 12)}****${key.slice(-4)}`,
  ];
  return ` [${codings.join(' | ')}]`;
}

const TREATMENTS = ['well', '400', '503', 'html', 'garbage', 'error-event', 'truncated', 'usage-missing'];

const NOTEBOOK = `---
gamut: 1
title: Keys
---
\`\`\`prompt id=ask
Hello
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: [${TREATMENTS.flatMap((name) => [`openai/${name}`, `anthropic/${name}`]).join(', ')}, own/401]
\`\`\`
`;

test(
  'a key from the environment or .env turns up nowhere, though every server echoes it',
  {
    timeout: 120_000,
  },
  async () => {
    const server = await startFaultServer({
      script: ({ model, nth }) =>
        model === 'm' ? '400' : nth === 0 || model === '401' ? (model as Treatment) : 'well',
      words: echo,
    });
    onTestFinished(() => server.stop());
    const root = createProject({
      'notebooks/keys.gamut.md': NOTEBOOK,
      '.env': `ANTHROPIC_API_KEY='${KEYS.ANTHROPIC_API_KEY}'\nOWN_KEY='${KEYS.OWN_KEY}'\n`,
      'gamut.config.yaml': [
        'providers:',
        `  - { id: openai, kind: openai, base_url: '${server.openaiUrl}', api_key_env: OPENAI_API_KEY }`,
        `  - { id: anthropic, kind: anthropic, base_url: '${server.anthropicUrl}', api_key_env: ANTHROPIC_API_KEY }`,
        `  - { id: own, kind: openai, base_url: '${server.openaiUrl}', api_key_env: OWN_KEY }`,
        "prices: [{ model: '*', input: 0.1, output: 0.4, as_of: 2026-11-01 }]",
      ].join('\n'),
    });
    const env = { OPENAI_API_KEY: KEYS.OPENAI_API_KEY };
    const seen: [string, string][] = [];
    const logged: string[] = [];
    const gamut = await serve({
      notebooksDir: join(root, 'notebooks'),
      port: 0,
      env,
      dist: null,
      log: 'debug',
      writeLog: (line) => void logged.push(line),
    });
    onTestFinished(() => gamut.close());

    const ask = async (path: string, body?: unknown): Promise<{ status: number; text: string }> => {
      const answer = await fetch(gamut.url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      seen.push([`${path} headers`, JSON.stringify([...answer.headers])], [path, text]);
      return { status: answer.status, text };
    };

    // A tab that follows everything from the first moment on.
    const leave = new AbortController();
    const events = await fetch(`${gamut.url}/api/events`, { signal: leave.signal });
    const reader = events.body?.getReader();
    const decoder = new TextDecoder();
    let streamed = '';
    let isStopped = false;
    const { runId } = JSON.parse(
      (await ask('/api/runs', { notebook: 'keys.gamut.md', matrix: 'main', mode: 'missing' })).text,
    ) as { runId: string };
    while (!streamed.includes('"run-finished"') || !streamed.endsWith('\n\n')) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) throw new Error('the stream ended before');
      streamed += decoder.decode(value, { stream: true });
      // All but the provider that refuses its key have ended: that one waits for a better key.
      const finished = streamed.split('"trial-finished"').length - 1;
      if (isStopped || finished < TREATMENTS.length * 2 || !streamed.includes('"run-paused"')) continue;
      isStopped = true;
      await ask(`/api/runs/${runId}/stop`, {});
    }
    leave.abort();
    seen.push(['/api/events', streamed]);
    expect(server.books.asked.length).toBeGreaterThan(TREATMENTS.length * 2);
    expect(streamed).toContain('[redacted]');

    const { paths } = JSON.parse((await ask('/api/openapi.json')).text) as { paths: Record<string, object> };
    const values: Record<string, string> = { name: 'keys.gamut.md', matrix: 'main', runId };
    for (const recordId of [1, 2, 9]) {
      for (const provider of ['openai', 'anthropic', 'own']) {
        const named: Record<string, string> = { ...values, recordId: String(recordId), provider };
        for (const [path, methods] of Object.entries(paths)) {
          if (path === '/api/events') continue;
          const url = path.replace(/\{(\w+)\}/g, (_all, name: string) =>
            encodeURIComponent(named[name] ?? ''),
          );
          if ('get' in methods) await ask(url);
          if ('post' in methods && path.endsWith('/test'))
            await ask(url, { model: provider === 'own' ? '401' : '503' });
          if ('post' in methods && path.endsWith('/tokens')) await ask(url, { recordIds: [1, 2, 3] });
        }
      }
    }
    const csv = '/api/notebooks/keys.gamut.md/matrices/main/export.csv';
    for (const query of ['messages=1', 'wide=1', 'tokens=1', 'excel=1']) {
      expect((await ask(`${csv}?${query}`)).status).toBe(200);
    }
    await ask('/api/runs', { notebook: KEYS.OPENAI_API_KEY });
    await ask('/.env');
    await ask('/gamut.config.yaml');

    const gamutCommand = async (...args: string[]): Promise<number> => {
      const terminal = createFakeTerminal({ cwd: root, env: { ...env, GAMUT_DEBUG: '1' } });
      const code = await invoke(args, terminal);
      seen.push(
        [`gamut ${args.join(' ')}, stdout`, terminal.out()],
        [`gamut ${args.join(' ')}, stderr`, terminal.err()],
      );
      return code;
    };
    const notebook = join(root, 'notebooks/keys.gamut.md');
    expect(await gamutCommand('run', notebook, '--yes', '--csv', 'out.csv', '--jsonl', 'out.jsonl')).toBe(1);
    expect(await gamutCommand('export', notebook, '--csv', '-', '--messages')).toBe(0);
    await gamutCommand('estimate', notebook, '--json');
    await gamutCommand('models', '--dir', 'notebooks', '--json');
    for (const provider of ['openai', 'anthropic', 'own']) {
      await gamutCommand('models', '--dir', 'notebooks', '--test', provider);
    }
    await gamutCommand('check', notebook);

    for (const file of listFiles(root)) {
      if (!file.endsWith('/.env')) seen.push([file.slice(root.length), readFileSync(file, 'latin1')]);
    }
    seen.push(['the log', logged.join('')]);
    expect(seen.some(([where]) => where.endsWith('gamut.db-wal'))).toBe(true);
    expect(seen.flatMap(([where, text]) => findKeys(where, text))).toEqual([]);
  },
);
