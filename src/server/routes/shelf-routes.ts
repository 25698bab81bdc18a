import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { importNotebooks } from '../../workbench/import-notebooks.ts';
import {
  deleteNotebook,
  duplicateNotebook,
  renameNotebook,
  restoreNotebook,
} from '../../workbench/notebook-shelf.ts';
import { readPersonas } from '../../workbench/persona-library.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import type { LiveRuns } from '../live-runs.ts';
import type { NotebookNews } from '../notebook-news.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  importResultSchema,
  importSchema,
  notebookParam,
  notebookVersionSchema,
  personaLibrarySchema,
  renameNotebookSchema,
  restoredSchema,
  trashedSchema,
  trashListSchema,
  trashParam,
} from '../schema/notebook.ts';

const rename = createRoute({
  method: 'post',
  path: '/api/notebooks/{name}/rename',
  tags: ['notebooks'],
  ...said({
    en: 'Gives a notebook another name, title, or both. Its results, history, spending and pinned results come along. Refused while a run of it goes on.',
    ko: '노트북의 이름이나 제목을 바꿉니다. 결과, 기록, 지출, 고정된 결과가 함께 옮겨집니다. 실행 중에는 바꿀 수 없습니다.',
  }),
  request: {
    params: notebookParam,
    body: { required: true, content: { 'application/json': { schema: renameNotebookSchema } } },
  },
  responses: {
    200: {
      description: 'It has that name.',
      content: { 'application/json': { schema: notebookVersionSchema } },
    },
    ...refusals,
  },
});

const duplicate = createRoute({
  method: 'post',
  path: '/api/notebooks/{name}/duplicate',
  tags: ['notebooks'],
  ...said({ en: 'Makes a copy of a notebook beside it.', ko: '노트북을 같은 폴더에 복제합니다.' }),
  request: { params: notebookParam },
  responses: {
    201: {
      description: 'The copy.',
      content: { 'application/json': { schema: notebookVersionSchema } },
    },
    ...refusals,
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/notebooks/{name}',
  tags: ['notebooks'],
  ...said({
    en: 'Moves a notebook to the trash folder (.trash), from where it can be brought back. Its dataset files stay. Refused while a run of it goes on.',
    ko: '노트북을 휴지통 폴더(.trash)로 옮깁니다. 되돌릴 수 있으며 데이터셋 파일은 남습니다. 실행 중에는 삭제할 수 없습니다.',
  }),
  request: { params: notebookParam },
  responses: {
    200: {
      description: 'It is in the trash.',
      content: { 'application/json': { schema: trashedSchema } },
    },
    ...refusals,
  },
});

const trash = createRoute({
  method: 'get',
  path: '/api/trash',
  tags: ['notebooks'],
  ...said({
    en: 'What the trash holds, the last deleted first: the newest 200.',
    ko: '휴지통에 있는 노트북입니다. 나중에 삭제한 것부터 최대 200개입니다.',
  }),
  responses: {
    200: { description: 'The trash.', content: { 'application/json': { schema: trashListSchema } } },
    ...refusals,
  },
});

const restore = createRoute({
  method: 'post',
  path: '/api/trash/{trash}/restore',
  tags: ['notebooks'],
  ...said({
    en: 'Brings a notebook back out of the trash. Where its name is taken it gets a number.',
    ko: '노트북을 휴지통에서 되돌립니다. 같은 이름이 있으면 번호를 붙입니다.',
  }),
  request: { params: trashParam },
  responses: {
    200: { description: 'It is back.', content: { 'application/json': { schema: restoredSchema } } },
    ...refusals,
  },
});

const add = createRoute({
  method: 'post',
  path: '/api/import',
  tags: ['notebooks'],
  ...said({
    en: 'Puts notebooks into the folder, with dataset files that they name and pinned results. Taken names get a number; what cannot be taken is told.',
    ko: '노트북과 노트북에서 쓰는 데이터 파일, 고정된 결과를 폴더에 넣습니다. 같은 이름이 있으면 번호를 붙이고, 넣지 못한 파일은 이유를 알려 줍니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: importSchema } } } },
  responses: {
    200: {
      description: 'What came of it.',
      content: { 'application/json': { schema: importResultSchema } },
    },
    ...refusals,
  },
});

const personas = createRoute({
  method: 'get',
  path: '/api/personas',
  tags: ['notebooks'],
  ...said({
    en: 'The personas of all notebooks; equal ones once.',
    ko: '모든 노트북의 페르소나입니다. 같은 것은 한 번만 나옵니다.',
  }),
  responses: {
    200: {
      description: 'The personas.',
      content: { 'application/json': { schema: personaLibrarySchema } },
    },
    ...refusals,
  },
});

/** More than anybody looks through. */
const MOST_TRASHED = 200;

/** What is done with notebooks as a whole: rename, duplicate, delete and bring back, import; and the personas of them all. */
export function shelfRoutes(
  workbench: Workbench,
  { news, liveRuns }: { news: NotebookNews; liveRuns: LiveRuns },
): OpenAPIHono {
  const isRunning = (name: string) => liveRuns.isBusy(name);
  return createRouter()
    .openapi(rename, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const change = { ...c.req.valid('json'), isRunning };
      const renamed = await news.whileMoving(name, async () => {
        const done = await renameNotebook(workbench, name, change);
        if (done.name !== name) news.tellMove({ from: name, to: done.name }, done.version);
        return done;
      });
      if (renamed.name === name) news.tell(name, renamed.version);
      return c.json(renamed, 200);
    })
    .openapi(duplicate, async (c) => {
      const copy = await duplicateNotebook(workbench, c.req.valid('param').name.normalize('NFC'));
      news.tell(copy.name, copy.version);
      return c.json(copy, 201);
    })
    .openapi(remove, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const { trash } = await news.whileMoving(name, async () => {
        const done = await deleteNotebook(workbench, name, { isRunning });
        news.tellMove({ from: name, to: null });
        return done;
      });
      return c.json({ name, trash }, 200);
    })
    .openapi(trash, async (c) => {
      const found = await workbench.folder.trashed(MOST_TRASHED);
      const notebooks = found.map(({ id, ...rest }) => ({ ...rest, trash: id }));
      return c.json({ notebooks }, 200);
    })
    .openapi(restore, async (c) => {
      const { name } = await restoreNotebook(workbench, c.req.valid('param').trash);
      const { version } = await workbench.folder.read(name);
      news.tellMove({ from: null, to: name }, version);
      return c.json({ name }, 200);
    })
    .openapi(add, async (c) => {
      const result = await importNotebooks(workbench, c.req.valid('json').files);
      for (const { name } of result.added) {
        const read = await workbench.folder.read(name).catch(() => null);
        if (read) news.tell(name, read.version);
      }
      return c.json(result, 200);
    })
    .openapi(personas, async (c) => c.json({ personas: await readPersonas(workbench) }, 200));
}
