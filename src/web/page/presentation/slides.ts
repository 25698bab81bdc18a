import {
  cellsOf,
  type ChartCell,
  type NoteCell,
  type Notebook,
  type PersonaCell,
  type PromptCell,
  type ViewCell,
} from '../../../core/notebook.ts';

/** What is told on one screen: words, with the personas and prompts that they introduce; or results; or charts. */
export type Slide =
  | { kind: 'words'; notes: NoteCell[]; personas: PersonaCell[]; prompts: PromptCell[] }
  | { kind: 'results'; matrix: string; view: ViewCell | null; personas: PersonaCell[] }
  | { kind: 'charts'; charts: ChartCell[] };

type Words = Extract<Slide, { kind: 'words' }>;

/** Charts on one screen. */
const CHARTS_TOGETHER = 2;

function isHeaded(note: NoteCell): boolean {
  return /^\s*#{1,3} +\S/.test(note.body);
}

/**
 * The screens of a notebook, in its order. A note with a heading begins one; personas and prompts are told beside the words
 * before them; a matrix without a view of its own is shown where it stands. Sources (datasets, checks, the form of a
 * matrix) are not shown.
 */
export function toSlides(notebook: Notebook): Slide[] {
  const slides: Slide[] = [];
  const viewed = new Set(cellsOf(notebook, 'view').map(({ of }) => of));
  const words = (): Words => {
    const last = slides.at(-1);
    if (last?.kind === 'words') return last;
    const slide: Words = { kind: 'words', notes: [], personas: [], prompts: [] };
    slides.push(slide);
    return slide;
  };
  const results = (matrix: string, view: ViewCell | null) => {
    const cell = cellsOf(notebook, 'matrix').find(({ id }) => id === matrix);
    if (!cell) return;
    const personas = cellsOf(notebook, 'persona').filter(({ id }) => cell.personas.includes(id));
    slides.push({ kind: 'results', matrix, view, personas });
  };
  for (const cell of notebook.cells) {
    switch (cell.kind) {
      case 'note':
        if (cell.body.trim() === '') break;
        if (isHeaded(cell) && slides.at(-1)?.kind === 'words')
          slides.push({ kind: 'words', notes: [], personas: [], prompts: [] });
        words().notes.push(cell);
        break;
      case 'persona':
        words().personas.push(cell);
        break;
      case 'prompt':
        words().prompts.push(cell);
        break;
      case 'matrix':
        if (!viewed.has(cell.id)) results(cell.id, null);
        break;
      case 'view':
        results(cell.of, cell);
        break;
      case 'chart': {
        const last = slides.at(-1);
        if (last?.kind === 'charts' && last.charts.length < CHARTS_TOGETHER) last.charts.push(cell);
        else slides.push({ kind: 'charts', charts: [cell] });
        break;
      }
      case 'dataset':
      case 'assert':
      case 'other':
        break;
      default:
        cell satisfies never;
    }
  }
  return slides;
}
