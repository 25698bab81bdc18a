import type { ProviderKind } from './capability.ts';

/** A request as it goes over the wire, without its key. */
export interface WireRequest {
  kind: ProviderKind;
  /** Address of the API as its SDK takes it. */
  baseUrl: string;
  /** Address that the body is posted to. */
  url: string;
  /** The environment variable that holds the key; null where none is needed. */
  keyEnv: string | null;
  /** Headers that the vendor's SDK sends by itself, beside the key's and the content type. */
  sdkHeaders: Record<string, string>;
  /** Headers that are sent besides, or in the place of one of those. */
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** A language that a request can be written in. */
export type CodeLanguage = 'curl' | 'typescript' | 'python';

/** What the vendors' SDKs name as parameters; any other goes beside them. */
const OPENAI_NAMES = new Set(
  `messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens
  metadata modalities moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key
  prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream
  stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options`.split(
    /\s+/,
  ),
);
const ANTHROPIC_NAMES = new Set(
  `max_tokens messages model container inference_geo metadata output_config service_tier stop_sequences stream system
  thinking tool_choice tools`.split(/\s+/),
);

const VENDOR_URL: Record<ProviderKind, string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
};

/**
 * The exact request as a program: curl for a POSIX shell, or the vendor's own SDK in TypeScript or Python. Texts stay as
 * they are (Hangul is not escaped); the key is read from the environment.
 */
export function toRequestCode(request: WireRequest, language: CodeLanguage): string {
  switch (language) {
    case 'curl':
      return toCurl(request);
    case 'typescript':
      return request.kind === 'openai' ? toOpenAiTypeScript(request) : toAnthropicTypeScript(request);
    case 'python':
      return request.kind === 'openai' ? toOpenAiPython(request) : toAnthropicPython(request);
    default:
      language satisfies never;
      return '';
  }
}

function toCurl({ kind, url, keyEnv, sdkHeaders, headers, body }: WireRequest): string {
  const json = JSON.stringify(body, null, 2);
  let mark = 'JSON';
  while (json.split('\n').includes(mark)) mark += '_';
  const key = kind === 'openai' ? `Authorization: Bearer $${keyEnv}` : `x-api-key: $${keyEnv}`;
  const lines = [
    `curl -N '${url.replaceAll("'", `'\\''`)}' \\`,
    ...(keyEnv === null ? [] : [`  -H "${key}" \\`]),
    ...Object.entries({ ...sdkHeaders, ...headers }).map(([name, value]) => `  -H '${name}: ${value}' \\`),
    `  -H 'content-type: application/json' \\`,
    `  --data-binary @- <<'${mark}'`,
  ];
  return `${lines.join('\n')}\n${json}\n${mark}\n`;
}

/** Parts the body into what the SDK names and the rest. */
function parted(body: Record<string, unknown>, names: ReadonlySet<string>) {
  const entries = Object.entries(body);
  return {
    known: entries.filter(([name]) => names.has(name)),
    more: entries.filter(([name]) => !names.has(name)),
  };
}

function indented(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}

function toJs(value: unknown, by = '  '): string {
  const json = JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');
  // Inside a text a line never begins anew: a newline in it is written as \n.
  return indented(json, by);
}

function toJsArguments(body: Record<string, unknown>, names: ReadonlySet<string>): string {
  const { known, more } = parted(body, names);
  const lines = known.map(([name, value]) => `  ${name}: ${toJs(value)},`);
  if (more.length > 0) {
    lines.push('  // The SDK has no types for these; they are sent as they are.');
    lines.push(`  ...${toJs(Object.fromEntries(more))},`);
  }
  return `{\n${lines.join('\n')}\n}`;
}

function toJsClient(request: WireRequest): string {
  const { kind, baseUrl, keyEnv } = request;
  const key = keyEnv === null ? `'none'` : `process.env.${keyEnv}`;
  const headers = headersIn(request, { key, toText: toQuoted });
  const options = [`apiKey: ${key}`];
  if (baseUrl !== VENDOR_URL[kind]) options.push(`baseURL: ${toQuoted(baseUrl)}`);
  if (headers.length > 0) {
    const pairs = headers.map(([name, value]) => `'${name}': ${value}`);
    options.push(`defaultHeaders: { ${pairs.join(', ')} }`);
  }
  return `{ ${options.join(', ')} }`;
}

/** Headers whose values are expressions of the language, the key's first where a server looks for it there. */
function headersIn(
  { kind, keyEnv, headers }: WireRequest,
  { key, toText }: { key: string; toText: (text: string) => string },
): [string, string][] {
  const written = Object.entries(headers).map(([name, value]): [string, string] => [name, toText(value)]);
  // Anthropic's SDK sends the key as a bearer token; servers of the older version look for it here.
  return kind === 'anthropic' && keyEnv !== null ? [['x-api-key', key], ...written] : written;
}

function toQuoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function toOpenAiTypeScript(request: WireRequest): string {
  return `import OpenAI from 'openai';

const client = new OpenAI(${toJsClient(request)});

const stream = await client.chat.completions.create(${toJsArguments(request.body, OPENAI_NAMES)});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
`;
}

function toAnthropicTypeScript(request: WireRequest): string {
  return `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic(${toJsClient(request)});

const stream = await client.messages.create(${toJsArguments(request.body, ANTHROPIC_NAMES)});
for await (const event of stream) {
  if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') process.stdout.write(event.delta.text);
}
`;
}

/** A JSON value as Python writes it; JSON's escapes in texts mean the same there. */
function toPython(value: unknown, by = ''): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const next = `${by}    `;
  const parts = Array.isArray(value)
    ? value.map((one) => toPython(one, next))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${toPython(one, next)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${parts.map((part) => `${next}${part},`).join('\n')}\n${by}${close}`;
}

function toPythonArguments(body: Record<string, unknown>, names: ReadonlySet<string>): string {
  const { known, more } = parted(body, names);
  const lines = known.map(([name, value]) => `    ${name}=${toPython(value, '    ')},`);
  // The SDK knows no such parameters; they are sent as they are.
  if (more.length > 0) lines.push(`    extra_body=${toPython(Object.fromEntries(more), '    ')},`);
  return `\n${lines.join('\n')}\n`;
}

function toPythonClient(request: WireRequest): string {
  const { kind, baseUrl, keyEnv } = request;
  const key = keyEnv === null ? '"none"' : `os.environ["${keyEnv}"]`;
  const headers = headersIn(request, { key, toText: (text) => JSON.stringify(text) });
  const options = [`api_key=${key}`];
  if (baseUrl !== VENDOR_URL[kind]) options.push(`base_url=${JSON.stringify(baseUrl)}`);
  if (headers.length > 0) {
    const pairs = headers.map(([name, value]) => `"${name}": ${value}`);
    options.push(`default_headers={${pairs.join(', ')}}`);
  }
  return options.join(', ');
}

function toOpenAiPython(request: WireRequest): string {
  return `${request.keyEnv === null ? '' : 'import os\n\n'}from openai import OpenAI

client = OpenAI(${toPythonClient(request)})

stream = client.chat.completions.create(${toPythonArguments(request.body, OPENAI_NAMES)})
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
`;
}

function toAnthropicPython(request: WireRequest): string {
  return `${request.keyEnv === null ? '' : 'import os\n\n'}from anthropic import Anthropic

client = Anthropic(${toPythonClient(request)})

stream = client.messages.create(${toPythonArguments(request.body, ANTHROPIC_NAMES)})
for event in stream:
    if event.type == "content_block_delta" and event.delta.type == "text_delta":
        print(event.delta.text, end="", flush=True)
`;
}
