import { describe, expect, it } from 'vitest';
import { toTag } from '../../src/core/annotation.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { turningMarks, withTurningNamed } from '../../src/core/turning.ts';

function linesOf(text: string): [number, string | undefined][] {
  return parseNotebook(text).problems.map(({ line, message }) => [
    line,
    /U\+[\dA-F, U+]+/.exec(message.en)?.[0],
  ]);
}

describe('characters that turn the direction of text unseen', () => {
  it('are told by their numbers, each once', () => {
    expect(turningMarks('a\u202Eb\u2066c\u202E')).toEqual(['U+202E', 'U+2066']);
  });

  it('are none in Arabic, Hebrew, or beside marks that turn nothing else', () => {
    expect(turningMarks('مرحبا \u200Fשלום\u200E \u061C(1)')).toEqual([]);
  });

  it('are warned of where a name holds them: a title, a heading, a persona, a prompt, a model', () => {
    expect(linesOf('---\ngamut: 1\ntitle: "rep\u202Eort"\n---\n# fine\n')).toEqual([[3, 'U+202E']]);
    expect(linesOf('intro\n\n# rep\u2067ort\n')).toEqual([[3, 'U+2067']]);
    expect(linesOf('\n```persona id=chef name="\u202Efehc"\nBe kind.\n```\n')).toEqual([[2, 'U+202E']]);
    expect(linesOf('```prompt id=ask name="\u202A\u202C"\nHi\n```\n')).toEqual([[1, 'U+202A, U+202C']]);
    const matrix = (model: string) =>
      `\`\`\`prompt id=ask\nHi\n\`\`\`\n\`\`\`matrix id=m\nprompt: ask\nmodel: "${model}"\n\`\`\`\n`;
    expect(linesOf(matrix('sandbox/ti\u202Eny'))).toEqual([[6, 'U+202E']]);
    expect(linesOf(matrix('sandbox/tiny'))).toEqual([]);
  });

  it('are not warned of in texts that are sent, nor in names in Arabic', () => {
    expect(linesOf('# مرحبا\n\n```persona id=a name="طباخ"\nSay \u202Eolleh.\n```\n')).toEqual([]);
  });

  it('are written by their numbers where a picture has no marks', () => {
    expect(withTurningNamed('Open \u202Efdp.exe')).toBe('Open [U+202E]fdp.exe');
  });

  it('are taken out of tags', () => {
    expect(toTag('#\u202Edoog\u2069 one')).toBe('doog one');
  });
});
