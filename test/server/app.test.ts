import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreError } from '../../src/store/store-error.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { NOTEBOOK } from '../workbench/sample-project.ts';
import { openApp } from './sample-app.ts';

describe('every answer', () => {
  test('keeps the browser from loading or sending anything elsewhere', async () => {
    const { ask } = await openApp();
    for (const path of ['/api/settings', '/api/docs', '/api/nothing', '/nothing']) {
      const { headers } = await ask(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const refused = await ask('/api/settings', { headers: { host: 'evil.example' } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('to an unknown path is a JSON error, in the asker’s language', async () => {
    const { ask } = await openApp();
    const { status, json } = await ask('/api/nothing', { headers: { 'accept-language': 'ko' } });
    expect(status).toBe(404);
    expect(json).toEqual({
      error: { kind: 'not_found', message: 'GET /api/nothing에는 아무것도 없습니다.', hint: null },
    });
  });

  test('may be compressed', async () => {
    const { app } = await openApp();
    const answer = await app.request('http://127.0.0.1:4600/api/openapi.json', {
      headers: { host: '127.0.0.1:4600', 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
  });
});

describe('requests that do not fit', () => {
  test('are told what is wrong and where', async () => {
    const { ask } = await openApp();
    const order = { notebook: 'tone.gamut.md', matrix: 'main', mode: 'some', more: 1 };
    const { status, json } = await ask('/api/runs', { method: 'POST', body: order });
    expect(status).toBe(400);
    expect(json.error).toEqual({
      kind: 'invalid_request',
      message:
        'The request is not valid. body mode: must be one of: missing, all, failed; body: has unknown keys: more.',
      hint: 'See /api/docs for what is expected.',
    });
    const query = await ask('/api/notebooks/tone.gamut.md/matrices/main/results?limit=many', {
      headers: { 'accept-language': 'ko-KR' },
    });
    expect(query.status).toBe(400);
    expect(query.json.error.message).toBe('요청이 올바르지 않습니다. 쿼리 limit: 필요한 형식은 숫자입니다.');
  });

  test.each([
    ['half a JSON', '{"notebook":', 'The body is not valid JSON.'],
    ['nothing', '', 'The body is not valid JSON.'],
  ])('%s', async (_what, body, message) => {
    const { ask } = await openApp();
    const { status, json } = await ask('/api/runs', { method: 'POST', body });
    expect(status).toBe(400);
    expect(json.error.message).toContain(message);
  });

  test('a body of another type', async () => {
    const { ask } = await openApp();
    const headers = { 'content-type': 'text/plain' };
    const { status, json } = await ask('/api/runs', { method: 'POST', body: '{}', headers });
    expect(status).toBe(415);
    expect(json.error.kind).toBe('invalid_request');
  });

  test('a body that is too large', async () => {
    const { ask } = await openApp();
    const body = { text: 'x'.repeat(17 * 1024 * 1024), baseVersion: 'v' };
    const { status, json } = await ask('/api/notebooks/tone.gamut.md', { method: 'PUT', body });
    expect(status).toBe(413);
    expect(json.error).toMatchObject({ kind: 'too_large', hint: expect.stringContaining('dataset src=') });
  });
});

describe('faults', () => {
  test('are told without their text and logged with it', async () => {
    const { ask, workbench, logged } = await openApp();
    workbench.folder.list = () => Promise.reject(new TypeError('a secret place in the code'));
    const { status, text, json } = await ask('/api/notebooks');
    expect(status).toBe(500);
    expect(json.error.kind).toBe('internal');
    expect(text).not.toContain('secret place');
    expect(logged.join('')).toContain('secret place');
  });

  test('of the disk keep their words', async () => {
    const { ask, workbench } = await openApp();
    workbench.results.book.spentToday = () => {
      throw new StoreError('locked', 'gamut.db');
    };
    const { status, json } = await ask('/api/spend', { headers: { 'accept-language': 'ko' } });
    expect(status).toBe(503);
    expect(json.error).toMatchObject({
      kind: 'store_locked',
      message: expect.stringContaining('잠그고 있습니다'),
    });
  });
});

describe('the page', () => {
  function createDist(): string {
    const dist = createTempFolder();
    mkdirSync(join(dist, 'assets'));
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Gamut</title>');
    writeFileSync(join(dist, 'assets', 'main-abc123.js'), 'export {};');
    writeFileSync(join(dist, '.hidden'), 'hidden');
    return dist;
  }

  test('is served with its hashed files kept for ever and the rest asked for anew', async () => {
    const { ask } = await openApp({ dist: createDist() });
    const page = await ask('/');
    expect(page.text).toContain('<title>Gamut</title>');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await ask('/assets/main-abc123.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  test.each([
    '/.hidden',
    '/assets',
    '/assets/',
    '/nothing.js',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%2findex.html',
  ])('has nothing at %s', async (path) => {
    const { ask } = await openApp({ dist: createDist() });
    expect((await ask(path)).status).toBe(404);
  });
});

test('two apps over one project see each other’s notebooks', async () => {
  const one = await openApp();
  const two = await openApp({ root: one.root });
  await one.ask('/api/notebooks', { method: 'POST', body: { name: 'new.gamut.md', text: NOTEBOOK } });
  expect((await two.ask('/api/notebooks/new.gamut.md')).json.text).toBe(NOTEBOOK);
});
