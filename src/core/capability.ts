import { showValue } from './show-value.ts';
import { REFUSED, refusing, TAKEN, within, type ParameterRule, type Rules } from './parameter-rule.ts';
import { SANDBOX_RULES } from './sandbox-capability.ts';
import type { Text } from './text.ts';
import { modelId, toCanonicalJson, type CompletionRequest, type Value } from './trial.ts';

/** The wire protocols that Gamut speaks. */
export type ProviderKind = 'openai' | 'anthropic';

/** What is known of a model. Of a parameter that is not in `rules` nothing is known, and it is sent as it is, unless the model is
 * known to take no other. */
export interface Capability {
  /** Who says so: the vendor's documentation, the wire protocol alone, or a refusal that was met as well. */
  source: 'documented' | 'assumed' | 'learnt';
  /** By the parameter's name. `top_logprobs` is the rule of log probabilities: see {@link fitRequest}. */
  rules: Rules;
  /** Whether what is not in `rules` is refused. */
  isClosed: boolean;
  /** Whether a conversation may end with the beginning of the answer (an `@assistant` turn). */
  prefill: boolean;
}

// https://platform.openai.com/docs/api-reference/chat/create (the ranges), /docs/guides/reasoning (what reasoning refuses)
const OPENAI_FOREIGN = refusing('top_k', 'min_p', 'repetition_penalty', 'thinking', 'output_config');
const OPENAI_SAMPLING: Rules = {
  temperature: within(0, 2),
  top_p: within(0, 1),
  top_logprobs: within(0, 20),
};
const OPENAI_CHAT: Rules = {
  ...OPENAI_FOREIGN,
  ...OPENAI_SAMPLING,
  ...refusing('reasoning_effort'),
  frequency_penalty: within(-2, 2),
  presence_penalty: within(-2, 2),
  stop: { ...TAKEN, maxItems: 4 },
};
const OPENAI_REASONING: Rules = {
  ...OPENAI_FOREIGN,
  ...refusing(
    'temperature',
    'top_p',
    'top_logprobs',
    'frequency_penalty',
    'presence_penalty',
    'stop',
    'logit_bias',
  ),
};
// From gpt-5.1 on, reasoning can be switched off, and sampling parameters are taken then.
const EFFORT_NONE = { name: 'reasoning_effort', value: 'none' };
const OPENAI_SWITCHABLE: Rules = {
  ...OPENAI_REASONING,
  ...Object.fromEntries(
    Object.entries(OPENAI_SAMPLING).map(([name, rule]) => [name, { ...rule, onlyWith: EFFORT_NONE }]),
  ),
};
const OPENAI_SEARCH: Rules = { ...OPENAI_REASONING, ...refusing('reasoning_effort', 'seed') };

// https://platform.claude.com/docs/en/api/messages: the protocol has none of these.
const ANTHROPIC_PROTOCOL: Rules = refusing(
  'top_logprobs',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'repetition_penalty',
  'min_p',
  'logit_bias',
  'response_format',
  'reasoning_effort',
  'verbosity',
);
// https://platform.claude.com/docs/en/about-claude/models/migration-guide: sampling parameters are gone from Opus 4.7 on.
const ANTHROPIC_NEW: Rules = { ...ANTHROPIC_PROTOCOL, ...refusing('temperature', 'top_p', 'top_k') };
const ANTHROPIC_OLD: Rules = { ...ANTHROPIC_PROTOCOL, temperature: within(0, 1), top_p: within(0, 1) };
const ANTHROPIC_ONE_OF_TWO: Rules = {
  ...ANTHROPIC_OLD,
  temperature: within(0, 1, { notWith: 'top_p' }),
  top_p: within(0, 1, { notWith: 'temperature' }),
};

/** What a model can do, by the family that its name tells. `learnt` are names of parameters that the model has refused. */
export function capabilityOf(kind: ProviderKind, model: string, learnt: readonly string[] = []): Capability {
  const capability = kind === 'anthropic' ? ofAnthropic(model) : ofOpenai(model);
  if (learnt.length === 0) return capability;
  const names = learnt.map((name) => (name === 'logprobs' ? 'top_logprobs' : name));
  return { ...capability, source: 'learnt', rules: { ...capability.rules, ...refusing(...names) } };
}

/** What whoever a request goes to can do: the demo model is known wholly, others by their model's name. */
function ofRequest({ provider, model }: CompletionRequest, kind: ProviderKind, learnt: readonly string[]) {
  const rules = SANDBOX_RULES.get(provider);
  if (rules === undefined) return capabilityOf(kind, model, learnt);
  return { source: 'documented', rules, isClosed: true, prefill: true } satisfies Capability;
}

function ofOpenai(model: string): Capability {
  const rules = toOpenaiRules(model.replace(/^ft:/, ''));
  return rules
    ? { source: 'documented', rules, isClosed: false, prefill: true }
    : { source: 'assumed', rules: {}, isClosed: false, prefill: true };
}

function toOpenaiRules(model: string): Rules | null {
  if (/^gpt-[45].*search/.test(model)) return OPENAI_SEARCH;
  if (/^(gpt-3\.5|gpt-4|chatgpt-|gpt-5-chat)/.test(model)) return OPENAI_CHAT;
  if (/^(o\d|gpt-5(-|$)|codex-)/.test(model)) return OPENAI_REASONING;
  if (/^gpt-([6-9]|\d\d|5\.)/.test(model)) return OPENAI_SWITCHABLE;
  return null;
}

function ofAnthropic(model: string): Capability {
  const version = /^claude-(?:(?:opus|sonnet|haiku)-)?(\d)(?:[-.](\d)(?!\d))?/.exec(model);
  if (!version) {
    return model.startsWith('claude-')
      ? { source: 'documented', rules: ANTHROPIC_NEW, isClosed: false, prefill: false }
      : { source: 'assumed', rules: ANTHROPIC_PROTOCOL, isClosed: false, prefill: true };
  }
  const number = Number(version[1]) * 10 + Number(version[2] ?? 0);
  const prefill = number < 46;
  if (number > 46) return { source: 'documented', rules: ANTHROPIC_NEW, isClosed: false, prefill };
  return {
    source: 'documented',
    rules: number > 40 ? ANTHROPIC_ONE_OF_TWO : ANTHROPIC_OLD,
    isClosed: false,
    prefill,
  };
}

/** Whether `cache_control` means anything to whom a request goes to: servers that speak Anthropic's protocol are told what to
 * cache, which is the persona; the others cache by themselves or not at all. */
export function takesCacheControl(
  { messages }: CompletionRequest,
  kind: ProviderKind,
  learnt: readonly string[] = [],
): boolean {
  return kind === 'anthropic' && messages[0]?.role === 'system' && !learnt.includes('cache_control');
}

/** The request without what changes no answer where it means nothing: log probabilities that the model does not give, a cache
 * that cannot be asked for. A trial is not skipped for want of those. Everything else stays as it is. */
export function fitRequest(
  request: CompletionRequest,
  kind: ProviderKind,
  learnt: readonly string[] = [],
): CompletionRequest {
  const without: string[] = [];
  const rule = ofRequest(request, kind, learnt).rules['top_logprobs'];
  if ('top_logprobs' in request.params && rule && !isTaken(rule, request.params))
    without.push('top_logprobs');
  if ('cache_control' in request.params && !takesCacheControl(request, kind, learnt))
    without.push('cache_control');
  if (without.length === 0) return request;
  const params = Object.entries(request.params).filter(([name]) => !without.includes(name));
  return { ...request, params: Object.fromEntries(params) };
}

/** Why a request cannot be made of its model, naming the parameter, its value and what the model takes; null where nothing
 * is known against it. Values are never clamped. */
export function unsupported(
  request: CompletionRequest,
  kind: ProviderKind,
  learnt: readonly string[] = [],
): Text | null {
  const { rules, isClosed, prefill } = ofRequest(request, kind, learnt);
  const model = modelId(request);
  for (const [name, value] of Object.entries(fitRequest(request, kind, learnt).params)) {
    const rule = rules[name] ?? (isClosed ? REFUSED : undefined);
    const reason = rule && toReason(model, name, value, rule, request.params);
    if (reason) return reason;
  }
  if (!prefill && request.messages.at(-1)?.role === 'assistant') {
    return {
      en: `${model} does not go on from the beginning of an answer: the last turn is @assistant`,
      ko: `${model} 모델은 답변의 앞부분을 이어 쓰지 못합니다. 마지막 차례가 @assistant입니다.`,
    };
  }
  return null;
}

function isTaken({ supported, onlyWith }: ParameterRule, params: Record<string, Value>): boolean {
  if (!supported) return false;
  return !onlyWith || toCanonicalJson(params[onlyWith.name]) === toCanonicalJson(onlyWith.value);
}

function toReason(
  model: string,
  name: string,
  value: Value,
  rule: ParameterRule,
  params: Record<string, Value>,
): Text | null {
  const shown = showValue(value);
  if (!rule.supported) {
    return {
      en: `${model} takes no ${name} (here ${shown})`,
      ko: `${model} 모델은 ${name} 매개변수를 받지 않습니다(여기서는 ${shown}).`,
    };
  }
  if (rule.onlyWith && !isTaken(rule, params)) {
    const needed = `${rule.onlyWith.name}: ${String(rule.onlyWith.value)}`;
    return {
      en: `${model} takes ${name} (here ${shown}) only with ${needed}`,
      ko: `${model} 모델은 ${needed} 설정에서만 ${name} 매개변수를 받습니다(여기서는 ${shown}).`,
    };
  }
  if (rule.notWith !== null && rule.notWith in params) {
    return {
      en: `${model} takes ${name} or ${rule.notWith}, not both`,
      ko: `${model} 모델은 ${name}, ${rule.notWith} 매개변수를 함께 받지 않습니다.`,
    };
  }
  if (typeof value === 'number' && isOutside(value, rule)) {
    return {
      en: `${model} takes ${name} from ${rule.min} to ${rule.max}, not ${shown}`,
      ko: `${model} 모델의 ${name} 범위는 ${rule.min}에서 ${rule.max}까지이며 ${shown} 값은 받지 않습니다.`,
    };
  }
  if (Array.isArray(value) && rule.maxItems !== null && value.length > rule.maxItems) {
    return {
      en: `${model} takes at most ${rule.maxItems} of ${name}, not ${value.length}`,
      ko: `${model} 모델은 ${name} 값을 ${rule.maxItems}개까지 받습니다(여기서는 ${value.length}개).`,
    };
  }
  return null;
}

function isOutside(value: number, { min, max }: ParameterRule): boolean {
  return (min !== null && value < min) || (max !== null && value > max);
}
