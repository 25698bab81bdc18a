import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordSummary } from '../../src/core/trial.ts';
import type { Finished } from '../../src/engine/run-deps.ts';
import { Saver } from '../../src/engine/saver.ts';
import { createRecord, createTrials } from '../fake/trial.ts';

const toFinished = (count: number): Finished[] =>
  createTrials(count).map((trial) => ({ record: createRecord({ trial }), mayBeBilled: false }));

/** A store in memory that refuses every group with one of the given records in it. */
function createStore(refused: readonly Finished[] = []) {
  const groups: Finished[][] = [];
  const kept: Finished[] = [];
  const save = (group: readonly Finished[]): RecordSummary[] => {
    groups.push([...group]);
    for (const one of group) if (refused.includes(one)) throw new Error(`refused ${one.record.trial.id}`);
    kept.push(...group);
    const first = kept.length - group.length + 1;
    return group.map(({ record }, index) => ({ ...record, recordId: first + index, hasTokens: false }));
  };
  return { groups, kept, save };
}

test('records that finish in one turn of the event loop are saved together, in their order', async () => {
  const { groups, save } = createStore();
  const finished = toFinished(5);
  const saver = new Saver(save);
  const saving = finished.map((one) => saver.save(one));
  expect(groups).toEqual([]);
  const saved = await Promise.all(saving);
  expect(groups).toEqual([finished]);
  expect(saved).toMatchObject(
    finished.map(({ record }, index) => ({
      isSaved: true,
      summary: { recordId: index + 1, trial: record.trial },
    })),
  );
});

test('records that finish right after a save are gathered for the next one, and none is forgotten', async () => {
  const { groups, kept, save } = createStore();
  const finished = toFinished(40);
  const saver = new Saver(save);
  const saving: Promise<unknown>[] = [];
  for (const one of finished) {
    saving.push(saver.save(one));
    await new Promise(setImmediate);
  }
  expect(await Promise.all(saving)).toMatchObject(finished.map(() => ({ isSaved: true })));
  expect(kept).toEqual(finished);
  expect(groups.length).toBeLessThan(finished.length);
});

test('records of different turns are saved apart', async () => {
  const { groups, save } = createStore();
  const [first, second] = toFinished(2) as [Finished, Finished];
  const saver = new Saver(save);
  await saver.save(first);
  await saver.save(second);
  expect(groups).toEqual([[first], [second]]);
});

test('a record that comes while others are being saved is saved after them', async () => {
  const [first, second] = toFinished(2) as [Finished, Finished];
  const store = createStore();
  let later: Promise<unknown> = Promise.resolve();
  const saver = new Saver((group) => {
    if (group.includes(first)) later = saver.save(second);
    return store.save(group);
  });
  expect(await saver.save(first)).toMatchObject({ isSaved: true });
  expect(await later).toMatchObject({ isSaved: true });
  expect(store.groups).toEqual([[first], [second]]);
});

test('a record that cannot be kept is refused alone: the others of its turn are saved, each once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (refusals) => {
      const finished = toFinished(refusals.length);
      const bad = finished.filter((_, index) => refusals[index]);
      const good = finished.filter((_, index) => !refusals[index]);
      const { kept, save } = createStore(bad);
      const saver = new Saver(save);
      const saved = await Promise.all(finished.map((one) => saver.save(one)));
      expect(kept).toEqual(good);
      expect(saved.map(({ isSaved }) => isSaved)).toEqual(refusals.map((isRefused) => !isRefused));
      for (const [index, one] of saved.entries()) {
        const { trial } = finished[index]!.record;
        if (one.isSaved) expect(one.summary.trial).toBe(trial);
        else expect(one.error).toMatchObject({ message: `refused ${trial.id}` });
      }
    }),
  );
});

test('a store that is locked is waited for once for a group and once alone, not for each record', async () => {
  let asked = 0;
  const saver = new Saver(() => {
    asked += 1;
    throw Object.assign(new Error('locked'), { kind: 'locked' });
  });
  const saved = await Promise.all(toFinished(9).map((one) => saver.save(one)));
  expect(saved.map(({ isSaved }) => isSaved)).not.toContain(true);
  expect(asked).toBe(2);
});

test('a store that throws nothing in particular refuses all the same', async () => {
  const saver = new Saver(() => {
    throw undefined;
  });
  const saved = await Promise.all(toFinished(2).map((one) => saver.save(one)));
  expect(saved).toEqual([
    { isSaved: false, error: undefined },
    { isSaved: false, error: undefined },
  ]);
});
