import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { cellsOf } from '../../src/core/notebook.ts';
import { writeViewSpec } from '../../src/core/write-view.ts';
import { NO_FILTER, NO_VIEW_SPEC, type ViewSpec } from '../../src/core/view-spec.ts';

function viewOf(body: string) {
  const notebook = parseNotebook(
    `---\ngamut: 1\n---\n\`\`\`prompt id=ask\nhi\n\`\`\`\n\`\`\`matrix id=main\nprompt: ask\nmodel: a/b\n\`\`\`\n\`\`\`view of=main layout=list\n${body}\n\`\`\`\n`,
  );
  return { view: cellsOf(notebook, 'view')[0] ?? null, problems: notebook.problems };
}

const SPEC: ViewSpec = {
  filter: {
    show: 'starred',
    minRating: 4,
    minUnsure: 0.1,
    logprobs: 'raw',
    tags: ['따뜻함', 'too long'],
    text: '밥: 국',
  },
  sort: { by: 'cost', isDescending: true },
  columns: ['status', 'persona', 'response', 'rating'],
  baseline: { persona: 'chef', temperature: 0.3 },
};

describe('a view cell', () => {
  it('says by one word what it is narrowed to', () => {
    expect(viewOf('filter: starred').view).toMatchObject({ filter: { ...NO_FILTER, show: 'starred' } });
    expect(viewOf('filter: failed').view).toMatchObject({ filter: { show: 'error' } });
    expect(viewOf('rows: persona').view).toMatchObject({ ...NO_VIEW_SPEC, rows: 'persona', more: {} });
  });

  it('says more in a map, with one tag or several', () => {
    const { view } = viewOf('filter: { min_rating: 3, tags: 좋음, text: 15 }');
    expect(view?.filter).toEqual({ ...NO_FILTER, minRating: 3, tags: ['좋음'], text: '15' });
  });

  it('sorts up, or down with a minus', () => {
    expect(viewOf('sort: cost').view?.sort).toEqual({ by: 'cost', isDescending: false });
    expect(viewOf('sort: -rating').view?.sort).toEqual({ by: 'rating', isDescending: true });
  });

  it.each([
    'filter: bright',
    'filter: { min_rating: 9 }',
    'filter: { min_unsure: 10 }',
    'sort: [cost]',
    'columns: []',
    'baseline: chef',
  ])('with %s is wrong, and what was expected is told', (body) => {
    const { problems } = viewOf(body);
    expect(problems).toMatchObject([{ severity: 'error', line: 12 }]);
    expect(problems[0]?.message.ko).toMatch(/[가-힣]/);
  });
});

describe('writeViewSpec', () => {
  it('writes only what is said anew; comments and other keys stay', () => {
    const body = 'rows: persona   # 페르소나별\nsplit: model\n';
    const written = writeViewSpec(body, NO_VIEW_SPEC, SPEC);
    expect(written.startsWith(body)).toBe(true);
    expect(viewOf(written.trimEnd()).view).toMatchObject({ ...SPEC, rows: 'persona', split: 'model' });
    expect(writeViewSpec(written, SPEC, NO_VIEW_SPEC)).toBe(body);
    expect(writeViewSpec(body, SPEC, SPEC)).toBe(body);
  });

  it('writes one word where one says it', () => {
    const starred = { ...NO_VIEW_SPEC, filter: { ...NO_FILTER, show: 'starred' as const } };
    expect(writeViewSpec('', NO_VIEW_SPEC, starred)).toBe('filter: starred');
  });
});
