import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { fullLevelLabel, levelLabel, ruleLabel, variantLine } from '../../../src/web/results/axis-label.ts';

const notebook = parseNotebook(`---
gamut: 1
---

\`\`\`persona id=chef name="셰프"
A
\`\`\`

\`\`\`persona id=warm name=Coach
B
\`\`\`

\`\`\`persona id=cold name=Coach
C
\`\`\`

\`\`\`prompt id=ask
Hello
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef, warm, cold]
model: [sandbox/tiny, sandbox-anthropic/tiny, openai/gpt-4.1-nano]
\`\`\`
`);

describe('levelLabel', () => {
  it('calls personas by their names', () => {
    expect(levelLabel(notebook, 'persona', 'chef')).toBe('셰프');
    expect(levelLabel(notebook, 'persona', 'none')).toBe('no persona');
    expect(levelLabel(notebook, 'persona', 'gone')).toBe('gone');
  });

  it('tells two of one name apart by their ids', () => {
    expect(levelLabel(notebook, 'persona', 'warm')).toBe('Coach (warm)');
  });

  it('leaves the provider of a model out unless two have a model of that name', () => {
    expect(levelLabel(notebook, 'model', 'openai/gpt-4.1-nano')).toBe('gpt-4.1-nano');
    expect(levelLabel(notebook, 'model', 'sandbox-anthropic/tiny')).toBe('sandbox-anthropic/tiny');
  });

  it('writes any other value as it is', () => {
    expect(levelLabel(notebook, 'temperature', 0.3)).toBe('0.3');
    expect(levelLabel(notebook, 'response_format', { type: 'json_object' })).toBe('{"type":"json_object"}');
    expect(levelLabel(notebook, 'row', 'knee')).toBe('knee');
  });

  it('shortens what is long, its beginning first', () => {
    const label = levelLabel(notebook, 'row', `Knee ${'가나다 '.repeat(2000)}끝`);
    expect(label).toMatch(/^Knee 가나다 [\s\S]*…[\s\S]*끝$/);
    expect(Array.from(label).length).toBeLessThanOrEqual(60);
    expect(fullLevelLabel(notebook, 'stop', 'x'.repeat(5000)).length).toBeLessThanOrEqual(66);
  });
});

describe('a level on its own', () => {
  it('says which parameter it is of', () => {
    expect(fullLevelLabel(notebook, 'temperature', 0.3)).toBe('temperature 0.3');
    expect(fullLevelLabel(notebook, 'persona', 'chef')).toBe('셰프');
  });

  it('joins with others in one line', () => {
    const variant = { persona: 'chef', model: 'sandbox/tiny', temperature: 0.3 };
    expect(variantLine(notebook, variant, ['persona', 'temperature', 'seed'])).toBe('셰프 · temperature 0.3');
  });
});

describe('a rule of what is left out', () => {
  it('is told by names, and says whose a bare number is', () => {
    expect(ruleLabel(notebook, { persona: 'chef', temperature: 1.5 })).toBe('셰프 · temperature 1.5');
  });

  it('names each of several levels', () => {
    expect(ruleLabel(notebook, { persona: ['none', 'warm'], temperature: [0.3, 'default'] })).toBe(
      'no persona, Coach (warm) · temperature 0.3, default',
    );
  });

  it('keeps what no cell has a name for', () => {
    expect(ruleLabel(notebook, { persona: 'gone', row: 'knee' })).toBe('gone · knee');
  });
});
