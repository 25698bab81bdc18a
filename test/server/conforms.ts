import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import { expect } from 'vitest';
import type { Answer, Body, SampleApp } from './sample-app.ts';

/** What of an operation is looked into. */
export interface Operation {
  summary?: string;
  'x-summary-ko'?: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, { description?: string; content?: Record<string, { schema: Schema }> }>;
}

/** The OpenAPI document, as far as it is looked into. */
export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Asks, and expects the answer to be as the OpenAPI document says of its route (`/api/runs/{runId}/stop`). */
export async function askAsDocumented<T = Body>(
  { ask }: Pick<SampleApp, 'ask'>,
  route: string,
  path: string,
  init: Parameters<SampleApp['ask']>[1] = {},
): Promise<Answer<T>> {
  const document = (await ask<OpenApiDocument>('/api/openapi.json')).json;
  const answer = await ask<T>(path, init);
  const { responses } = document.paths[route]?.[(init.method ?? 'GET').toLowerCase()] ?? { responses: {} };
  const schema = (responses[answer.status] ?? responses['default'])?.content?.['application/json']?.schema;
  expect(schema, `${route} documents ${answer.status}`).toBeDefined();
  // References of OpenAPI lead to the document's root.
  const whole = { ...schema, components: document.components } as Schema;
  const { errors } = new Validator(whole, '2020-12').validate(answer.json);
  expect(errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)).toEqual([]);
  return answer;
}
