import { describe, expect, it } from 'vitest';
import { progressOf, type Seen } from '../../../src/web/page/first/tour-progress.ts';

const NOTHING: Seen = {
  runs: [],
  isRunning: false,
  personas: 'You are a chef.',
  isLooking: false,
  taken: 0,
  isAsking: false,
};

describe('the step of running', () => {
  it('waits for a run, and is done when one goes on', () => {
    expect(progressOf('run', NOTHING, null, NOTHING)).toBe('begun');
    expect(progressOf('run', NOTHING, null, { ...NOTHING, runs: ['r1'], isRunning: true })).toBe('done');
  });

  it('is done by a run that was over before anybody looked, not by one of before', () => {
    expect(progressOf('run', NOTHING, null, { ...NOTHING, runs: ['r1'] })).toBe('done');
    const before = { ...NOTHING, runs: ['r1'] };
    expect(progressOf('run', before, null, before)).toBe('begun');
  });
});

describe('the step of comparing', () => {
  it('is half done while something is looked at, and stays so', () => {
    const looking = { ...NOTHING, isLooking: true };
    expect(progressOf('compare', NOTHING, null, looking)).toBe('half');
    expect(progressOf('compare', NOTHING, looking, NOTHING)).toBe('half');
  });
});

describe('the step of changing one thing', () => {
  const edited = { ...NOTHING, personas: 'You are a pirate.' };

  it('is half done by an edit of a persona', () => {
    expect(progressOf('change', NOTHING, null, NOTHING)).toBe('begun');
    expect(progressOf('change', NOTHING, null, edited)).toBe('half');
    expect(progressOf('change', NOTHING, edited, { ...edited, personas: 'You are a pirate!' })).toBe('half');
  });

  it('is done when that is run, or undone', () => {
    expect(progressOf('change', NOTHING, edited, { ...edited, runs: ['r2'], isRunning: true })).toBe('done');
    expect(progressOf('change', NOTHING, edited, NOTHING)).toBe('done');
  });

  it('takes no run of before the edit for one of the edit', () => {
    const during = { ...edited, runs: ['r1'], isRunning: true };
    expect(progressOf('change', NOTHING, during, during)).toBe('half');
  });
});

it('the step of taking it along is done by a download', () => {
  const before = { ...NOTHING, taken: 2 };
  expect(progressOf('take', before, null, before)).toBe('begun');
  expect(progressOf('take', before, null, { ...before, taken: 3 })).toBe('done');
});

it('the step of models of one’s own is half done by looking at what it names', () => {
  expect(progressOf('own', NOTHING, null, { ...NOTHING, isAsking: true })).toBe('half');
});
