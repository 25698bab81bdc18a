import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRouter } from '../create-router.ts';
import type { EventHub, Subscription } from '../event-hub.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';

/** How often a stream says that it is alive while nothing happens, milliseconds. */
const HEARTBEAT_MS = 15_000;
/** What a browser waits before it connects again, milliseconds. */
const RECONNECT_MS = 1_000;

const events = createRoute({
  method: 'get',
  path: '/api/events',
  tags: ['runs'],
  ...said({
    en: 'Everything that happens, as server-sent events; one stream a tab.',
    ko: '일어나는 모든 일을 서버 전송 이벤트로 보냅니다. 탭마다 스트림 하나면 됩니다.',
  }),
  description:
    'Events: `reset` (Run[]: the state of all runs; first on a new connection, and again whenever events were lost), ' +
    '`run` (RunEvent[]: to be applied in order), `notebook-changed` ({name, version}), `data-changed` ({name}: a file ' +
    'that its datasets name), `providers-changed` ({}), ' +
    '`annotation-changed` (Annotation: all that is said of one result now), `votes-changed` ({notebook, matrix}), ' +
    '`current-changed` (CurrentRecord: an earlier answer was made current). ' +
    'Each has an id; a connection with Last-Event-ID gets what came after it, or a `reset`.',
  request: { headers: z.object({ 'last-event-id': z.string().optional() }) },
  responses: {
    200: { description: 'The stream.', content: { 'text/event-stream': { schema: z.string() } } },
    ...refusals,
  },
});

function toStream(subscription: Subscription): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      start: (controller) => controller.enqueue(encoder.encode(`retry: ${RECONNECT_MS}\n\n`)),
      // Only asked for when the tab has taken what came before: the hub bounds what waits for it.
      pull: async (controller) => {
        const text = await subscription.next(HEARTBEAT_MS);
        if (text === null) controller.close();
        else controller.enqueue(encoder.encode(text === '' ? ': still here\n\n' : text));
      },
      cancel: () => subscription.close(),
    },
    { highWaterMark: 1 },
  );
}

/** `GET /api/events`. */
export function eventRoutes(hub: EventHub): OpenAPIHono {
  return createRouter().openapi(events, (c) => {
    const subscription = hub.subscribe(c.req.valid('header')['last-event-id'] ?? null);
    return c.body(toStream(subscription), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
  });
}
