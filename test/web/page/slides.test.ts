import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { toSlides } from '../../../src/web/page/presentation/slides.ts';

const FENCE = '```';
const cell = (info: string, body: string) => `${FENCE}${info}\n${body}\n${FENCE}\n\n`;
const chef = cell('persona id=chef name=Chef', 'You are a chef.');
const ask = cell('prompt id=ask', 'What shall I eat?');
const main = cell('matrix id=main', 'prompt: ask\npersona: chef\nmodel: sandbox/tiny\ntemperature: [0, 1]');
const slidesOf = (text: string) => toSlides(parseNotebook(`---\ngamut: 1\n---\n${text}`));
const kindsOf = (text: string) => slidesOf(text).map(({ kind }) => kind);

describe('the screens of a presentation', () => {
  it('tell words with the personas and prompts they introduce, then results, then charts', () => {
    const view = cell('view of=main layout=pivot', 'rows: persona');
    const chart = cell('chart of=main kind=cost', 'by: persona');
    const slides = slidesOf(`# Tone\n\nWhy.\n\n${chef}${ask}${main}${view}${chart}`);
    expect(slides.map(({ kind }) => kind)).toEqual(['words', 'results', 'charts']);
    expect(slides[0]).toMatchObject({ personas: [{ name: 'Chef' }], prompts: [{ id: 'ask' }] });
    expect(slides[1]).toMatchObject({ matrix: 'main', view: { of: 'main' }, personas: [{ name: 'Chef' }] });
  });

  it('leave out datasets, checks and the form of a matrix, but show the results of one that has no view', () => {
    const rows = cell('dataset id=rows format=csv', 'id,question\na,b');
    const checks = cell('assert for=main', '- { id: short, type: max-sentences, value: 3 }');
    expect(kindsOf(`${chef}${ask}${rows}${main}${checks}`)).toEqual(['words', 'results']);
  });

  it('begin anew at a heading, and not at a note without one', () => {
    const one = `# One\n\ntext\n\n${chef}`;
    expect(kindsOf(`${one}more text\n\n`)).toEqual(['words']);
    expect(kindsOf(`${one}## Two\n\nmore text\n\n`)).toEqual(['words', 'words']);
  });

  it('show two charts together at most', () => {
    const chart = cell('chart of=main kind=cost', 'by: persona');
    expect(kindsOf(`${chef}${ask}${main}${chart.repeat(3)}`)).toEqual([
      'words',
      'results',
      'charts',
      'charts',
    ]);
  });

  it('are none for an empty notebook', () => {
    expect(slidesOf('')).toEqual([]);
  });
});
