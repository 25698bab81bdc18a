import { describe, expect, test } from 'vitest';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

const CHECKED = `${NOTEBOOK}
\`\`\`assert for=main
- { id: calm, type: not-contains, value: "!" }
- { id: short, type: max-graphemes, value: 20 }
\`\`\`
`;

/** Warm answers are loud: of four, two pass. */
const project = async (notebook = CHECKED) => {
  const vendor = await startVendor(({ temperature }) => ({ text: temperature === 0.7 ? '네!' : '네.' }));
  return { vendor, ...createCliProject(vendor.baseUrl, { notebook }) };
};

describe('checks on the command line', () => {
  test('the summary has how many answers passed every check, by variant and in all', async () => {
    const { gamut } = await project();
    const { code, out } = await gamut(['run', 'tone']);
    expect(code).toBe(0);
    const [title, ...lines] = out.trimEnd().split('\n');
    expect(title).toMatch(/^persona +temperature +n +status +passed +tokens in/);
    expect(lines.map((line) => / done +(\d\/\d) /.exec(line)?.[1])).toEqual([
      '1/1',
      '0/1',
      '1/1',
      '0/1',
      '2/4',
    ]);
  });

  test('without checks there is no such column', async () => {
    const { gamut } = await project(NOTEBOOK);
    expect((await gamut(['run', 'tone'])).out).not.toContain('passed');
  });

  test.each([
    ['50%', 0, '2 of 4 answers passed every check.'],
    ['0.5', 0, '2 of 4 answers passed every check.'],
    ['51%', 1, '2 of 4 answers passed every check. --min-pass asks for 51%.'],
    ['99.5%', 1, '--min-pass asks for 99.5%.'],
  ])('--min-pass %s ends with %i', async (share, code, told) => {
    const { gamut } = await project();
    const went = await gamut(['run', 'tone', '--min-pass', share]);
    expect(went.code).toBe(code);
    expect(went.err).toContain(told);
  });

  test('--min-pass looks at what is stored too, and sends nothing for it', async () => {
    const { gamut, vendor } = await project();
    await gamut(['run', 'tone']);
    expect((await gamut(['run', 'tone', '--min-pass', '90%', '--lang', 'ko'])).err).toContain(
      '답변 4개 중 2개가 모든 검사를 통과했습니다. --min-pass는 90% 통과를 요구합니다.',
    );
    expect((await gamut(['run', 'tone', '--min-pass', '1', '--only', 'temperature=0.3'])).code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
  });

  test('--min-pass without a check, or with no share, sends nothing and says what to do', async () => {
    const { gamut, vendor } = await project(NOTEBOOK);
    const went = await gamut(['run', 'tone', '--min-pass', '90%']);
    expect(went.code).toBe(2);
    expect(went.err).toContain('--min-pass needs checks, and there are none for these matrices');
    for (const share of ['90', '1.1', 'all', '-1', '101%', ''])
      expect((await gamut(['run', 'tone', '--min-pass', share])).code).toBe(2);
    expect(vendor.asked).toHaveLength(0);
  });
});
