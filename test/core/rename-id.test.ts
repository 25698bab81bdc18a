import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { idFault, renameId } from '../../src/core/rename-id.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
---
The chef is a persona, ask is a prompt.

${FENCE}persona id=chef name="chef"
You are a chef.
${FENCE}

${FENCE}persona id=doctor
You are a doctor, no chef.
${FENCE}

${FENCE}prompt   id=ask   # asks
Ask the chef: {{question}}
${FENCE}

${FENCE}dataset id=people
id,question
chef,What does a chef eat?
${FENCE}

${FENCE}matrix id=main
# chef comes first
prompt: ask
persona: [ chef,  "doctor" ] # chef, doctor
model: sandbox/tiny
temperature: [0.3, 0.7]
data: people
exclude:
  - { persona: [chef, doctor], temperature: 0.7, row: chef }
  - persona: 'chef'
    prompt: ask
${FENCE}

${FENCE}assert for=main
- { id: chef, type: contains, value: chef }
${FENCE}

${FENCE}view of=main layout=diff
rows: persona
baseline: { persona: chef, prompt: ask }
${FENCE}

${FENCE}chart of=main kind=cost
by: persona
${FENCE}
`;

const renamed = (text: string, index: number, id: string): string => {
  const notebook = parseNotebook(text);
  const cell = notebook.cells[index];
  if (!cell) throw new Error(`no cell ${index}`);
  return renameId(text, notebook, cell, id);
};

/** The lines that are others now. */
const changed = (before: string, now: string): string[] => {
  const lines = before.split('\n');
  return now.split('\n').filter((line, at) => line !== lines[at]);
};

describe('another id for a cell', () => {
  it('of a persona is followed by matrices, what they leave out, and the baseline of views; nothing else changes', () => {
    const now = renamed(TEXT, 1, '셰프');
    expect(changed(TEXT, now)).toEqual([
      '```persona id=셰프 name="chef"',
      'persona: [ 셰프,  "doctor" ] # chef, doctor',
      '  - { persona: [셰프, doctor], temperature: 0.7, row: chef }',
      '  - persona: 셰프',
      'baseline: { persona: 셰프, prompt: ask }',
    ]);
    expect(parseNotebook(now).problems).toEqual(parseNotebook(TEXT).problems);
    expect(renamed(now, 1, 'chef').replace('persona: chef\n    prompt', "persona: 'chef'\n    prompt")).toBe(
      TEXT,
    );
  });

  it('of a prompt, a dataset and a matrix is followed too', () => {
    expect(changed(TEXT, renamed(TEXT, 3, 'q2'))).toEqual([
      '```prompt   id=q2   # asks',
      'prompt: q2',
      '    prompt: q2',
      'baseline: { persona: chef, prompt: q2 }',
    ]);
    expect(changed(TEXT, renamed(TEXT, 4, 'cases'))).toEqual(['```dataset id=cases', 'data: cases']);
    expect(changed(TEXT, renamed(TEXT, 5, 'first'))).toEqual([
      '```matrix id=first',
      '```assert for=first',
      '```view of=first layout=diff',
      '```chart of=first kind=cost',
    ]);
  });

  it('is quoted in YAML where it would be no text', () => {
    const now = renamed(TEXT, 4, '2024');
    expect(now).toContain('data: "2024"');
    expect(parseNotebook(now).problems).toEqual(parseNotebook(TEXT).problems);
  });

  it('of the second of two with one id is its own alone: the names mean the first', () => {
    const twice = TEXT.replace('persona id=doctor', 'persona id=chef')
      .replace(', doctor]', ']')
      .replace(',  "doctor"', '');
    expect(changed(twice, renamed(twice, 2, 'other'))).toEqual(['```persona id=other']);
    expect(changed(twice, renamed(twice, 1, 'other'))).toHaveLength(5);
  });

  it('keeps the line endings of the file', () => {
    const windows = TEXT.replaceAll('\n', '\r\n');
    expect(renamed(windows, 1, 'cook')).toBe(renamed(TEXT, 1, 'cook').replaceAll('\n', '\r\n'));
  });

  it('leaves a matrix alone that cannot be read', () => {
    const broken = TEXT.replace('model: sandbox/tiny', '  model: [');
    expect(changed(broken, renamed(broken, 1, 'cook'))).not.toContain(
      'persona: [ cook,  "doctor" ] # chef, doctor',
    );
  });
});

describe('what cannot be an id', () => {
  const notebook = parseNotebook(TEXT);
  const fault = (index: number, id: string) => {
    const cell = notebook.cells[index];
    return cell ? idFault(notebook, cell, id) : 'no cell';
  };

  it('is told by its reason', () => {
    expect(fault(1, '')).toBe('no-word');
    expect(fault(1, 'two words')).toBe('no-word');
    expect(fault(1, 'none')).toBe('reserved');
    expect(fault(1, 'doctor')).toBe('taken');
    expect(fault(1, 'chef')).toBeNull();
    expect(fault(1, '한식-셰프_2')).toBeNull();
    expect(fault(3, 'none')).toBeNull();
    // Another kind may have it.
    expect(fault(3, 'chef')).toBeNull();
  });
});
