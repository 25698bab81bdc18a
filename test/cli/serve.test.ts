import { expect, test } from 'vitest';
import { findPort } from '../../src/cli/serve.ts';
import { UsageError } from '../../src/cli/terminal.ts';
import { createCliProject } from './cli-project.ts';

test('the port is --port, else PORT, else 4600', () => {
  expect(findPort(5000, { PORT: '6000' })).toBe(5000);
  expect(findPort(undefined, { PORT: '6000' })).toBe(6000);
  expect(findPort(undefined, {})).toBe(4600);
  expect(() => findPort(undefined, { PORT: 'lots' })).toThrow(UsageError);
});

test('a folder that is not there ends with 2 and a sentence', async () => {
  const project = createCliProject('http://127.0.0.1:9/v1');
  const { code, err } = await project.gamut(['serve', '--dir', 'gone']);
  expect([code, err]).toEqual([2, expect.stringContaining('gone')]);
});

test('an address that others can reach demands GAMUT_TOKEN', async () => {
  const project = createCliProject('http://127.0.0.1:9/v1');
  const { code, err } = await project.gamut(['serve', '--dir', 'experiments', '--host', '0.0.0.0']);
  expect([code, err]).toEqual([1, expect.stringContaining('set GAMUT_TOKEN')]);
});
