import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import type { CommandPage } from '../../../src/web/page/command.ts';
import { paletteItems } from '../../../src/web/page/palette/palette-items.ts';
import { createSearch } from '../../../src/web/page/palette/palette-search.ts';

const notebook = parseNotebook(`---
gamut: 1
---

\`\`\`persona id=chef name="셰프"
A
\`\`\`

\`\`\`prompt id=ask
Hello
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
temperature: [0, 1]
\`\`\`
`);

const page = {
  workspace: {
    open: { name: 'one.gamut.md', notebook },
    notebooks: [],
    providers: [],
    results: () => null,
    live: { active: () => [{ notebook: 'one.gamut.md' }] },
    runs: { isBeginning: false },
  },
  view: {},
  cell: null,
} as unknown as CommandPage;

const items = paletteItems(page);
const search = createSearch(items.map(({ title, detail, words }) => `${title} ${detail} ${words}`));
const found = (query: string) => search(query).map((at) => items[at]?.title);

describe('the palette, asked in a person’s own words', () => {
  it.each([
    ['budget', 'Budget of a run'],
    ['예산', 'Budget of a run'],
    ['excel', 'Take the results as CSV…'],
    ['엑셀', 'Take the results as CSV…'],
    ['csv', 'Take the results as CSV…'],
    ['내보내기', 'Take the results as CSV…'],
    ['export', 'Take the results as CSV…'],
    ['temperature', 'Set temperature'],
    ['온도', 'Set temperature'],
    ['ㅇㄷ', 'Set temperature'],
    ['top p', 'Set top_p'],
    ['persona', 'New cell: persona'],
    ['페르소나', 'New cell: persona'],
    ['ㅍㄹㅅㄴ', 'New cell: persona'],
    ['api key', 'Providers and keys…'],
    ['api 키', 'Providers and keys…'],
    ['키', 'Providers and keys…'],
    ['pin', 'Pin the answers beside the notebook…'],
    ['고정', 'Pin the answers beside the notebook…'],
    ['report', 'Save a report: one HTML file with results and charts'],
    ['보고서', 'Save a report: one HTML file with results and charts'],
    ['theme', 'Theme: dark'],
    ['다크', 'Theme: dark'],
    ['language', '한국어로 보기'],
    ['언어', '한국어로 보기'],
    ['rerun', 'Re-run all: earlier results stay in the history'],
    ['재실행', 'Re-run all: earlier results stay in the history'],
    ['stop', 'Stop'],
    ['중단', 'Stop'],
    ['heatmap', 'Token colours'],
    ['graph', 'New cell: chart'],
    ['비교', 'Results as: Diff'],
    ['설정', 'Providers and keys…'],
  ])('finds by “%s” what is meant', (query, title) => {
    expect(found(query).slice(0, 12)).toContain(title);
  });

  it.each([
    ['excel', 'Take the results as CSV…'],
    ['엑셀', 'Take the results as CSV…'],
    ['csv', 'Take the results as CSV…'],
    ['budget', 'Budget of a run'],
    ['예산', 'Budget of a run'],
    ['온도', 'Set temperature'],
    ['temperature', 'Set temperature'],
    ['pin', 'Pin the answers beside the notebook…'],
    ['rerun', 'Re-run all: earlier results stay in the history'],
    ['stop', 'Stop'],
    ['api key', 'Providers and keys…'],
    ['report', 'Save a report: one HTML file with results and charts'],
  ])('puts what “%s” means first', (query, title) => {
    expect(found(query)[0]).toBe(title);
  });

  it.each([
    ['temprature', 'Set temperature'],
    ['bugdet', 'Budget of a run'],
    ['exel', 'Take the results as CSV…'],
    ['페르소냐', 'New cell: persona'],
  ])('forgives the slip in “%s”', (query, title) => {
    expect(found(query)).toContain(title);
  });

  it('puts what only words find behind what there is', () => {
    const kinds = items.slice(0, 60).map(({ kind }) => kind);
    expect(kinds).toContain('persona');
  });

  it('tells two personas of one name apart by their ids, as the results do', () => {
    const copy = '\n```persona id=chef-2 name="셰프"\nB\n```\n';
    const twice = parseNotebook(`---\ngamut: 1\n---\n\`\`\`persona id=chef name="셰프"\nA\n\`\`\`\n${copy}`);
    const all = {
      ...page,
      workspace: { ...page.workspace, open: { name: 'one.gamut.md', notebook: twice } },
    };
    const personas = paletteItems(all as unknown as CommandPage).filter(({ kind }) => kind === 'persona');
    expect(personas.map(({ title, detail }) => [title, detail])).toEqual([
      ['셰프 (chef)', 'persona'],
      ['셰프 (chef-2)', 'persona'],
    ]);
    const [only] = items.filter(({ kind }) => kind === 'persona');
    expect([only?.title, only?.detail]).toEqual(['셰프', 'persona chef']);
  });
});
