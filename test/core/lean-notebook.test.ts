import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { fromLean, toLean } from '../../src/core/lean-notebook.ts';
import { notebookText } from './notebook-text.ts';

const FENCE = '```';
const TEXT = `# A note

${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}prompt id=ask
What of {{question}}?
${FENCE}

${FENCE}prompt id=turns
@user
Hello
@assistant
Yes?
${FENCE}

${FENCE}dataset id=rows format=csv
id,question
a,What?
b,"Why, then?"
${FENCE}

${FENCE}dataset id=numbers format=csv
2,1
x,y
${FENCE}

${FENCE}dataset id=lines format=jsonl
{"question": "One?"}
{"question": "Two?", "more": 1}
${FENCE}
`;

describe('a notebook without what its text says', () => {
  it('is the same again with the text, over JSON too', () => {
    const check = (text: string): void => {
      const notebook = parseNotebook(text);
      const sent = JSON.parse(JSON.stringify(toLean(text, notebook)));
      expect(fromLean(text, sent)).toEqual(notebook);
    };
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n'), TEXT.replaceAll('```', '  ```')]) check(text);
    fc.assert(fc.property(notebookText, check));
  });

  it('has no body, and each value of a table once', () => {
    const sent = JSON.stringify(toLean(TEXT, parseNotebook(TEXT)));
    expect(sent).not.toContain('You are a chef.');
    expect(sent).not.toContain('What of');
    expect(sent.split('Why, then?')).toHaveLength(2);
  });
});
