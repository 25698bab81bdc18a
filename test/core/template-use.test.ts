import { describe, expect, it } from 'vitest';
import { missingVariables, renameVariable } from '../../src/core/template-use.ts';

describe('variables that no column gives', () => {
  it('are named once each, with the column that was most likely meant', () => {
    expect(
      missingVariables(
        ['{{qestion}} {{name}} {{qestion | upcase}}', '{{질뭄}}'],
        ['question', 'name', '질문'],
      ),
    ).toEqual([
      { name: 'qestion', meant: 'question' },
      { name: '질뭄', meant: '질문' },
    ]);
    expect(missingVariables(['{{city}}'], ['question'])).toEqual([{ name: 'city', meant: null }]);
  });

  it('are not those that a template can do without, nor those that it makes itself', () => {
    expect(missingVariables(["{{ city | default: 'Seoul' }}{% if age %}{{ 'age' }}{% endif %}"], [])).toEqual(
      [],
    );
    expect(missingVariables(['{% for w in words %}{{ w }}{% endfor %}'], ['words'])).toEqual([]);
    expect(missingVariables(['{{ broken'], [])).toEqual([]);
  });

  it('take another name wherever a template uses them, and nowhere else', () => {
    expect(
      renameVariable(
        'qestion {{qestion}} {{ qestion | append: "qestion" }} {% if qestion %}{{qestions}}{% endif %}',
        'qestion',
        'question',
      ),
    ).toBe(
      'qestion {{question}} {{ question | append: "qestion" }} {% if question %}{{qestions}}{% endif %}',
    );
    expect(renameVariable('{{질뭄}}', '질뭄', '질문')).toBe('{{질문}}');
  });
});
