import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono';
import type { NotebookFile } from '../../core/api.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { toAttachment } from '../attachment.ts';
import { toChunkedStream } from '../chunked-stream.ts';
import { createRouter } from '../create-router.ts';
import { toFileParts } from '../notebook-file.ts';
import { NotebookItems } from '../notebook-items.ts';
import type { NotebookNews } from '../notebook-news.ts';
import { NoteProse } from '../note-prose.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  conflictSchema,
  createNotebookSchema,
  notebookFileSchema,
  notebookListSchema,
  notebookParam,
  notebookQuery,
  notebookVersionSchema,
  patchNotebookSchema,
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
  request: { params: notebookParam, query: notebookQuery },
  responses: {
    200: { description: 'The notebook.', content: { 'application/json': { schema: notebookFileSchema } } },
    ...refusals,
  },
});

const download = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/file',
  tags: ['notebooks'],
  ...said({
    en: 'The notebook’s file to save, as it is on the disk.',
    ko: '디스크에 있는 그대로의 노트북 파일입니다. 내려받아 저장할 수 있습니다.',
  }),
  request: { params: notebookParam },
  responses: {
    200: { description: 'The file.', content: { 'text/markdown': { schema: z.string() } } },
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

const patch = createRoute({
  method: 'patch',
  path: '/api/notebooks/{name}',
  tags: ['notebooks'],
  ...said({
    en: 'Changes one place of a notebook, unless it has changed on the disk since `baseVersion`.',
    ko: '노트북의 한 곳을 바꿉니다. `baseVersion` 이후 디스크에서 바뀌었으면 바꾸지 않습니다.',
  }),
  request: {
    params: notebookParam,
    body: { required: true, content: { 'application/json': { schema: patchNotebookSchema } } },
  },
  responses: save.responses,
});

/** Where a new notebook begins, when nothing else is said. */
function toFirstText(name: string): string {
  const title = (name.split('/').at(-1) ?? name).replace(/\.gamut\.md$/, '');
  return `---\ngamut: 1\ntitle: ${JSON.stringify(title)}\n---\n`;
}

/** The notebooks: list, make, read, write. */
export function notebookRoutes(workbench: Workbench, { news }: { news: NotebookNews }): OpenAPIHono {
  const items = new NotebookItems(workbench);
  const prose = new NoteProse();
  return createRouter()
    .openapi(list, async (c) => c.json({ notebooks: await items.list() }, 200))
    .openapi(create, async (c) => {
      const { name, text = toFirstText(name), withPins } = c.req.valid('json');
      const { version } = await workbench.folder.create(name, text, { withPins });
      news.tell(name.normalize('NFC'), version);
      return c.json({ name: name.normalize('NFC'), version }, 201);
    })
    .openapi(read, async (c) => {
      const file = await workbench.read(c.req.valid('param').name);
      news.seen(file.name, file.version);
      const parts = toFileParts(file, { prose, isLean: c.req.valid('query').lean === '1' });
      return new Response(toChunkedStream(parts), {
        headers: { 'Content-Type': 'application/json' },
      }) as unknown as TypedResponse<NotebookFile, 200, 'json'>;
    })
    .openapi(download, async (c) => {
      const { name, text } = await workbench.folder.read(c.req.valid('param').name);
      return c.body(text, 200, {
        'Content-Type': 'text/markdown; charset=utf-8',
        'Content-Disposition': toAttachment(name.split('/').at(-1) ?? name),
      });
    })
    .openapi(save, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const { text, baseVersion } = c.req.valid('json');
      const { version } = await workbench.folder.write(name, text, { baseVersion });
      news.tell(name, version);
      return c.json({ name, version }, 200);
    })
    .openapi(patch, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const { baseVersion, ...change } = c.req.valid('json');
      const { version } = await workbench.folder.patch(name, change, { baseVersion });
      news.tell(name, version);
      return c.json({ name, version }, 200);
    });
}
