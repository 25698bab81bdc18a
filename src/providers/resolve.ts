import type { ProviderInfo } from '../core/api.ts';
import type { ProviderKind } from '../core/capability.ts';
import type { Text } from '../core/text.ts';
import { isLocal, isUnencrypted, toBaseUrl, toOllamaBaseUrl } from './base-url.ts';
import type { ProviderSetting } from './config.ts';
import type { Preset } from './presets.ts';

/** Variables by name, as `process.env` has them. */
export type Env = Record<string, string | undefined>;

/** A server with everything known about it put together: preset, configuration, environment. */
export interface ResolvedProvider {
  id: string;
  kind: ProviderKind;
  baseUrl: string;
  /** Variables that may hold its key; the first one is named to people. */
  keyEnvs: readonly string[];
  /** The variable that does; null where none does. */
  keyEnv: string | null;
  key: string | null;
  local: boolean;
  /** Whether it is the vendor itself, and not another server under the vendor's name. */
  official: boolean;
  /** Why it cannot be asked at all; null where it can. */
  problem: Text | null;
  /** Why it had better not be listed as ready, though it can be asked. */
  doubt: Text | null;
  /** The line that is missing; null where none is. */
  setup: ProviderInfo['setup'];
  note: Text | null;
  models: string[];
  concurrency: number | null;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  timeoutMs: number | null;
}

/** Puts together what is known of a provider. One of `preset` and `setting` must be given. */
export function resolveProvider(
  preset: Preset | null,
  setting: ProviderSetting | null,
  env: Env,
): ResolvedProvider {
  const id = setting?.id ?? preset?.id ?? '';
  const kind = setting?.kind ?? preset?.kind ?? 'openai';
  const address = toAddress(preset, setting, kind, env);
  const baseUrl = address.url ?? '';
  const local = isLocal(baseUrl);
  // A key that the configuration names is needed; one that a local server might want is not.
  const keyEnvs = setting?.apiKeyEnv ? [setting.apiKeyEnv] : ownKeyEnvs(preset, setting);
  const keyEnv = keyEnvs.find((name) => (env[name]?.trim() ?? '') !== '') ?? null;
  const key = keyEnv === null ? null : (env[keyEnv]?.trim() ?? null);
  const needsKey = setting?.apiKeyEnv != null || (keyEnvs.length > 0 && !local);
  const official = preset !== null && URL.parse(baseUrl)?.host === URL.parse(preset.baseUrl)?.host;
  const doubt = local && setting === null && !address.fromEnv ? toLocalDoubt(id, preset) : null;
  const isKeyMissing = needsKey && key === null && keyEnvs.length > 0;
  const known = { id, kind, baseUrl, keyEnvs, keyEnv, key, local, official };

  return {
    ...known,
    problem: address.problem ?? toKeyProblem(known, needsKey),
    doubt,
    setup: isKeyMissing ? { file: 'env', line: `${keyEnvs[0]}=` } : doubt && toLocalSetup(id, preset),
    note: key !== null && isUnencrypted(baseUrl) ? UNENCRYPTED : (preset?.note ?? null),
    models: setting?.models ?? [],
    concurrency: setting?.concurrency ?? null,
    requestsPerMinute: setting?.requestsPerMinute ?? null,
    tokensPerMinute: setting?.tokensPerMinute ?? null,
    timeoutMs: setting?.timeoutMs ?? null,
  };
}

/** A vendor's key goes to the vendor (or to where its own variable points), not to another address of the same name. */
function ownKeyEnvs(preset: Preset | null, setting: ProviderSetting | null): readonly string[] {
  if (preset === null) return [];
  if (setting?.baseUrl == null || preset.local) return preset.keyEnvs;
  return URL.parse(setting.baseUrl)?.host === URL.parse(preset.baseUrl)?.host ? preset.keyEnvs : [];
}

function toAddress(preset: Preset | null, setting: ProviderSetting | null, kind: ProviderKind, env: Env) {
  if (setting?.baseUrl != null) return { url: setting.baseUrl, problem: null, fromEnv: false };
  const name = preset?.baseUrlEnv ?? null;
  const written = name === null ? '' : (env[name]?.trim() ?? '');
  if (name === null || written === '') return { url: preset?.baseUrl ?? '', problem: null, fromEnv: false };
  const base = toBaseUrl(name === 'OLLAMA_HOST' ? toOllamaBaseUrl(written) : written, kind);
  if (base.problem === null) return { url: base.url, problem: null, fromEnv: true };
  const problem = { en: `${name}: ${base.problem.en}`, ko: `${name}: ${base.problem.ko}` };
  return { url: preset?.baseUrl ?? '', problem, fromEnv: true };
}

function toKeyProblem(
  provider: { keyEnvs: readonly string[]; key: string | null },
  needsKey: boolean,
): Text | null {
  const [name] = provider.keyEnvs;
  if (provider.key === null) {
    if (!needsKey || name === undefined) return null;
    return {
      en: `There is no key. Write ${name}=... in .env, or set it in the environment.`,
      ko: `키가 없습니다. .env에 쓰거나(${name}=...) 환경 변수로 설정하세요.`,
    };
  }
  // A header can hold nothing else; a placeholder that nobody replaced often does.
  if (/^[\x21-\x7e]+$/.test(provider.key)) return null;
  return {
    en: `${name} holds characters that no key has (spaces or letters outside ASCII). Paste the key again.`,
    ko: `${name} 값에 키에 쓸 수 없는 문자(공백이나 한글 등)가 있습니다. 키를 다시 붙여 넣으세요.`,
  };
}

/** What says that the server of a preset runs here: its own variable where it has one, else an entry. */
function toLocalSetup(id: string, preset: Preset | null): NonNullable<ProviderInfo['setup']> {
  const name = preset?.baseUrlEnv ?? null;
  if (preset === null || name === null) return { file: 'config', line: `providers:\n  - ${id}\n` };
  return { file: 'env', line: `${name}=${URL.parse(preset.baseUrl)?.host ?? ''}` };
}

function toLocalDoubt(id: string, preset: Preset | null): Text {
  const { file, line } = toLocalSetup(id, preset);
  if (file === 'env')
    return {
      en: `Not set up. When its server runs, write this line in .env: ${line} (or add it to providers in gamut.config.yaml: - ${id}).`,
      ko: `설정되지 않았습니다. 서버를 켠 뒤 .env에 이 줄을 쓰세요: ${line} (또는 gamut.config.yaml의 providers에 추가: - ${id})`,
    };
  return {
    en: `Not set up. When its server runs, add it to providers in gamut.config.yaml: - ${id}`,
    ko: `설정되지 않았습니다. 서버를 켠 뒤 gamut.config.yaml의 providers에 이 항목을 추가하세요: - ${id}`,
  };
}

const UNENCRYPTED: Text = {
  en: 'The key is sent unencrypted (http). Use https.',
  ko: '키가 암호화되지 않은 채(http) 전송됩니다. https를 쓰세요.',
};
