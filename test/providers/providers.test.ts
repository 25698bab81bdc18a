import type { CompletionRequest } from '../../src/core/trial.ts';
import { createAnthropicProvider } from '../../src/providers/anthropic.ts';
import { emptyConfig } from '../../src/providers/config.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import type { Fetch, Provider } from '../../src/providers/provider.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { createSandboxProvider } from '../../src/providers/sandbox.ts';
import { describeContract, type Subject } from './contract.ts';

const OPENAI_KEY = 'sk-proj-q7Zr81LkPz0vXw93Yb5TnM2dHs6GfJ4c';
const ANTHROPIC_KEY = 'sk-ant-api03-Vt52Rk0cWm8QyLxZ71pJbNs39DgHfA6e';
const HF_KEY = 'hf_bTgXqWzLmKpRvYcNdJsFhAeUiOxSyQwE';

const messages: CompletionRequest['messages'] = [
  { role: 'system', content: '당신은 셰프입니다.' },
  { role: 'user', content: '누구세요?' },
  { role: 'assistant', content: '"셰프"\n' },
  { role: 'user', content: '다시요' },
];

const OPENAI = {
  request: {
    provider: 'openai',
    model: 'gpt-4.1-nano',
    messages,
    params: { temperature: 0.3, top_logprobs: 2, max_tokens: 40, seed: 7, stop: ['끝'], x_extra: { a: [1] } },
  },
  body: {
    model: 'gpt-4.1-nano',
    messages,
    temperature: 0.3,
    logprobs: true,
    top_logprobs: 2,
    max_tokens: 40,
    seed: 7,
    stop: ['끝'],
    x_extra: { a: [1] },
    stream: true,
    stream_options: { include_usage: true },
  },
  streams: [
    'openai/04-chat-stream.txt',
    'openai/05-chat-stream-logprobs-usage.txt',
    'openai/16-stream-logprobs-partial-stop-holdback.txt',
    'openai/17-stream-utf8-byte-tokens.txt',
    'openai/m01-openai-stream-logprobs.txt',
    'openai/m03-deepseek-reasoning.txt',
    'openai/m04-openrouter-reasoning.txt',
    'openai/m14-json-200.txt',
    'openai/m16-stop-without-done.txt',
    'openai/m23-mistral-thinking.txt',
  ],
  answer: {
    stream: 'openai/m01-openai-stream-logprobs.txt',
    text: '안녕하세요, 김비서입니다. 😀',
    reasoning: '',
    finishReason: 'stop',
    rawFinishReason: 'stop',
    usage: {
      inputTokens: 31,
      outputTokens: 12,
      cachedInputTokens: 16,
      cacheWriteTokens: 8,
      reasoningTokens: 0,
    },
    modelVersion: 'gpt-4.1-nano-2025-04-14',
    requestId: 'req_9c1f0a7be2d84b0c8f1e',
  },
  failures: {
    'openai/m05-error-in-stream.txt': 'server',
    'openai/m06-overloaded-in-stream.txt': 'overloaded',
    'openai/m08-truncated.txt': 'truncated',
    'openai/m09-cut-in-an-event.txt': 'truncated',
    'openai/m10-half-json.txt': 'malformed',
    'openai/m11-garbage.txt': 'malformed',
    'openai/m12-html-200.txt': 'malformed',
    'openai/m13-empty-200.txt': 'truncated',
    'openai/m15-json-error-200.txt': 'overloaded',
    'openai/20-err-bad-json.txt': 'bad_request',
    'openai/27-err-top-logprobs-without-logprobs.txt': 'bad_request',
    'openai/30-err-context-exceeded.txt': 'context_length',
    'openai/31-err-context-exceeded-stream.txt': 'context_length',
    'openai/90-err-wrong-key.txt': 'auth',
    'openai/91-err-loading-503.txt': 'overloaded',
    'openai/m30-401.txt': 'auth',
    'openai/m31-429-rate.txt': 'rate_limit',
    'openai/m32-429-quota.txt': 'quota',
    'openai/m33-400-context.txt': 'context_length',
    'openai/m34-400-parameter.txt': 'bad_request',
    'openai/m35-404-model.txt': 'not_found',
    'openai/m36-400-filter.txt': 'content_filter',
    'openai/m37-503-html.txt': 'overloaded',
    'openai/m38-429-gemini.txt': 'rate_limit',
    'openai/m39-429-gemini-day.txt': 'quota',
    'openai/m40-400-gemini-key.txt': 'auth',
    'openai/m41-402-deepseek.txt': 'quota',
    'openai/m42-400-vllm.txt': 'context_length',
    'openai/m43-422-fastapi.txt': 'bad_request',
    'openai/m44-403-openrouter.txt': 'content_filter',
    'openai/m45-502-openrouter.txt': 'server',
    'openai/m46-400-xai.txt': 'auth',
    'openai/m47-404-ollama.txt': 'not_found',
    'openai/m48-413-groq.txt': 'context_length',
    'openai/m49-500.txt': 'server',
  },
  errorEvent: (message: string) => `data: ${JSON.stringify({ error: { message, code: 500 } })}\n\n`,
  errorBody: (message: string) => ({ error: { message, type: 'x', param: null, code: null } }),
} satisfies Partial<Subject>;

const ANTHROPIC = {
  request: {
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    messages,
    params: {
      temperature: 0.3,
      max_tokens: 40,
      stop: '끝',
      top_logprobs: 5,
      reasoning_effort: 'low',
      x_extra: 1,
    },
  },
  body: {
    model: 'claude-haiku-4-5',
    system: '당신은 셰프입니다.',
    messages: messages.slice(1),
    temperature: 0.3,
    max_tokens: 40,
    stop_sequences: ['끝'],
    output_config: { effort: 'low' },
    x_extra: 1,
    stream: true,
  },
  streams: [
    'anthropic/51-messages-stream.txt',
    'anthropic/53-messages-stop-sequence-stream.txt',
    'anthropic/m01-official-stream.txt',
    'anthropic/m03-refusal.txt',
    'anthropic/m06-pause-turn.txt',
    'anthropic/m07-json-200.txt',
    'anthropic/m08-max-tokens.txt',
  ],
  answer: {
    stream: 'anthropic/m01-official-stream.txt',
    text: '안녕하세요 🙂',
    reasoning: '먼저 생각한다.',
    finishReason: 'stop',
    rawFinishReason: 'end_turn',
    usage: {
      inputTokens: 21 + 188 + 2048,
      outputTokens: 33,
      cachedInputTokens: 2048,
      cacheWriteTokens: 188,
      reasoningTokens: 14,
    },
    modelVersion: 'claude-haiku-4-5-20251001',
    requestId: 'req_018EeWyXxfu5pfWkrYcMdjWG',
  },
  failures: {
    'anthropic/55-messages-err-no-messages.txt': 'bad_request',
    'anthropic/56-messages-err-bad-json.txt': 'bad_request',
    'anthropic/m02-overloaded-in-stream.txt': 'overloaded',
    'anthropic/m04-truncated.txt': 'truncated',
    'anthropic/m09-half-json.txt': 'malformed',
    'anthropic/m10-error-without-name.txt': 'server',
    'anthropic/m30-401.txt': 'auth',
    'anthropic/m31-429.txt': 'rate_limit',
    'anthropic/m32-529.txt': 'overloaded',
    'anthropic/m33-400-context.txt': 'context_length',
    'anthropic/m34-400-credit.txt': 'quota',
    'anthropic/m35-400-temperature.txt': 'bad_request',
    'anthropic/m36-404-model.txt': 'not_found',
    'anthropic/m37-413.txt': 'context_length',
    'anthropic/m38-400-filter.txt': 'content_filter',
    'anthropic/m39-500.txt': 'server',
    'anthropic/m40-403.txt': 'auth',
    'openai/m11-garbage.txt': 'malformed',
    'openai/m12-html-200.txt': 'malformed',
    'openai/m13-empty-200.txt': 'truncated',
    'openai/m37-503-html.txt': 'overloaded',
  },
  errorEvent: (message: string) =>
    `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: 'api_error', message } })}\n\n`,
  errorBody: (message: string) => ({ type: 'error', error: { type: 'x', message } }),
} satisfies Partial<Subject>;

const sandboxOrigin = async () => 'http://127.0.0.1:4600';

function fromRegistry(id: string, fetch: Fetch, timeoutMs: number | undefined): Provider {
  const config = emptyConfig();
  const usual = {
    kind: null,
    apiKeyEnv: null,
    models: [],
    concurrency: null,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: timeoutMs ?? null,
  };
  config.providers.push(
    { ...usual, id: 'huggingface', baseUrl: null },
    { ...usual, id: 'ollama', baseUrl: null },
    {
      ...usual,
      id: 'claude-proxy',
      kind: 'anthropic',
      baseUrl: 'https://proxy.example/a',
      apiKeyEnv: 'PROXY_KEY',
    },
  );
  const env = { HF_TOKEN: HF_KEY, PROXY_KEY: ANTHROPIC_KEY };
  const provider = createRegistry({ env, config, sandboxOrigin, fetch }).get(id);
  if (provider === null) throw new Error(`no provider ${id}`);
  return provider;
}

describeContract({
  ...OPENAI,
  name: 'openai',
  key: OPENAI_KEY,
  url: 'https://api.openai.com/v1/chat/completions',
  modelsUrl: 'https://api.openai.com/v1/models',
  create: (options) =>
    createOpenAiProvider({
      id: 'openai',
      baseUrl: 'https://api.openai.com/v1',
      apiKey: OPENAI_KEY,
      ...options,
    }),
});

describeContract({
  ...ANTHROPIC,
  name: 'anthropic',
  key: ANTHROPIC_KEY,
  url: 'https://api.anthropic.com/v1/messages',
  modelsUrl: 'https://api.anthropic.com/v1/models?limit=1000',
  create: (options) =>
    createAnthropicProvider({
      id: 'anthropic',
      baseUrl: 'https://api.anthropic.com',
      apiKey: ANTHROPIC_KEY,
      ...options,
    }),
});

describeContract({
  ...OPENAI,
  name: 'a compatible service of the presets',
  key: HF_KEY,
  url: 'https://router.huggingface.co/v1/chat/completions',
  modelsUrl: 'https://router.huggingface.co/v1/models',
  create: ({ fetch, timeoutMs }) => fromRegistry('huggingface', fetch, timeoutMs),
});

describeContract({
  ...OPENAI,
  name: 'a local server without a key',
  key: null,
  url: 'http://127.0.0.1:11434/v1/chat/completions',
  modelsUrl: 'http://127.0.0.1:11434/v1/models',
  create: ({ fetch, timeoutMs }) => fromRegistry('ollama', fetch, timeoutMs),
});

describeContract({
  ...ANTHROPIC,
  name: 'a server that speaks Anthropic',
  key: ANTHROPIC_KEY,
  url: 'https://proxy.example/a/v1/messages',
  modelsUrl: 'https://proxy.example/a/v1/models?limit=1000',
  create: ({ fetch, timeoutMs }) => fromRegistry('claude-proxy', fetch, timeoutMs),
});

describeContract({
  ...OPENAI,
  name: 'the demo model',
  key: null,
  url: 'http://127.0.0.1:4600/sandbox/openai/v1/chat/completions',
  modelsUrl: 'http://127.0.0.1:4600/sandbox/openai/v1/models',
  create: (options) => createSandboxProvider('sandbox', 'openai', { origin: sandboxOrigin, ...options }),
});

describeContract({
  ...ANTHROPIC,
  name: 'the demo model over the Anthropic protocol',
  key: null,
  url: 'http://127.0.0.1:4600/sandbox/anthropic/v1/messages',
  modelsUrl: 'http://127.0.0.1:4600/sandbox/anthropic/v1/models?limit=1000',
  create: (options) =>
    createSandboxProvider('sandbox-anthropic', 'anthropic', { origin: sandboxOrigin, ...options }),
});
