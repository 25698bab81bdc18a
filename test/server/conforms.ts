import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import { expect } from 'vitest';
import type { Answer, SampleApp } from './sample-app.ts';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Asks, and expects the answer to be as the OpenAPI document says of its route (`/api/runs/{runId}/stop`). */
export async function askAsDocumented(
  { ask }: Pick<SampleApp, 'ask'>,
  route: string,
  path: string,
  init: Parameters<SampleApp['ask']>[1] = {},
): Promise<Answer> {
  const document = (await ask('/api/openapi.json')).json as Document;
  const answer = await ask(path, init);
  const { responses } = document.paths[route]?.[(init.method ?? 'GET').toLowerCase()] ?? { responses: {} };
  const schema = (responses[answer.status] ?? responses['default'])?.content?.['application/json']?.schema;
  expect(schema, `${route} documents ${answer.status}`).toBeDefined();
  // References of OpenAPI lead to the document's root.
  const whole = { ...schema, components: document.components } as Schema;
  const { errors } = new Validator(whole, '2020-12').validate(answer.json);
  expect(errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)).toEqual([]);
  return answer;
}
