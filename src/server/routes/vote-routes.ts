import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { VotedMatrix } from '../../store/votes.ts';
import { toIdentity } from '../../workbench/project.ts';
import { toVoteCsv } from '../../workbench/vote-csv.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { toAttachment } from '../attachment.ts';
import { toChunkedStream } from '../chunked-stream.ts';
import { createRouter } from '../create-router.ts';
import type { EventHub } from '../event-hub.ts';
import { said } from '../said.ts';
import { putVoteSchema, voteListSchema } from '../schema/annotation.ts';
import { refusals } from '../schema/error.ts';
import { matrixParam } from '../schema/matrix.ts';

const votesJson = { 'application/json': { schema: voteListSchema } };

const list = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/votes',
  tags: ['annotations'],
  ...said({
    en: 'The blind votes on pairs of answers of a matrix, in the order in which they were given.',
    ko: '매트릭스의 답변을 둘씩 가려 놓고 비교한 투표를 투표한 순서대로 돌려줍니다.',
  }),
  request: { params: matrixParam },
  responses: { 200: { description: 'The votes.', content: votesJson }, ...refusals },
});

const put = createRoute({
  method: 'put',
  path: '/api/notebooks/{name}/matrices/{matrix}/votes',
  tags: ['annotations'],
  ...said({
    en: 'Keeps the vote on a pair in the place of an earlier one, or takes it back.',
    ko: '한 쌍에 대한 투표를 저장하거나 바꾸거나 취소합니다.',
  }),
  request: {
    params: matrixParam,
    body: { required: true, content: { 'application/json': { schema: putVoteSchema } } },
  },
  responses: { 200: { description: 'All votes on the matrix then.', content: votesJson }, ...refusals },
});

const csv = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/votes.csv',
  tags: ['annotations'],
  ...said({
    en: 'The blind votes of a matrix as CSV, one row a vote with what stood on each side.',
    ko: '매트릭스의 블라인드 투표를 투표마다 한 행인 CSV로 내려받습니다.',
  }),
  request: { params: matrixParam },
  responses: {
    200: { description: 'A file.', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
  },
});

/** How pairs of answers were judged blind. */
export function voteRoutes(workbench: Workbench, { hub }: { hub: EventHub }): OpenAPIHono {
  const { votes } = workbench.results;
  const toPlace = ({ name, matrix }: { name: string; matrix: string }): VotedMatrix => ({
    notebook: toIdentity(workbench.project, name),
    cellId: matrix,
  });
  return createRouter()
    .openapi(list, (c) => c.json({ votes: votes.of(toPlace(c.req.valid('param'))) }, 200))
    .openapi(put, (c) => {
      const { name, matrix } = c.req.valid('param');
      const { a, b, verdict } = c.req.valid('json');
      const place = toPlace({ name, matrix });
      if (verdict === null) votes.remove(place, a, b);
      else votes.put(place, { a, b, verdict });
      hub.publish('votes-changed', { notebook: name, matrix });
      return c.json({ votes: votes.of(place) }, 200);
    })
    .openapi(csv, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const plan = await workbench.plan(name, matrix);
      const stem = (name.split('/').at(-1) ?? name).replace(/\.gamut\.md$/, '');
      return c.body(toChunkedStream(toVoteCsv([plan], workbench.results, { excel: true })), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': toAttachment(`${stem}.${matrix}.votes.csv`),
      });
    });
}
