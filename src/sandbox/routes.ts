import { type Context, Hono } from 'hono';
import { AnthropicError } from './anthropic-error.ts';
import { checkVersion, parseAnthropicRequest, parseCountRequest } from './anthropic-request.ts';
import { toMessage, toMessageEvents } from './anthropic-wire.ts';
import { createEventStream } from './event-stream.ts';
import { OpenAiError } from './openai-error.ts';
import { MODEL_ID, parseOpenAiRequest } from './openai-request.ts';
import { toChatCompletion, toChunks } from './openai-wire.ts';
import type { SandboxPool } from './pool.ts';

const MAX_BODY_BYTES = 256 * 1024;
const DISPLAY_NAME = 'Gamut sandbox (a toy language model)';

/** Both vendors' protocols over one pool: `/openai/v1/...` and `/anthropic/v1/...`, relative to where this is mounted. */
export function createSandboxRoutes(pool: SandboxPool): Hono {
  return new Hono()
    .route('/openai', createOpenAiRoutes(pool))
    .route('/anthropic', createAnthropicRoutes(pool));
}

function createOpenAiRoutes(pool: SandboxPool): Hono {
  const app = new Hono();
  const model = { id: MODEL_ID, object: 'model', created: 0, owned_by: 'gamut' };

  app.use(async (c, next) => {
    c.header('x-request-id', createId('req_'));
    await next();
  });
  app.post('/v1/chat/completions', async (c) => {
    const request = parseOpenAiRequest(
      await readBody(
        c,
        () => OpenAiError.badJson(),
        () => OpenAiError.tooLarge(),
      ),
    );
    const abort = abortOf(c);
    const events = pool.generate(request.generation, { signal: abort.signal });
    const id = createId('chatcmpl-');
    const created = Math.floor(Date.now() / 1000);
    const frame = () => ({ id, created, fingerprint: pool.fingerprint });
    if (!request.isStream) return c.json(await toChatCompletion(events, request, frame));
    return createEventStream(c, toChunks(events, request, frame), (data) => `data: ${data}\n\n`, abort);
  });
  app.get('/v1/models', (c) => c.json({ object: 'list', data: [model] }));
  app.get('/v1/models/:id', (c) => {
    if (c.req.param('id') !== MODEL_ID) throw OpenAiError.unknownModel(c.req.param('id'));
    return c.json(model);
  });
  app.all('*', (c) => {
    throw new OpenAiError(`Unknown request URL: ${c.req.method} ${c.req.path}.`, {
      status: 404,
      code: 'unknown_url',
    });
  });
  app.onError((error, c) => {
    const known = error instanceof OpenAiError ? error : OpenAiError.internal(error.message);
    return c.json(known.body, known.status);
  });
  return app;
}

function createAnthropicRoutes(pool: SandboxPool): Hono<{ Variables: { requestId: string } }> {
  const app = new Hono<{ Variables: { requestId: string } }>();
  const model = {
    type: 'model',
    id: MODEL_ID,
    display_name: DISPLAY_NAME,
    created_at: '1970-01-01T00:00:00Z', // what the API says where the date is not known
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line: null,
    capabilities: null,
    max_input_tokens: null,
    max_tokens: null,
  };
  const badJson = () => new AnthropicError('The request body is not valid JSON');
  const tooLarge = () =>
    new AnthropicError('Request exceeds the maximum allowed number of bytes.', { type: 'request_too_large' });

  app.use(async (c, next) => {
    c.set('requestId', createId('req_'));
    c.header('request-id', c.get('requestId'));
    await next();
  });
  app.post('/v1/messages', async (c) => {
    const body = await readBody(c, badJson, tooLarge);
    const request = parseAnthropicRequest(body, c.req.header('anthropic-version'));
    const abort = abortOf(c);
    const events = pool.generate(request.generation, { signal: abort.signal });
    const id = createId('msg_');
    if (!request.isStream) return c.json(await toMessage(events, id));
    const messageEvents = toMessageEvents(events, id, c.get('requestId'));
    return createEventStream(
      c,
      messageEvents,
      ({ event, data }) => `event: ${event}\ndata: ${data}\n\n`,
      abort,
    );
  });
  app.post('/v1/messages/count_tokens', async (c) => {
    const body = await readBody(c, badJson, tooLarge);
    const { messages, continuesLast } = parseCountRequest(body, c.req.header('anthropic-version'));
    return c.json({ input_tokens: await pool.countTokens(messages, continuesLast) });
  });
  app.get('/v1/models', (c) => {
    checkVersion(c.req.header('anthropic-version'));
    return c.json({ data: [model], has_more: false, first_id: MODEL_ID, last_id: MODEL_ID });
  });
  app.get('/v1/models/:id', (c) => {
    checkVersion(c.req.header('anthropic-version'));
    if (c.req.param('id') !== MODEL_ID) {
      throw new AnthropicError(`model: ${c.req.param('id')}`, { type: 'not_found_error' });
    }
    return c.json(model);
  });
  app.all('*', () => {
    throw new AnthropicError('Not Found', { type: 'not_found_error' });
  });
  app.onError((error, c) => {
    const known =
      error instanceof AnthropicError ? error : new AnthropicError(error.message, { type: 'api_error' });
    return c.json(known.toBody(c.get('requestId')), known.status);
  });
  return app;
}

async function readBody(c: Context, badJson: () => Error, tooLarge: () => Error): Promise<unknown> {
  // What is too large is not read where its length is told; where it is not, it is read but not parsed.
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const text = await c.req.text();
  if (text.length > MAX_BODY_BYTES) throw tooLarge();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badJson();
  }
}

/** Aborts with the request: when the client is gone, its answer is no longer computed. */
function abortOf(c: Context): AbortController {
  const controller = new AbortController();
  const { signal } = c.req.raw;
  if (signal.aborted) controller.abort();
  else signal.addEventListener('abort', () => controller.abort(), { once: true });
  return controller;
}

function createId(prefix: string): string {
  return `${prefix}${crypto.randomUUID().replaceAll('-', '')}`;
}
