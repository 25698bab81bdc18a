import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EditHistory } from '../../../src/web/state/edit-history.ts';

/** Edits of different things, so that each is a step. */
function edited(texts: string[]): { history: EditHistory; text: string } {
  const history = new EditHistory();
  let text = '';
  texts.forEach((next, at) => {
    history.note(text, `cell ${at}`, at);
    text = next;
  });
  return { history, text };
}

describe('the history of a notebook', () => {
  it('goes back to every earlier text, and forward again', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), (texts) => {
        const { history, text } = edited(texts);
        const back: string[] = [];
        let now = text;
        for (let before = history.undo(now); before !== null; before = history.undo(now))
          back.push((now = before));
        expect(back).toEqual(['', ...texts.slice(0, -1)].reverse());
        for (const next of texts) expect((now = history.redo(now) ?? 'nothing')).toBe(next);
        expect(history.redo(now)).toBeNull();
      }),
    );
  });

  it('takes typing in one place as one step, until a pause', () => {
    const history = new EditHistory();
    history.note('', 'cell 1', 0);
    history.note('a', 'cell 1', 500);
    history.note('ab', 'cell 1', 1000);
    history.note('abc', 'cell 1', 60_000);
    expect(history.undo('abcd')).toBe('abc');
    expect(history.undo('abc')).toBe('');
  });

  it('takes edits without a name apart, however fast they follow', () => {
    const history = new EditHistory();
    history.note('moved', '', 0);
    history.note('deleted', '', 10);
    expect(history.undo('now')).toBe('deleted');
    expect(history.undo('deleted')).toBe('moved');
  });

  it('forgets what was undone when something new is written', () => {
    const { history } = edited(['a', 'b']);
    expect(history.undo('b')).toBe('a');
    history.note('a', 'elsewhere', 99);
    expect(history.redo('c')).toBeNull();
  });

  it('is kept over a reload for the very same text, and dropped for another', () => {
    const { history, text } = edited(['a', 'b']);
    const stored = JSON.parse(JSON.stringify(history.toStored(text))) as ReturnType<EditHistory['toStored']>;
    const same = new EditHistory();
    same.restore(stored, 'b');
    expect(same.undo('b')).toBe('a');
    const other = new EditHistory();
    other.restore(stored, 'changed by another program');
    expect(other.undo('changed by another program')).toBeNull();
  });

  it('has all its steps in a notebook with a large table too', () => {
    const table = 'a row of a table\n'.repeat(60_000);
    const texts = Array.from({ length: 30 }, (_, at) => `${at}\n${table}`);
    const { history, text } = edited(texts);
    const kept = new EditHistory();
    expect(kept.restore(JSON.parse(JSON.stringify(history.toStored(text))), text)).toBe(true);
    let now = text;
    for (const before of ['', ...texts.slice(0, -1)].reverse())
      expect((now = kept.undo(now) ?? 'none')).toBe(before);
  });

  it('keeps the newest step, however large what it took away', () => {
    const history = new EditHistory();
    const table = 'x'.repeat(3_000_000);
    history.note('', 'cell 0', 0);
    history.note(table, 'cell 1', 10);
    expect(history.undo('gone')).toBe(table);
  });

  it('goes on in a step that was begun before it was kept', () => {
    const history = new EditHistory();
    history.note('', 'cell 0', 0);
    expect(history.toStored('a')).toMatchObject({ back: [{ at: 0, cut: 1, put: '' }] });
    history.note('a', 'cell 0', 500);
    expect(history.undo('ab')).toBe('');
  });

  it('of another form than it has now is none', () => {
    const history = new EditHistory();
    expect(history.restore(JSON.parse('{"past":[],"future":[],"text":"a"}'), 'a')).toBe(false);
    expect(history.undo('a')).toBeNull();
  });

  it('stays bounded however long the notebook is', () => {
    const history = new EditHistory();
    for (let at = 0; at < 50; at++) history.note('x'.repeat(100_000), `cell ${at}`, at * 10_000);
    expect(JSON.stringify(history.toStored('')).length).toBeLessThan(2_500_000);
  });
});
