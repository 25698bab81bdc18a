import { expect, it, describe, test } from 'vitest';
import { checkTemplateFault } from '../../src/core/check-template.ts';
import { parseNotebook } from '../../src/core/format.ts';

const meals = { id: 'meals', columns: ['id', 'menu', 'price'] };

describe('the variables of a check', () => {
  it('are columns of the dataset of its matrix', () => {
    for (const value of ['{{menu}}', ['{{price}}', 'x'], { path: 'a', equals: '{{menu}}' }, 3, null])
      expect(checkTemplateFault({ value }, meals)).toBeNull();
    expect(checkTemplateFault({ value: '{{none | default: "x"}}' }, meals)).toBeNull();
  });

  it('are told of where there is no such column, with the one that was meant', () => {
    expect(checkTemplateFault({ value: ['x', '{{menue}}'] }, meals)).toEqual({
      missing: { name: 'menue', meant: 'menu' },
      text: {
        en: "dataset 'meals' has no column 'menue'; did you mean 'menu'?",
        ko: "데이터셋 'meals'에 'menue' 열이 없습니다. 'menu'를 쓰려던 것은 아닌지 확인하세요.",
      },
    });
    expect(checkTemplateFault({ value: { enum: ['{{없는열}}'] } }, meals)?.text.en).toBe(
      "dataset 'meals' has no column '없는열'; there is: id, menu, price",
    );
    expect(checkTemplateFault({ value: '{{menu}}' }, null)?.text.en).toMatch(/the matrix has none$/);
  });

  it('are told of where their template is none', () => {
    expect(checkTemplateFault({ value: '{{menu' }, meals)).toMatchObject({ missing: null });
  });
});

test('a notebook tells of a check whose variable no column gives, in its line', () => {
  const text = `\`\`\`prompt id=ask
{{menu}}
\`\`\`
\`\`\`dataset id=meals format=csv
id,menu
a,김밥
\`\`\`
\`\`\`matrix id=main
prompt: ask
model: sandbox/tiny
data: meals
\`\`\`
\`\`\`assert for=main
- { id: named, type: contains, value: '{{menu}}' }
- { id: priced, type: contains, value: '{{없는열}}' }
\`\`\`
`;
  const { problems, cells } = parseNotebook(text);
  expect(cells.at(-1)?.kind).toBe('assert');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ severity: 'error', line: 15 });
  expect(problems[0]?.message.ko).toMatch(/^priced: 데이터셋 'meals'에 '없는열' 열이 없습니다\./);
});
