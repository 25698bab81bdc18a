import { expect, test } from 'vitest';
import { expand } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { seenFrom } from '../../src/core/seen-from.ts';
import { changedLines, staleReason, standing } from '../../src/core/standing.ts';
import type { Outcome, Trial } from '../../src/core/trial.ts';
import { OPTIONS, matrixOf, notebookWith } from './notebook-fixture.ts';

function trialOf(matrix = 'prompt: p\npersona: a\nmodel: vllm/x\ndata: d\ntemperature: 0.7'): Trial {
  const [trial] = expand(notebookWith(matrix), 'm', OPTIONS).trials;
  if (!trial) throw new Error('no trial');
  return trial;
}

function withPersona(trial: Trial, persona: string): Trial {
  const [, ...rest] = trial.request.messages;
  const messages = [{ role: 'system' as const, content: persona }, ...rest];
  return { ...trial, request: { ...trial.request, messages } };
}

test('a trial stands as the record of its exact request does', () => {
  const trial = trialOf();
  type Status = Outcome['status'];
  const standingWith = (current: Status | null, previous: Status | null): string =>
    standing(trial, {
      current: current && { recordId: 1, status: current },
      previous: previous && { recordId: 2, status: previous },
    }).standing;
  expect(standingWith(null, null)).toBe('never');
  expect(standingWith('done', null)).toBe('done');
  expect(standingWith('done', 'done')).toBe('done');
  expect(standingWith('error', 'done')).toBe('error');
  expect(standingWith('aborted', null)).toBe('aborted');
  expect(standingWith(null, 'done')).toBe('stale');
  expect(standingWith(null, 'error')).toBe('never');
});

test('a trial that cannot be made is skipped with its reason, unless its result is there', () => {
  const skip = { en: 'no', ko: '아니요' };
  const trial = { ...trialOf(), skip };
  expect(standing(trial, { current: null, previous: null })).toEqual({
    standing: 'skipped',
    recordId: null,
  });
  const current = { recordId: 7, status: 'done' } as const;
  expect(standing(trial, { current, previous: null })).toEqual({ standing: 'done', recordId: 7 });
});

/** What has changed, where nothing has a name but its id. */
function changeOf(before: Trial, now: Trial) {
  return staleReason(before, now, notebookWith('prompt: p\npersona: a\nmodel: vllm/x\ndata: d'));
}

test('a stale result calls what has changed as the page does', () => {
  const named = (name: string) =>
    parseNotebook(
      [
        '```persona id=a name="셰프"\nYou are a.\n```',
        `\`\`\`persona id=b name="${name}"\nYou are b.\n\`\`\``,
        '```prompt id=p name="Question"\n{{q}}?\n```',
        '```dataset id=d label=city\nid,q,city\nr1,one,Seoul\n```',
        '```matrix id=m\nprompt: p\npersona: a\nmodel: vllm/x\ndata: d\n```',
      ].join('\n'),
    );
  const notebook = named('Calm');
  const now = trialOf();
  const [system] = now.request.messages;
  const asked = (content: string) => ({
    ...now,
    request: {
      ...now.request,
      messages: [...(system ? [system] : []), { role: 'user' as const, content }],
    },
  });
  expect(staleReason(withPersona(now, 'x'), now, notebook)).toEqual({
    en: 'persona 셰프 changed, 1 line',
    ko: '페르소나 셰프: 1줄 바뀜',
  });
  // Two of one name are told apart as they are in the heads of columns.
  expect(staleReason(withPersona(now, 'x'), now, named('셰프')).en).toBe('persona 셰프 (a) changed, 1 line');
  expect(staleReason(asked('two?'), now, notebook).en).toBe('prompt Question changed, 1 line');
  const seen = seenFrom(notebook, matrixOf(notebook));
  expect(staleReason({ ...asked('two?'), vars: { id: 'r1', q: 'two' } }, now, seen)).toEqual({
    en: 'row Seoul changed (q)',
    ko: '행 Seoul의 q 값이 바뀜',
  });
});

test('a stale result says what has changed', () => {
  const now = trialOf();
  expect(
    changeOf(withPersona(now, 'You are b.\nand\nmore'), withPersona(now, 'You are a.\nand\nmore\nx')).en,
  ).toBe('persona a changed, 2 lines');
  const hotter = { ...now, request: { ...now.request, params: { temperature: 0.8, seed: 1 } } };
  expect(changeOf(now, hotter)).toEqual({
    en: 'temperature 0.7 → 0.8; seed unset → 1',
    ko: 'temperature 0.7 → 0.8; seed 없음 → 1',
  });
  const [first] = now.request.messages;
  const messages = [...(first ? [first] : []), { role: 'user' as const, content: 'two?' }];
  const other = { ...now, request: { ...now.request, messages } };
  expect(changeOf(other, now).en).toBe('prompt p changed, 1 line');
  expect(changeOf({ ...other, vars: { id: 'r1', q: 'two' } }, now)).toEqual({
    en: 'row r1 changed (q)',
    ko: '행 r1의 q 값이 바뀜',
  });
  expect(changeOf(withPersona(now, 'y'), { ...hotter }).en).toBe(
    'persona a changed, 1 line; temperature 0.7 → 0.8; seed unset → 1',
  );
});

test('lines that differ are counted where they differ', () => {
  expect(changedLines('a\nb\nc\nd', 'a\nX\nc\nY')).toBe(2);
  expect(changedLines('a\nb', 'a\nb\nc')).toBe(1);
  expect(changedLines('a', 'a')).toBe(0);
  expect(changedLines('', 'a\nb')).toBe(2);
});
