import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { levelHint } from '../../../src/web/results/level-hint.ts';

const LONG = `${'가나다라 '.repeat(1000)}끝`;
const notebook = parseNotebook(`---
gamut: 1
---

\`\`\`persona id=chef name="셰프"
${LONG}
\`\`\`

\`\`\`persona id=wordy name="${'Very '.repeat(100)}long"
Short.
\`\`\`

\`\`\`prompt id=ask
Hello {{name}}
\`\`\`

\`\`\`dataset id=others format=csv
id,name
knee,not this one
\`\`\`

\`\`\`dataset id=people format=csv
id,name,question
knee,현우,무릎이 아파요
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef, wordy]
model: sandbox/tiny
data: people
\`\`\`
`);
const place = { notebook, matrix: 'main' };

describe('what stands behind the name of a level', () => {
  it('is a persona’s whole text, under its name', () => {
    expect(levelHint(place, 'persona', 'chef')).toEqual({ title: '셰프', text: LONG });
  });

  it('begins with the whole name where that had to be shortened', () => {
    const hint = levelHint(place, 'persona', 'wordy');
    expect(hint?.title.length).toBeLessThanOrEqual(60);
    expect(hint?.text).toMatch(/^Very Very [\s\S]*long\n\nShort\.$/);
  });

  it('is a prompt’s text, and the values of a row of the matrix’s own data', () => {
    expect(levelHint(place, 'prompt', 'ask')?.text).toBe('Hello {{name}}');
    expect(levelHint(place, 'row', 'knee')?.text).toBe('name: 현우\nquestion: 무릎이 아파요');
  });

  it('is a value that is too long to be shown whole, and nothing where there is nothing more', () => {
    const schema = {
      type: 'json_schema',
      schema: { required: Array.from({ length: 50 }, (_, n) => String(n)) },
    };
    const hint = levelHint(place, 'response_format', schema);
    expect(hint?.title).toContain('…');
    expect(hint?.text).toContain('"49"');
    expect(levelHint(place, 'temperature', 0.3)).toBeNull();
    expect(levelHint(place, 'persona', 'none')).toBeNull();
    expect(levelHint(place, 'model', 'sandbox/tiny')).toBeNull();
  });
});
