import { expect, test } from 'vitest';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';

const NAME = '하위/말투 비교.gamut.md';
const MATRIX = `/api/notebooks/${encodeURIComponent(NAME)}/matrices/main`;
const ROUTE = '/api/notebooks/{name}/matrices/{matrix}/diversity';

async function run(app: SampleApp, only: string[] = []): Promise<void> {
  const plan = await app.workbench.plan(NAME, 'main', { only });
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
}

async function open(repeats: number, answer: () => string): Promise<SampleApp> {
  const text = NOTEBOOK.replace(/^(prompt: .*)$/m, `$1\nrepeats: ${repeats}`);
  const root = createProject({ [`notebooks/${NAME}`]: text });
  return openApp({ root, fetch: createVendor(answer).fetch });
}

test('tells how unlike the answers of repeats are, by variant', async () => {
  const app = await open(3, () => '된장을 풀고 두부를 넣어요');
  await run(app, ['persona=chef']);
  const { json } = await askAsDocumented(app, ROUTE, `${MATRIX}/diversity`);
  const byPersona = Map.groupBy(json.groups, ({ variant }) => variant['persona']);
  for (const group of byPersona.get('chef') ?? []) {
    expect(group).toMatchObject({
      trials: 3,
      answers: 3,
      diversity: { n: 3, meanSimilarity: expect.closeTo(1), duplicateRate: expect.closeTo(2 / 3) },
    });
  }
  const unanswered = [...byPersona].filter(([persona]) => persona !== 'chef').flatMap(([, groups]) => groups);
  expect(unanswered.length).toBeGreaterThan(0);
  for (const group of unanswered) expect(group).toMatchObject({ answers: 0, diversity: null });
});

test('says nothing of fewer than three answers', async () => {
  const app = await open(2, () => '"맛있어요"');
  await run(app);
  const { json } = await askAsDocumented(app, ROUTE, `${MATRIX}/diversity`);
  expect(json.groups[0]).toMatchObject({ trials: 2, answers: 2, diversity: null });
});

test('reckons anew what was answered since', async () => {
  let n = 0;
  const app = await open(3, () => `${['된장', '고추장', '간장'][n++ % 3]}을 넣어요 ${n}`);
  expect((await app.ask(`${MATRIX}/diversity`)).json.groups[0]?.diversity).toBeNull();
  await run(app);
  const first = (await app.ask(`${MATRIX}/diversity`)).json;
  expect(first.groups[0]?.diversity).toMatchObject({ n: 3, duplicateRate: 0 });
  expect((await app.ask(`${MATRIX}/diversity`)).json).toEqual(first);
});

test('refuses a matrix that is not there', async () => {
  const app = await open(3, () => 'x');
  const { status } = await askAsDocumented(app, ROUTE, `${MATRIX.replace(/main$/, 'other')}/diversity`);
  expect(status).toBe(404);
});
