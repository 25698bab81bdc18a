import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toRequestCode } from '../../src/core/request-code.ts';
import type { CompletionRequest } from '../../src/core/trial.ts';
import { createAnthropicProvider } from '../../src/providers/anthropic.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import { toWireRequest } from '../../src/providers/wire-request.ts';

// The programs that stand for a request are run, and what they send is held against what the adapter sends.

const run = promisify(execFile);
const ROOT = path.join(import.meta.dirname, '../..');

interface Seen {
  url: string;
  version: string | undefined;
  key: string | undefined;
  body: unknown;
}

const REPLIES: Record<string, string> = {
  '/v1/chat/completions':
    'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"안녕"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
  '/v1/messages':
    'event: message_start\ndata: {"type":"message_start","message":{"id":"1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}\n\n' +
    'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n' +
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"안녕"}}\n\n' +
    'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n' +
    'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}\n\n' +
    'event: message_stop\ndata: {"type":"message_stop"}\n\n',
};

const seen: Seen[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { headers, url = '' } = request;
    seen.push({
      url,
      version: headers['anthropic-version']?.toString(),
      key: headers['x-api-key']?.toString() ?? headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(REPLIES[url]);
  });
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => seen.splice(0));

const OPENAI: CompletionRequest = {
  provider: 'p',
  model: 'm',
  messages: [
    { role: 'system', content: `당신은 '셰프'입니다.\n"$HOME" \`id\` \\n JSON\nJSON\n` },
    { role: 'user', content: '오늘 뭐 먹지? 🍲' },
  ],
  params: {
    temperature: 0.3,
    max_tokens: 9,
    top_logprobs: 5,
    stop: ['###', "'"],
    response_format: { type: 'json_object' },
    top_k: 40,
    'x-odd': null,
  },
};
const ANTHROPIC: CompletionRequest = {
  ...OPENAI,
  params: { max_tokens: 9, temperature: 0.3, top_k: 40, stop: 'END', cache_control: '5m' },
};

const KINDS = [
  {
    kind: 'openai' as const,
    request: OPENAI,
    baseUrl: () => `${origin}/v1`,
    create: createOpenAiProvider,
  },
  {
    kind: 'anthropic' as const,
    request: ANTHROPIC,
    baseUrl: () => origin,
    create: createAnthropicProvider,
  },
];

describe.each(KINDS)('the code of a request to $kind', ({ kind, request, baseUrl, create }) => {
  const wire = () => toWireRequest(request, { kind, baseUrl: baseUrl(), keyEnv: 'SOME_KEY' });

  async function sent(): Promise<Seen | undefined> {
    const provider = create({ id: 'p', baseUrl: baseUrl(), apiKey: 'sk-0123456789' });
    for await (const chunk of provider.complete(request, { signal: new AbortController().signal }))
      void chunk;
    return seen.pop();
  }

  test('in TypeScript sends what the adapter sends, and prints the answer', async () => {
    const expected = await sent();
    const code = toRequestCode(wire(), 'typescript');
    const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', code], {
      cwd: ROOT,
      env: { ...process.env, SOME_KEY: 'sk-0123456789' },
    });
    expect(stdout).toBe('안녕');
    expect(seen).toEqual([expected]);
    expect(code).toContain('오늘 뭐 먹지? 🍲');
  });

  test('as curl gives the shell the same address, headers and body', async () => {
    const expected = await sent();
    const code = toRequestCode(wire(), 'curl');
    const script = `curl() { printf '%s\\n' "$@"; printf '=====\\n'; cat; }\n${code}`;
    const { stdout } = await run('sh', ['-c', script], {
      env: { ...process.env, SOME_KEY: 'sk-0123456789' },
    });
    const [given = '', body = ''] = stdout.split('=====\n');
    expect(JSON.parse(body)).toEqual(expected?.body);
    const words = given.split('\n');
    expect(words).toContain(wire().url);
    const key = kind === 'openai' ? 'Authorization: Bearer sk-0123456789' : 'x-api-key: sk-0123456789';
    expect(words).toContain(key);
    if (kind === 'anthropic') expect(words).toContain(`anthropic-version: ${expected?.version}`);
  });

  test('in Python names the parameters that the SDK has, and gives it the others as extra_body', () => {
    const code = toRequestCode(wire(), 'python');
    expect(code).toContain('extra_body={\n        "');
    expect(code).toContain('"top_k": 40');
    expect(code).toContain('오늘 뭐 먹지? 🍲');
    expect(code).toContain('os.environ["SOME_KEY"]');
    expect(code).not.toMatch(/\b(true|false|null)\b/);
  });

  test('never holds a key, and asks for none where none is needed', () => {
    const open = toWireRequest(request, { kind, baseUrl: baseUrl(), keyEnv: null });
    for (const language of ['curl', 'typescript', 'python'] as const) {
      expect(toRequestCode(wire(), language)).toContain('SOME_KEY');
      expect(toRequestCode(open, language)).not.toMatch(/environ|process\.env|\$null|null"/);
    }
  });
});

test('the version that curl asks of Anthropic is the one that its SDK asks for by itself', async () => {
  const plain: CompletionRequest = { ...ANTHROPIC, params: { max_tokens: 9 } };
  let asked: string | null = null;
  const provider = createAnthropicProvider({
    id: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    apiKey: 'sk-0123456789',
    fetch: (_, init) => {
      asked = new Headers(init?.headers).get('anthropic-version');
      return Promise.resolve(
        new Response(REPLIES['/v1/messages'], { headers: { 'content-type': 'text/event-stream' } }),
      );
    },
  });
  for await (const chunk of provider.complete(plain, { signal: new AbortController().signal })) void chunk;
  const address = { kind: 'anthropic', baseUrl: 'https://api.anthropic.com', keyEnv: 'K' } as const;
  expect(toWireRequest(plain, address).sdkHeaders['anthropic-version']).toBe(asked);
});
