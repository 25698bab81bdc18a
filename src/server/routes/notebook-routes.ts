import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { NotebookItem } from '../../core/api.ts';
import { countTrials } from '../../core/axes.ts';
import { holdsHtml, toNoteMarkup } from '../../core/html-report/note-markup.ts';
import { cellsOf, type Notebook } from '../../core/notebook.ts';
import type { NotebookEntry } from '../../store/notebook-folder.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import type { NotebookNews } from '../notebook-news.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  conflictSchema,
  createNotebookSchema,
  notebookFileSchema,
  notebookListSchema,
  notebookParam,
  notebookVersionSchema,
  saveNotebookSchema,
} from '../schema/notebook.ts';

const list = createRoute({
  method: 'get',
  path: '/api/notebooks',
  tags: ['notebooks'],
  ...said({ en: 'The notebooks of the folder.', ko: '폴더에 있는 노트북 목록입니다.' }),
  responses: {
    200: { description: 'The notebooks.', content: { 'application/json': { schema: notebookListSchema } } },
    ...refusals,
  },
});

const create = createRoute({
  method: 'post',
  path: '/api/notebooks',
  tags: ['notebooks'],
  ...said({ en: 'Makes a notebook.', ko: '노트북을 새로 만듭니다.' }),
  request: { body: { required: true, content: { 'application/json': { schema: createNotebookSchema } } } },
  responses: {
    201: { description: 'It is there.', content: { 'application/json': { schema: notebookVersionSchema } } },
    ...refusals,
  },
});

const read = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}',
  tags: ['notebooks'],
  ...said({
    en: 'The text of a notebook and of the dataset files that it names.',
    ko: '노트북의 텍스트와, 노트북이 가리키는 데이터셋 파일의 텍스트입니다.',
  }),
  request: { params: notebookParam },
  responses: {
    200: { description: 'The notebook.', content: { 'application/json': { schema: notebookFileSchema } } },
    ...refusals,
  },
});

const save = createRoute({
  method: 'put',
  path: '/api/notebooks/{name}',
  tags: ['notebooks'],
  ...said({
    en: 'Writes a notebook, unless it has changed on the disk since `baseVersion`.',
    ko: '노트북을 저장합니다. `baseVersion` 이후 디스크에서 바뀌었으면 저장하지 않습니다.',
  }),
  request: {
    params: notebookParam,
    body: { required: true, content: { 'application/json': { schema: saveNotebookSchema } } },
  },
  responses: {
    200: {
      description: 'It is on the disk.',
      content: { 'application/json': { schema: notebookVersionSchema } },
    },
    409: {
      description: 'It has changed on the disk: nothing was written, what is there is in `disk`.',
      content: { 'application/json': { schema: conflictSchema } },
    },
    ...refusals,
  },
});

async function toItem(
  workbench: Workbench,
  { name, title, modifiedAt, error }: NotebookEntry,
): Promise<NotebookItem> {
  if (error) return { name, title, lang: null, modifiedAt, errors: 1, warnings: 0, matrices: [], error };
  const { notebook } = await workbench.read(name);
  const { lang } = notebook;
  const count = (severity: 'error' | 'warning') =>
    notebook.problems.filter((problem) => problem.severity === severity).length;
  const matrices = cellsOf(notebook, 'matrix').map((cell) => ({
    id: cell.id,
    trials: countTrials(cell, notebook),
  }));
  const [errors, warnings] = [count('error'), count('warning')];
  return { name, title, lang, modifiedAt, errors, warnings, matrices, error: null };
}

/** Notes longer than this are made into HTML where they are shown. */
const PROSE_CHARACTERS = 20_000;

/** The notes that are Markdown alone, as HTML, by their text. */
function toProse(notebook: Notebook): Record<string, string> {
  const bodies = cellsOf(notebook, 'note').map(({ body }) => body);
  const short = bodies.filter((body) => body.length <= PROSE_CHARACTERS && !holdsHtml(body));
  return Object.fromEntries(short.map((body) => [body, toNoteMarkup(body)]));
}

/** Where a new notebook begins, when nothing else is said. */
function toFirstText(name: string): string {
  const title = (name.split('/').at(-1) ?? name).replace(/\.gamut\.md$/, '');
  return `---\ngamut: 1\ntitle: ${JSON.stringify(title)}\n---\n`;
}

/** The notebooks: list, make, read, write. */
export function notebookRoutes(workbench: Workbench, { news }: { news: NotebookNews }): OpenAPIHono {
  return createRouter()
    .openapi(list, async (c) => {
      const entries = await workbench.folder.list();
      // A file may go while the list is made.
      const items = await Promise.all(entries.map((entry) => toItem(workbench, entry).catch(() => null)));
      return c.json({ notebooks: items.filter((item) => item !== null) }, 200);
    })
    .openapi(create, async (c) => {
      const { name, text = toFirstText(name), withPins } = c.req.valid('json');
      const { version } = await workbench.folder.create(name, text, { withPins });
      news.tell(name.normalize('NFC'), version);
      return c.json({ name: name.normalize('NFC'), version }, 201);
    })
    .openapi(read, async (c) => {
      const { name, text, version, files, fileErrors, notebook } = await workbench.read(
        c.req.valid('param').name,
      );
      return c.json({ name, text, version, files, fileErrors, notebook, prose: toProse(notebook) }, 200);
    })
    .openapi(save, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const { text, baseVersion } = c.req.valid('json');
      const { version } = await workbench.folder.write(name, text, { baseVersion });
      news.tell(name, version);
      return c.json({ name, version }, 200);
    });
}
