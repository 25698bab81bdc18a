/* oxlint-disable no-control-regex -- finding control characters is what this is for */
import { expect, test } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { HOSTILE_TEXTS, LONG_LINE } from '../hostile-texts.ts';
import { createCliProject } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

// What YAML and JSON can carry: the notebook is a text file.
const rows = Object.entries({ ...HOSTILE_TEXTS, long: LONG_LINE });
const lines = rows.map(([id, text]) => JSON.stringify({ id, question: text }));

const NOTEBOOK = `---
gamut: 1
title: "\u001b[2J title"
---
\`\`\`persona id=chef name="\u202e<b>\u001b[31m"
Be kind.
\`\`\`

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people format=jsonl
${lines.join('\n')}
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: chef
model: [vendor/small, "vendor/\u001b[2Jbad"]
data: people
note: ["\\e]0;owned\\a"]
\`\`\`
`;

/** What a terminal would obey, but for Gamut's own colours and the bar's own moves of the cursor. */
function findCodes(text: string): string[] {
  const own = /\u001b\[(1|2|22|31|32|33|39)m|\u001b\[\??\d*[A-GKJlh]|\r/g;
  return (
    text.replace(own, '').match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? []
  );
}

test(
  'hostile texts are only texts to the command line: on the terminal, in CSV and in JSONL',
  { timeout: 60_000 },
  async () => {
    const vendor = await startVendor(({ model, messages }) => {
      const asked = messages.at(-1)?.content ?? '';
      return model === 'small' ? { text: asked } : { status: 400, message: asked };
    });
    const project = createCliProject(vendor.baseUrl, { notebook: NOTEBOOK });
    const args = ['run', 'experiments/tone.gamut.md', '--yes'];
    for (const isTTY of [true, false]) {
      const run = await project.gamut(args, { isTTY });
      expect(run.code).toBe(1);
      expect(run.err).toContain('request refused');
      expect(findCodes(run.err)).toEqual([]);
      expect(Math.max(...run.err.split('\n').map((line) => line.length))).toBeLessThan(2000);
      if (isTTY) expect(findCodes(run.out)).toEqual([]);
    }
    for (const command of [
      ['check', 'experiments/tone.gamut.md'],
      ['estimate', 'experiments/tone.gamut.md'],
      ['models'],
      ['run', 'experiments/\u001b[2J\u202e.gamut.md'],
      ['run', 'experiments/tone.gamut.md', '--only', 'note=\u001b[2J'],
      ['\u001b]0;x\u0007'],
      ['export', 'experiments/tone.gamut.md', '--csv', '-'],
      ['export', 'experiments/tone.gamut.md', '--jsonl', '-'],
    ]) {
      const { out, err } = await project.gamut(command, { isTTY: true });
      expect([command, findCodes(out), findCodes(err)]).toEqual([command, [], []]);
    }

    const csv = async (...more: string[]) => {
      const { out } = await project.gamut(['export', 'experiments/tone.gamut.md', '--csv', '-', ...more]);
      return fromCsv(out).rows.filter((row) => row['status'] === 'done');
    };
    const plain = await csv();
    expect(plain).toHaveLength(rows.length);
    for (const row of plain) {
      const [, text = ''] = rows.find(([id]) => id === row['var.id']) ?? [];
      // A lone surrogate has no bytes of its own: U+FFFD stands for it, in the file and on the wire.
      expect(row['response']).toBe(text.toWellFormed());
    }
    for (const row of await csv('--excel')) {
      for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+@\t\r\n＝＋－＠]|^-[^\d.]/);
    }
    const { out } = await project.gamut(['export', 'experiments/tone.gamut.md', '--jsonl', '-']);
    const records = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { outcome: { status: string } });
    expect(records.filter(({ outcome }) => outcome.status === 'done')).toHaveLength(rows.length);
  },
);
