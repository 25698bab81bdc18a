import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { FolderError } from '../../store/folder-error.ts';
import { pinsNameOf } from '../../store/notebook-name.ts';
import { pinMatrix, unpinMatrix } from '../../workbench/pin-matrix.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { toAttachment } from '../attachment.ts';
import { createRouter } from '../create-router.ts';
import type { NotebookNews } from '../notebook-news.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { notebookParam } from '../schema/notebook.ts';
import { matrixParam, pinResultSchema, pinSchema } from '../schema/matrix.ts';

const responses = {
  200: { description: 'What was written.', content: { 'application/json': { schema: pinResultSchema } } },
  ...refusals,
};

const pin = createRoute({
  method: 'post',
  path: '/api/notebooks/{name}/matrices/{matrix}/pin',
  tags: ['matrices'],
  ...said({
    en: 'Writes the answers of a matrix beside the notebook (*.results.jsonl), for git and for opening without a database.',
    ko: '매트릭스의 답변을 노트북 옆 파일(*.results.jsonl)에 씁니다. git에 올리거나 데이터베이스 없이 열 수 있습니다.',
  }),
  request: {
    params: matrixParam,
    body: { required: true, content: { 'application/json': { schema: pinSchema } } },
  },
  responses,
});

const unpin = createRoute({
  method: 'delete',
  path: '/api/notebooks/{name}/matrices/{matrix}/pin',
  tags: ['matrices'],
  ...said({
    en: 'Takes the pinned results of a matrix away. What the database has of them stays.',
    ko: '매트릭스의 고정된 결과를 지웁니다. 데이터베이스에 있는 결과는 남습니다.',
  }),
  request: { params: matrixParam },
  responses,
});

const download = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/pins',
  tags: ['notebooks'],
  ...said({
    en: 'The file of the pinned results of all matrices (*.results.jsonl) to save. It belongs beside the notebook’s file, under its name.',
    ko: '모든 매트릭스의 고정된 결과 파일(*.results.jsonl)입니다. 내려받아 노트북 파일 옆에 같은 이름으로 둡니다.',
  }),
  request: { params: notebookParam },
  responses: {
    200: { description: 'The file.', content: { 'text/plain': { schema: z.string() } } },
    ...refusals,
  },
});

/** Pinned results: write them, take them away, give their file. */
export function pinRoutes(workbench: Workbench, { news }: { news: NotebookNews }): OpenAPIHono {
  return createRouter()
    .openapi(download, async (c) => {
      const name = c.req.valid('param').name.normalize('NFC');
      const file = pinsNameOf(name);
      const text = await workbench.folder.pins.read(name);
      if (text === null) throw new FolderError('not_found', file);
      return c.text(text, 200, {
        'Content-Disposition': toAttachment(file.split('/').at(-1) ?? file),
      });
    })
    .openapi(pin, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const result = await pinMatrix(workbench, name, matrix, c.req.valid('json'));
      news.tellPins(name.normalize('NFC'));
      return c.json(result, 200);
    })
    .openapi(unpin, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const result = await unpinMatrix(workbench, name, matrix);
      news.tellPins(name.normalize('NFC'));
      return c.json(result, 200);
    });
}
