import {
  toCanonicalJson,
  modelId,
  type CompletionRequest,
  type Message,
  type Role,
} from '../../core/trial.ts';

/** A message of a conversation before and now; null where there is none. */
export interface MessageChange {
  role: Role;
  before: string | null;
  now: string | null;
}

/** A parameter before and now, as JSON; null where it is not sent. `model` is the model with its provider. */
export interface ParamChange {
  name: string;
  before: string | null;
  now: string | null;
}

/** What differs between two requests. */
export interface RequestChanges {
  /** All messages in order, equal ones too. */
  messages: MessageChange[];
  /** Only those that differ. */
  params: ParamChange[];
}

/** Compares two requests, message by message: the system prompts with each other, the rest in order. */
export function toRequestChanges(before: CompletionRequest, now: CompletionRequest): RequestChanges {
  return {
    messages: toMessageChanges(before.messages, now.messages),
    params: toParamChanges(before, now),
  };
}

function cutSystem(messages: readonly Message[]): { system: Message | null; rest: readonly Message[] } {
  const [first, ...rest] = messages;
  return first?.role === 'system' ? { system: first, rest } : { system: null, rest: messages };
}

function toMessageChanges(before: readonly Message[], now: readonly Message[]): MessageChange[] {
  const [was, is] = [cutSystem(before), cutSystem(now)];
  const changes: MessageChange[] = [];
  if (was.system || is.system) {
    const [before, now] = [was.system?.content ?? null, is.system?.content ?? null];
    changes.push({ role: 'system', before, now });
  }
  for (let at = 0; at < Math.max(was.rest.length, is.rest.length); at += 1) {
    const [old, next] = [was.rest[at], is.rest[at]];
    if (old && next && old.role === next.role)
      changes.push({ role: next.role, before: old.content, now: next.content });
    else {
      if (old) changes.push({ role: old.role, before: old.content, now: null });
      if (next) changes.push({ role: next.role, before: null, now: next.content });
    }
  }
  return changes;
}

function toParamChanges(before: CompletionRequest, now: CompletionRequest): ParamChange[] {
  const show = (value: unknown): string | null => (value === undefined ? null : toCanonicalJson(value));
  const params = Object.keys({ ...before.params, ...now.params }).map((name) => ({
    name,
    before: show(before.params[name]),
    now: show(now.params[name]),
  }));
  const model = { name: 'model', before: modelId(before), now: modelId(now) };
  return [model, ...params].filter((param) => param.before !== param.now);
}
