import { describe, expect, test } from 'vitest';
import { inKorean } from '../../../src/server/docs-korean.ts';
import type { OpenApiDocument } from '../conforms.ts';
import { openApp } from '../sample-app.ts';

/** Every reference in a document. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));
}

describe('the OpenAPI document', () => {
  test('has every route of the API', async () => {
    const { app, ask } = await openApp();
    const { json } = await ask<OpenApiDocument>('/api/openapi.json');
    const documented = Object.entries(json.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '*' && path !== '/*')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect([...new Set(routes)].sort()).toEqual(documented.sort());
    expect(documented.length).toBeGreaterThan(20);
  });

  test('is whole: references lead somewhere, parameters are declared, each operation is said in both languages', async () => {
    const { ask } = await openApp();
    const { json } = await ask<OpenApiDocument>('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    for (const ref of refsIn(json)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(ref)?.[1] ?? ref;
      expect(json.components.schemas).toHaveProperty(name);
    }
    for (const [path, operations] of Object.entries(json.paths)) {
      for (const operation of Object.values(operations)) {
        const inPath = operation.parameters?.filter((one) => one.in === 'path').map(({ name }) => name) ?? [];
        expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
        expect(operation.summary).toMatch(/[a-z].*\.$/);
        expect(operation['x-summary-ko']).toMatch(/[가-힣]/);
        expect(Object.values(operation.responses ?? {}).every(({ description }) => description)).toBe(true);
      }
    }
  });
});

/** Every description in a part of a document. */
function descriptionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'description' && typeof inner === 'string' ? [inner] : descriptionsIn(inner),
  );
}

describe('the page of it', () => {
  test('every description has its Korean (src/server/docs-korean.ts)', async () => {
    const { ask } = await openApp();
    const { json } = await ask<OpenApiDocument>('/api/openapi.json');
    const english = [...new Set(descriptionsIn(json))];
    expect(english.length).toBeGreaterThan(100);
    expect(english.filter((one) => !/[가-힣]/.test(inKorean({ description: one }).description))).toEqual([]);
  });

  test('in Korean it has no English sentence', async () => {
    const { ask } = await openApp();
    const { text } = await ask('/api/docs', { headers: { 'accept-language': 'ko' } });
    expect(text).toContain('거절하거나 실패한 경우입니다.');
    expect(text).not.toContain('A refusal or a fault.');
    expect(text).not.toMatch(/\b(?:the|null where|what is)\b/i);
  });

  test.each([
    ['en', 'Parameters'],
    ['ko', '매개변수'],
  ])('is in %s, and loads nothing from elsewhere', async (locale, word) => {
    const { ask } = await openApp();
    const { headers, text } = await ask('/api/docs', { headers: { 'accept-language': locale } });
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain(word);
    expect(text.replaceAll(/<[^>]*>/g, '')).toContain('POST /api/runs');
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/);
    const loaded = [...text.matchAll(/(?:href|src)="([^#"][^"]*)"/g)].map(([, address]) => address);
    expect(loaded).toEqual(['/api/docs.css', '/api/openapi.json']);
    expect((await ask('/api/docs.css')).headers.get('content-type')).toContain('text/css');
  });
});
