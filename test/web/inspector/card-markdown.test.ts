import { expect, test } from 'vitest';
import { toCardMarkdown } from '../../../src/web/inspector/card-markdown.ts';

test('a result is its levels, its exact text in a fence, and its figures', () => {
  const markdown = toCardMarkdown({
    levels: [
      { axis: '페르소나', level: '셰프' },
      { axis: 'temperature', level: '0.7' },
    ],
    text: '두부와 **된장**을\n끓이세요.',
    figures: ['24→88 tok', '$0.0004'],
  });
  expect(markdown).toBe(
    '**페르소나** 셰프 · **temperature** 0.7\n\n```text\n두부와 **된장**을\n끓이세요.\n```\n\n24→88 tok · $0.0004\n',
  );
});

test('a text with fences of its own gets a longer one, and names cannot break out', () => {
  const markdown = toCardMarkdown({
    levels: [{ axis: 'model', level: 'a_b*<c>' }],
    text: 'see\n````js\n1\n````',
    figures: [],
  });
  expect(markdown).toContain('`````text\nsee\n````js\n1\n````\n`````');
  expect(markdown).toContain('a\\_b\\*\\<c\\>');
});
