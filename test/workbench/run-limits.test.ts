import { expect, it } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { parseConfig } from '../../src/providers/config.ts';
import { toLimits } from '../../src/workbench/run-limits.ts';

function limitsOf(config: string, frontMatter = 'gamut: 1') {
  const { budget } = parseNotebook(`---\n${frontMatter}\n---\n`);
  return toLimits({ runUsd: null, notebook: budget, config: parseConfig(config).config });
}

it('reads limits in dollars and in won', () => {
  const config =
    'krw_per_usd: { rate: 1000, as_of: 2026-11-01 }\nbudget: { per_run_krw: 500, per_day_usd: 2 }\n';
  expect(limitsOf(config, 'budget: { max_cost_krw: 100, max_cost_usd: 3 }')).toEqual({
    run: 0.5,
    notebook: 0.1,
    day: 2,
  });
  expect(limitsOf('')).toEqual({ run: null, notebook: null, day: null });
});

it.each([
  'budget: { per_run_usd: -1 }',
  'budget: { per_dayusd: 1 }',
  'budget: 5',
  'budget: { per_day_usd: "5 dollars" }',
  'budget: [1',
  'budgets: { per_day_usd: 5 }',
  'Budget: { per_day_usd: 5 }',
  'budget: { per_day_usd: 5, per_day_usd: 6 }',
  'concurrency: [',
])('lets nothing be spent where the configuration says `%s`', (config) => {
  expect(() => limitsOf(config)).toThrow('cannot be read');
});

it.each([
  'budget: { max_cost_usd: -1 }',
  'budget: { max_cost: 1 }',
  'budgets: { max_cost_usd: 1 }',
  'Budget: { max_cost_usd: 1 }',
  'budget: 5',
  'budget: { max_cost_usd: abc }',
  'budget: [1',
  'budgets: { per_day_usd: 5 }',
  'Budget: { per_day_usd: 5 }',
])('lets nothing be spent where the front matter says `%s`', (frontMatter) => {
  expect(() => limitsOf('', frontMatter)).toThrow('cannot be read');
});

it('needs a rate for won, and no budget for anything else that is wrong', () => {
  expect(() => limitsOf('budget: { per_day_krw: 100 }')).toThrow('has no rate');
  expect(limitsOf('concurrency: many\nbudget: { per_day_usd: 1 }\n')).toMatchObject({ day: 1 });
});
