import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insertCell, moveCell, removeCell } from '../../src/core/arrange.ts';
import { replaceBody, replaceFrontMatter } from '../../src/core/edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { mergedText, mergeNotebooks } from '../../src/core/merge.ts';
import { bodyText, cellAt, notebookText, TEXT } from './notebook-text.ts';

const BASE = `---
gamut: 1
title: 말투
---
# 말투

\`\`\`persona id=counsellor name="상담사"
당신은 상담사입니다.
\`\`\`

사이의 글

\`\`\`persona id=chef
당신은 셰프입니다.
\`\`\`

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: sandbox/tiny
\`\`\`
`;

const at = (text: string, kind: string, id?: string) => {
  const found = parseNotebook(text).cells.find(
    (cell) => cell.kind === kind && (id === undefined || ('id' in cell && cell.id === id)),
  );
  if (!found) throw new Error(`no ${kind} ${id ?? ''}`);
  return found;
};
const change = (text: string, kind: string, id: string | undefined, body: string) =>
  replaceBody(text, at(text, kind, id), body);

/** The text of a merge that must have no conflict. */
function merged(base: string, mine: string, theirs: string): string {
  const merge = mergeNotebooks(base, mine, theirs);
  expect(merge.conflicts).toEqual([]);
  return mergedText(merge);
}

describe('changes of different cells come together', () => {
  const mine = change(BASE, 'persona', 'chef', '당신은 요리사입니다.');

  test('two edited cells', () => {
    const theirs = change(BASE, 'prompt', 'ask', '{{name}}: {{question}}');
    expect(merged(BASE, mine, theirs)).toBe(change(mine, 'prompt', 'ask', '{{name}}: {{question}}'));
  });

  test('an edited cell, and a note that was edited elsewhere', () => {
    const theirs = change(BASE, 'note', undefined, '# 온도');
    expect(merged(BASE, mine, theirs)).toBe(change(mine, 'note', undefined, '# 온도'));
  });

  test('an edited cell, and the front matter', () => {
    const theirs = replaceFrontMatter(BASE, 'title', '온도');
    expect(merged(BASE, mine, theirs)).toBe(replaceFrontMatter(mine, 'title', '온도'));
  });

  test('an edited cell, and a new one at the end', () => {
    const theirs = `${BASE}\n\`\`\`view of=main\n\`\`\`\n`;
    expect(merged(BASE, mine, theirs)).toBe(`${mine}\n\`\`\`view of=main\n\`\`\`\n`);
  });

  test('an edited cell, and one that was deleted', () => {
    const theirs = removeCell(BASE, at(BASE, 'prompt', 'ask'));
    expect(merged(BASE, mine, theirs)).toBe(removeCell(mine, at(mine, 'prompt', 'ask')));
  });

  test('an edited cell, which was moved elsewhere', () => {
    const theirs = moveCell(BASE, at(BASE, 'persona', 'chef'), 0);
    for (const text of [merged(BASE, mine, theirs), merged(BASE, theirs, mine)]) {
      expect(parseNotebook(text).cells.map((cell) => ('id' in cell ? cell.id : cell.kind))).toEqual(
        parseNotebook(theirs).cells.map((cell) => ('id' in cell ? cell.id : cell.kind)),
      );
      expect(text).toContain('당신은 요리사입니다.');
      expect(text).not.toContain('당신은 셰프입니다.');
    }
  });

  test('new cells of both, in two places', () => {
    const more = '```persona id=coach\n당신은 코치입니다.\n```';
    const mine = insertCell(BASE, 1, more);
    const theirs = insertCell(BASE, parseNotebook(BASE).cells.length, '```chart of=main\n```');
    const text = merged(BASE, mine, theirs);
    expect(text).toContain(more);
    expect(text).toContain('```chart of=main\n```');
    expect(parseNotebook(text).cells).toHaveLength(parseNotebook(BASE).cells.length + 2);
  });

  test('the same change on both sides is one change', () => {
    const theirs = change(mine, 'prompt', 'ask', 'other');
    expect(merged(BASE, mine, theirs)).toBe(theirs);
    const added = `${BASE}\nend\n`;
    expect(merged(BASE, added, change(added, 'prompt', 'ask', 'x'))).toBe(
      change(added, 'prompt', 'ask', 'x'),
    );
  });

  test('a file that was rewritten with other line endings keeps them', () => {
    expect(merged(BASE, mine, BASE.replaceAll('\n', '\r\n'))).toBe(mine.replaceAll('\n', '\r\n'));
  });
});

describe('changes of one cell', () => {
  const mine = change(change(BASE, 'persona', 'chef', '내 글'), 'prompt', 'ask', 'mine alone');
  const theirs = change(change(BASE, 'persona', 'chef', '남의 글'), 'note', undefined, '# theirs alone');
  const merge = mergeNotebooks(BASE, mine, theirs);

  test('are a conflict of that cell, with all three texts', () => {
    expect(merge.conflicts).toEqual([
      {
        kind: 'persona',
        key: 'persona chef',
        base: '```persona id=chef\n당신은 셰프입니다.\n```',
        mine: '```persona id=chef\n내 글\n```',
        theirs: '```persona id=chef\n남의 글\n```',
      },
    ]);
  });

  test('are settled by a choice, and the rest of both sides is there either way', () => {
    for (const [side, text] of [
      ['mine', '내 글'],
      ['theirs', '남의 글'],
    ] as const) {
      const settled = mergedText(merge, [side]);
      expect(settled).toContain(text);
      expect(settled).toContain('mine alone');
      expect(settled).toContain('# theirs alone');
      expect(parseNotebook(settled).cells).toHaveLength(parseNotebook(BASE).cells.length);
    }
  });

  test('one of which deletes it, are a conflict too', () => {
    const gone = removeCell(BASE, at(BASE, 'persona', 'chef'));
    const { conflicts } = mergeNotebooks(BASE, gone, theirs);
    expect(conflicts).toMatchObject([{ key: 'persona chef', mine: null }]);
    const settled = mergedText(mergeNotebooks(BASE, gone, theirs), ['theirs']);
    expect(settled).toContain('남의 글');
    expect(mergedText(mergeNotebooks(BASE, gone, theirs), ['mine'])).not.toContain('남의 글');
  });

  test('that both made under one name are a conflict without a base', () => {
    const make = (text: string) => `${BASE}\n\`\`\`persona id=new\n${text}\n\`\`\`\n`;
    expect(mergeNotebooks(BASE, make('a'), make('b')).conflicts).toMatchObject([
      { key: 'persona new', base: null },
    ]);
  });
});

test('a text whose fence is never closed is a conflict as a whole, and nothing of it is lost', () => {
  const broken = BASE.replace('model: sandbox/tiny\n```\n', 'model: sandbox/tiny\n');
  const mine = change(BASE, 'prompt', 'ask', 'mine');
  const merge = mergeNotebooks(BASE, mine, broken);
  expect(merge.conflicts).toMatchObject([{ kind: 'whole' }]);
  expect(mergedText(merge, ['mine'])).toBe(mine);
  expect(mergedText(merge, ['theirs'])).toBe(broken);
});

describe('of any notebooks', () => {
  test('a side that has changed nothing leaves the other as it is, byte by byte', () => {
    fc.assert(
      fc.property(notebookText, notebookText, (base, other) => {
        expect(merged(base, other, base)).toBe(other);
        expect(merged(base, base, other)).toBe(other);
        expect(merged(base, other, other)).toBe(other);
      }),
    );
  });

  test('all choices of one side keep every fence of it that the other did not touch', () => {
    fc.assert(
      fc.property(notebookText, notebookText, notebookText, (base, mine, theirs) => {
        const merge = mergeNotebooks(base, mine, theirs);
        for (const side of ['mine', 'theirs'] as const) {
          const text = mergedText(
            merge,
            merge.conflicts.map(() => side),
          );
          for (const { [side]: wanted } of merge.conflicts) {
            if (wanted !== null) expect(text).toContain(wanted);
          }
        }
      }),
    );
  });

  test('edits of two different cells are both there, byte for byte what making one after the other gives', () => {
    const count = parseNotebook(TEXT).cells.length;
    fc.assert(
      fc.property(fc.nat(count - 1), fc.nat(count - 1), bodyText, bodyText, (one, other, a, b) => {
        fc.pre(one !== other);
        const isFence = (index: number) => cellAt(TEXT, index).kind !== 'note';
        fc.pre(isFence(one) && isFence(other));
        const mine = replaceBody(TEXT, cellAt(TEXT, one), a);
        const theirs = replaceBody(TEXT, cellAt(TEXT, other), b);
        expect(merged(TEXT, mine, theirs)).toBe(replaceBody(mine, cellAt(mine, other), b));
      }),
    );
  });
});
