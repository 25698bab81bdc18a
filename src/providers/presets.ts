import type { ProviderKind } from '../core/capability.ts';
import type { Text } from '../core/text.ts';

/** A server that Gamut knows by name. */
export interface Preset {
  id: string;
  kind: ProviderKind;
  baseUrl: string;
  /** Environment variables that may hold its key, the vendor's own name first; empty where it needs none. */
  keyEnvs: readonly string[];
  /** Environment variable that may hold another address, as the vendor's own tools read it. */
  baseUrlEnv: string | null;
  /** Runs on the person's own machine: needs no key, but has to be started. */
  local: boolean;
  note: Text | null;
}

const cloud = (id: string, baseUrl: string, ...keyEnvs: string[]): Preset => ({
  id,
  kind: 'openai',
  baseUrl,
  keyEnvs,
  baseUrlEnv: null,
  local: false,
  note: null,
});

const local = (id: string, port: number, keyEnv: string, note: Text): Preset => ({
  id,
  kind: 'openai',
  baseUrl: `http://127.0.0.1:${port}/v1`,
  keyEnvs: [keyEnv],
  baseUrlEnv: null,
  local: true,
  note,
});

/** Every server that can be used without writing its address, the vendors' own first. */
export const PRESETS: readonly Preset[] = [
  {
    ...cloud('openai', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
    baseUrlEnv: 'OPENAI_BASE_URL',
  },
  {
    ...cloud('anthropic', 'https://api.anthropic.com', 'ANTHROPIC_API_KEY'),
    kind: 'anthropic',
    baseUrlEnv: 'ANTHROPIC_BASE_URL',
  },
  cloud(
    'gemini',
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'GEMINI_API_KEY',
    'GOOGLE_API_KEY',
  ),
  cloud('openrouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  cloud('huggingface', 'https://router.huggingface.co/v1', 'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'),
  cloud('upstage', 'https://api.upstage.ai/v1', 'UPSTAGE_API_KEY'),
  cloud('clova', 'https://clovastudio.stream.ntruss.com/v1/openai', 'CLOVA_STUDIO_API_KEY'),
  cloud('friendli', 'https://api.friendli.ai/serverless/v1', 'FRIENDLI_TOKEN'),
  cloud('groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  cloud('mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  cloud('deepseek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  cloud('together', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  cloud('fireworks', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  cloud('xai', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  cloud('cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  cloud('perplexity', 'https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  cloud('moonshot', 'https://api.moonshot.ai/v1', 'MOONSHOT_API_KEY'),
  cloud('deepinfra', 'https://api.deepinfra.com/v1/openai', 'DEEPINFRA_API_KEY', 'DEEPINFRA_TOKEN'),
  cloud('nvidia', 'https://integrate.api.nvidia.com/v1', 'NVIDIA_API_KEY'),
  {
    ...local('ollama', 11434, 'OLLAMA_API_KEY', {
      en: 'Start it: ollama serve',
      ko: '시작 명령: ollama serve',
    }),
    baseUrlEnv: 'OLLAMA_HOST',
  },
  local('lmstudio', 1234, 'LM_API_TOKEN', {
    en: 'Start its server in the Developer tab, or with: lms server start',
    ko: 'Developer 탭에서 서버를 켜거나 이 명령으로 시작하세요: lms server start',
  }),
  local('llamacpp', 8080, 'LLAMA_API_KEY', {
    en: 'Start it: llama-server -m MODEL.gguf',
    ko: '시작 명령: llama-server -m MODEL.gguf',
  }),
  local('vllm', 8000, 'VLLM_API_KEY', {
    en: 'Start it: vllm serve MODEL',
    ko: '시작 명령: vllm serve MODEL',
  }),
];

/** The preset of a name; null where there is none. */
export function findPreset(id: string): Preset | null {
  return PRESETS.find((preset) => preset.id === id) ?? null;
}
