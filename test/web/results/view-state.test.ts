import { beforeEach, describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { cellsOf } from '../../../src/core/notebook.ts';
import { NO_FILTER } from '../../../src/core/view-spec.ts';
import { stateOf, type ViewState } from '../../../src/core/view-state.ts';
import { toViewEdit, toViewText } from '../../../src/core/write-view.ts';
import { FIRST_VIEW, keepState, readKeptState } from '../../../src/web/results/view-state.ts';

const CHOSEN: ViewState = {
  layout: 'list',
  rows: 'persona',
  cols: null,
  split: 'model',
  filter: { ...NO_FILTER, show: 'starred', tags: ['좋음'], minUnsure: 0.2 },
  sort: { by: 'cost', isDescending: true },
  columns: ['status', 'response'],
  baseline: { persona: 'chef' },
};

const HEAD =
  '```prompt id=ask\nhi\n```\n\n```matrix id=main\nprompt: ask\nmodel: a/b\ntemperature: [0, 1]\n```\n\n';

function readView(text: string) {
  const [view] = cellsOf(parseNotebook(`---\ngamut: 1\n---\n${HEAD}${text}`), 'view');
  if (!view) throw new Error('no view');
  return view;
}

describe('a view cell', () => {
  it('made of a state says that state', () => {
    expect(stateOf(readView(toViewText({ id: 'main' }, CHOSEN)))).toEqual(CHOSEN);
    expect(toViewText({ id: 'main' }, FIRST_VIEW)).toBe('```view of=main layout=pivot\n```\n');
  });

  it('is edited where something changes: the layout in its info string, all else in its body', () => {
    const view = readView('```view of=main layout=pivot\nrows: persona   # 페르소나\nwidth: 3\n```\n');
    const now = stateOf(view);
    expect(toViewEdit(view, now)).toMatchObject({ layout: null, body: null });
    expect(toViewEdit(view, { ...now, layout: 'diff' })).toMatchObject({ layout: 'diff', body: null });
    const { layout, body } = toViewEdit(view, { ...now, split: 'model', sort: CHOSEN.sort });
    expect(layout).toBeNull();
    expect(body).toContain('rows: persona   # 페르소나\nwidth: 3\n');
    expect(stateOf(readView(`\`\`\`view of=main layout=pivot\n${body}\n\`\`\`\n`))).toMatchObject({
      rows: 'persona',
      split: 'model',
      sort: CHOSEN.sort,
    });
  });
});

describe('the state of a matrix without a view cell', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;

  beforeEach(() => kept.clear());

  it('is kept by notebook and matrix, and what says nothing takes no room', () => {
    keepState('말투.gamut.md', 'main', CHOSEN, storage);
    expect(readKeptState('말투.gamut.md', 'main', storage)).toEqual(CHOSEN);
    expect(readKeptState('말투.gamut.md', 'other', storage)).toEqual(FIRST_VIEW);
    keepState('말투.gamut.md', 'main', FIRST_VIEW, storage);
    expect(kept.size).toBe(0);
  });

  it('that cannot be read is the first one', () => {
    for (const broken of ['', '{', 'null', '[]', '{"layout":"wall","spec":7}']) {
      kept.set('gamut.view main x', broken);
      expect(readKeptState('x', 'main', storage)).toEqual(FIRST_VIEW);
    }
  });
});
