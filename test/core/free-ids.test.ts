import { describe, expect, it } from 'vitest';
import { duplicateCell, pasteCells } from '../../src/core/arrange.ts';
import { withFreeIds } from '../../src/core/free-ids.ts';
import { parseNotebook } from '../../src/core/format.ts';

const FENCE = '```';
const PARTS = {
  chef: `${FENCE}persona id=chef name="셰프"\nYou are a chef.\n${FENCE}\n`,
  ask: `${FENCE}prompt id=ask\n{{question}} main\n${FENCE}\n`,
  people: `${FENCE}dataset id=people\nid,question\na,One?\n${FENCE}\n`,
  main: `${FENCE}matrix id=main
prompt: ask   # how
persona: [none, chef]
model: sandbox/tiny
data: people
exclude:
  - { persona: chef, temperature: 0.3 }
temperature: [0.3, 0.7]
${FENCE}
`,
  checks: `${FENCE}assert for=main\n- { id: short, type: max-graphemes, value: 600 }\n${FENCE}\n`,
  view: `${FENCE}view of=main layout=diff\nbaseline: { persona: chef }\n${FENCE}\n`,
  chart: `${FENCE}chart of=main kind=cost\n${FENCE}\n`,
};
const all = (...names: (keyof typeof PARTS)[]): string => names.map((name) => PARTS[name]).join('\n');
const WHOLE = all('chef', 'ask', 'people', 'main', 'checks', 'view', 'chart');
const problems = (text: string) => parseNotebook(text).problems.map(({ message }) => message.en);

describe('cells that come into a notebook together', () => {
  it('go on pointing to each other under their new ids, all that is theirs', () => {
    const named = withFreeIds(WHOLE, WHOLE);
    expect(named).toBe(
      WHOLE.replaceAll(/\bid=(chef|ask|people|main)\b/g, 'id=$1-2')
        .replaceAll(/\b(for|of)=main\b/g, '$1=main-2')
        .replace('prompt: ask ', 'prompt: ask-2 ')
        .replace('[none, chef]', '[none, chef-2]')
        .replace('data: people', 'data: people-2')
        .replaceAll('persona: chef', 'persona: chef-2'),
    );
    expect(problems(WHOLE)).toEqual([]);
    expect(problems(`${WHOLE}\n${named}`)).toEqual([]);
    const twice = pasteCells(pasteCells(WHOLE, 7, WHOLE).text, 0, WHOLE).text;
    expect(problems(twice)).toEqual([]);
    expect(twice).toContain('for=main-3');
  });

  it('point to what was there before where that is not among them', () => {
    const pasted = pasteCells(WHOLE, 7, all('checks', 'main')).text;
    expect(pasted).toContain('matrix id=main-2\nprompt: ask   # how\npersona: [none, chef]\n');
    expect(pasted).toContain('assert for=main-2\n- { id: short,');
    expect(pasteCells(WHOLE, 7, all('view')).text).toContain('view of=main layout');
    // Checks without their matrix are of the one that is there, and need ids of their own.
    expect(pasteCells(WHOLE, 7, all('checks')).text).toContain('assert for=main\n- { id: short-2,');
    const cell = parseNotebook(WHOLE).cells[3];
    expect(cell && duplicateCell(WHOLE, cell)).toContain('matrix id=main-2\nprompt: ask ');
  });

  it('keep ids that are free, and get none that another of them has', () => {
    expect(withFreeIds('# Nothing', WHOLE)).toBe(WHOLE);
    const two = PARTS.main + PARTS.main.replace('id=main', 'id=main-2') + PARTS.checks;
    expect(withFreeIds(PARTS.main, two)).toBe(
      two.replace('id=main\n', 'id=main-3\n').replace('for=main', 'for=main-3'),
    );
    const ofSecond = two.replace('for=main', 'for=main-2');
    expect(withFreeIds(PARTS.main, ofSecond)).toContain('for=main-2\n');
  });

  it('of one id among themselves each get their own; their names mean the first', () => {
    const named = withFreeIds(PARTS.main, PARTS.main + PARTS.checks + PARTS.main);
    expect([...named.matchAll(/(?:id|for)=(main\S*)/g)].map(([, id]) => id)).toEqual([
      'main-2',
      'main-2',
      'main-3',
    ]);
  });

  it('that cannot be read get free ids too, in what is no cell an id stays', () => {
    const broken = `${FENCE}matrix id=main\nprompt: [\n${FENCE}\n`;
    const code = `${FENCE}js id=main\nx\n${FENCE}\n`;
    expect(withFreeIds(WHOLE, broken + PARTS.chart + code)).toBe(
      broken.replace('main', 'main-2') + PARTS.chart.replace('main', 'main-2') + code,
    );
  });
});
