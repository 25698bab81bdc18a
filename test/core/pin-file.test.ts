import { describe, expect, test } from 'vitest';
import { readPins, replacePins } from '../../src/core/pin-file.ts';
import type { PinnedAnswer } from '../../src/core/pin-line.ts';
import { createCompletion, createRecord, createTrial, createTrials } from '../fake/trial.ts';

const trials = createTrials(4);
const MATRIX = trials[0]?.cellId ?? '';

function of(index: number, { cellId = MATRIX, startedAt = '2026-03-01T09:00:00.000Z', text = 'yes' } = {}) {
  const trial = { ...(trials[index] ?? createTrial()), cellId };
  const outcome = {
    status: 'done' as const,
    completion: createCompletion({ text }),
    costUsd: 0.001,
    priceAsOf: '2026-01-01',
  };
  const record = { ...createRecord({ trial, outcome, startedAt }), hasTokens: false };
  return {
    record,
    tokens: null,
    meanLogprob: -0.5,
    unsureShare: 0.25,
    annotation: null,
  } satisfies PinnedAnswer;
}
const all = [of(0), of(1), of(2), of(3)];
const linesOf = (text: string) => text.split('\n').slice(0, -1);

describe('a file of pinned answers', () => {
  test('is the same whatever order they came in, and when they are pinned again', () => {
    const text = replacePins('', MATRIX, [of(2), of(0), of(3), of(1)]);
    expect(replacePins('', MATRIX, all)).toBe(text);
    expect(linesOf(text)).toHaveLength(4);
    expect(replacePins(text, MATRIX, all)).toBe(text);
    const { answers, faults } = readPins(text, 'n');
    expect(faults).toEqual([]);
    expect(replacePins('', MATRIX, answers)).toBe(text);
  });

  test('has the newer one of two of the same place', () => {
    const text = replacePins('', MATRIX, [of(0, { startedAt: '2026-03-02T09:00:00.000Z' }), of(0)]);
    expect(readPins(text, 'n').answers.map(({ record }) => record.startedAt)).toEqual([
      '2026-03-02T09:00:00.000Z',
    ]);
  });

  test('keeps what is pinned of other matrices, byte for byte, whether the notebook has them or not', () => {
    const ofA = replacePins('', 'a', [of(0, { cellId: 'a' }), of(1, { cellId: 'a' })]).replace('"a"', '"a" ');
    const ofZ = replacePins('', 'z', [of(0, { cellId: 'z' })]);
    const ours = replacePins('', MATRIX, all);
    expect(ours < ofZ && ofA < ours).toBe(true);
    expect(replacePins(ofA + ofZ, MATRIX, all)).toBe(ofA + ours + ofZ);
    expect(replacePins(ofA + ours + ofZ, MATRIX, [])).toBe(ofA + ofZ);
  });

  test('keeps lines that cannot be read at their place: what git left of a merge, another version, a blank', () => {
    const [a = '', b = '', c = '', d = ''] = linesOf(replacePins('', MATRIX, all));
    const text = ['<<<<<<< HEAD', a, '=======', '', '{"matrix":"main","from":"a later version"}', b, c].join(
      '\n',
    );
    const kept = replacePins(text, MATRIX, [of(0), of(1), of(3)]);
    expect(kept).toBe(
      ['<<<<<<< HEAD', a, '=======', '', '{"matrix":"main","from":"a later version"}', b, d].join('\n') +
        '\n',
    );
    expect(replacePins(kept, MATRIX, [])).toBe(
      ['<<<<<<< HEAD', '=======', '', '{"matrix":"main","from":"a later version"}', ''].join('\n'),
    );
  });

  test('keeps its byte order mark and its line endings, and is nothing once nothing is left', () => {
    const text = '\uFEFF' + replacePins('', MATRIX, [of(0), of(2)]).replaceAll('\n', '\r\n');
    const more = replacePins(text, MATRIX, all);
    expect(more.startsWith('\uFEFF{')).toBe(true);
    expect(more.split('\r\n')).toHaveLength(5);
    expect(more.replaceAll('\r\n', '')).not.toContain('\n');
    expect(replacePins(more, MATRIX, [])).toBe('');
  });

  test('gets an answer of a place anew in the line that it had', () => {
    const text = replacePins('', MATRIX, all);
    const now = replacePins(text, MATRIX, [of(0), of(1, { text: 'no' }), of(2), of(3)]);
    expect(linesOf(now).map((line, at) => line === linesOf(text)[at])).toEqual([true, false, true, true]);
  });

  test('is read but for its broken lines, which are told with their numbers', () => {
    const [first = '', second = '', third = ''] = linesOf(replacePins('', MATRIX, all));
    const text = [
      '\uFEFF' + first,
      '<<<<<<< HEAD',
      '',
      second.replace('question', 'quastion'),
      third.replace('"repeat":1', '"repeat":"one"'),
      third,
    ].join('\r\n');
    const { answers, faults } = readPins(text, 'n');
    expect(answers).toHaveLength(2);
    expect(faults.map(({ line, reason }) => [line, reason.en])).toEqual([
      [2, 'it is not JSON'],
      [4, expect.stringContaining('changed by hand')],
      [5, 'repeat is missing or wrong'],
    ]);
  });
});
