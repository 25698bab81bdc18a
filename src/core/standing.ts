import { NO_PERSONA } from './cell-kind.ts';
import { isolate } from './isolate.ts';
import type { Notebook } from './notebook.ts';
import { partName } from './part-name.ts';
import { rowLabel } from './seen-from.ts';
import { showValue } from './show-value.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Message, type Outcome, type Trial, type Value } from './trial.ts';

/** How a trial of a notebook stands, as far as the store tells. What a live run knows (queued, streaming) comes on top. */
export type Standing = 'never' | 'done' | 'stale' | 'error' | 'aborted' | 'skipped';

/** Every standing, in the order in which they are counted. */
export const STANDINGS: readonly Standing[] = ['done', 'stale', 'never', 'error', 'aborted', 'skipped'];

/** What a join with the store needs of a record. */
export interface RecordMark {
  recordId: number;
  status: Outcome['status'];
}

/** What the store has of a trial. */
export interface Stored {
  /** Of the same request and repeat: the newest that is done, else the newest. */
  current: RecordMark | null;
  /** Of the same trial of the same notebook, of another request: the newest that is done, else the newest. */
  previous: RecordMark | null;
}

/** How a trial stands, and the record that stands for it: of a stale one that of the earlier request. */
export interface Stand {
  standing: Standing;
  recordId: number | null;
}

/** How a trial stands. A result of the exact request counts, wherever it came from; one of an earlier request is stale. */
export function standing({ skip }: Pick<Trial, 'skip'>, { current, previous }: Stored): Stand {
  if (current?.status === 'done') return { standing: 'done', recordId: current.recordId };
  if (skip) return { standing: 'skipped', recordId: null };
  if (current?.status === 'error' || current?.status === 'aborted')
    return { standing: current.status, recordId: current.recordId };
  if (previous?.status === 'done') return { standing: 'stale', recordId: previous.recordId };
  return { standing: 'never', recordId: null };
}

/** What has changed between the request of a result and the request as it is now, of a trial of a notebook as its matrix sees it:
 * "persona Chef changed, 2 lines", "temperature 0.7 → 0.8". */
export function staleReason(before: Trial, now: Trial, notebook: Notebook): Text {
  const reasons = [
    ...toPersonaReasons(before, now, notebook),
    ...toPromptReasons(before, now, notebook),
    ...toParamReasons(before.request.params, now.request.params),
  ];
  const model = `${before.request.provider}/${before.request.model}`;
  if (before.request.provider !== now.request.provider || before.request.model !== now.request.model) {
    reasons.push({ en: `it was made by ${model}`, ko: `${model} 모델로 만든 결과` });
  }
  if (reasons.length === 0) return { en: 'the request has changed', ko: '요청이 바뀜' };
  return {
    en: reasons.map((reason) => reason.en).join('; '),
    ko: reasons.map((reason) => reason.ko).join('; '),
  };
}

/** How many lines differ between two texts: the lines of the longer side that have no counterpart. */
export function changedLines(before: string, now: string): number {
  let a = before.split('\n');
  let b = now.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  a = a.slice(start);
  b = b.slice(start);
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  const common = a.length * b.length > 1_000_000 ? 0 : longestCommon(a, b);
  return Math.max(a.length, b.length) - common;
}

function longestCommon(a: string[], b: string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const line of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      const longest =
        line === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0);
      next.push(longest);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** A trial's system prompt that comes from its persona, and the rest of its conversation. */
function toParts(trial: Trial): { persona: string | null; prompt: Message[] } {
  const [first, ...rest] = trial.request.messages;
  const isPersona = trial.variant['persona'] !== NO_PERSONA && first?.role === 'system';
  return isPersona
    ? { persona: first.content, prompt: rest }
    : { persona: null, prompt: trial.request.messages };
}

function toPersonaReasons(before: Trial, now: Trial, notebook: Notebook): Text[] {
  const was = toParts(before).persona ?? '';
  const is = toParts(now).persona ?? '';
  if (was === is) return [];
  const name = isolate(partName(notebook, 'persona', String(now.variant['persona'])));
  return [toChanged('persona', '페르소나', name, was, is)];
}

function toPromptReasons(before: Trial, now: Trial, notebook: Notebook): Text[] {
  const was = toParts(before).prompt;
  const is = toParts(now).prompt;
  if (toCanonicalJson(was) === toCanonicalJson(is)) return [];
  const changed = Object.keys({ ...before.vars, ...now.vars }).filter(
    (name) => before.vars[name] !== now.vars[name],
  );
  const row = now.variant['row'];
  if (changed.length > 0 && row !== undefined) {
    const names = changed.join(', ');
    const label = isolate(rowLabel(notebook, String(row)));
    return [{ en: `row ${label} changed (${names})`, ko: `행 ${label}의 ${names} 값이 바뀜` }];
  }
  const name = isolate(partName(notebook, 'prompt', String(now.variant['prompt'])));
  return [toChanged('prompt', '프롬프트', name, toText(was), toText(is))];
}

function toText(messages: Message[]): string {
  return messages.map(({ role, content }) => `@${role}\n${content}`).join('\n');
}

function toChanged(en: string, ko: string, name: string, was: string, is: string): Text {
  const lines = changedLines(was, is);
  return {
    en: `${en} ${name} changed, ${lines} ${lines === 1 ? 'line' : 'lines'}`,
    ko: `${ko} ${name}: ${lines}줄 바뀜`,
  };
}

function toParamReasons(before: Record<string, Value>, now: Record<string, Value>): Text[] {
  return Object.keys({ ...before, ...now }).flatMap((name) => {
    if (toCanonicalJson(before[name]) === toCanonicalJson(now[name])) return [];
    const show = (params: Record<string, Value>, none: string): string =>
      name in params ? showValue(params[name]) : none;
    return [
      {
        en: `${name} ${show(before, 'unset')} → ${show(now, 'unset')}`,
        ko: `${name} ${show(before, '없음')} → ${show(now, '없음')}`,
      },
    ];
  });
}
