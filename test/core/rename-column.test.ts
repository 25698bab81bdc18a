import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { renameColumnUses } from '../../src/core/rename-column.ts';

const FENCE = '```';
const text = (more = '') => `---
gamut: 1
---
{{city}} in a note is what it is.

${FENCE}prompt id=ask
@system
Of {{ city | upcase }}, "{{city}}" {% if city == "the city" %}{{cities}}{% endif %}
@user

${FENCE}

${FENCE}prompt id=other
{{city}}
${FENCE}

${FENCE}dataset id=places format=csv
id,town
a,Seoul
${FENCE}

${FENCE}matrix id=main
prompt: ask
model: sandbox/tiny
data: places
${FENCE}

${FENCE}assert for=main
- { id: named, type: contains, value: '{{city}}' } # city
- { id: plain, type: contains, value: city }
${FENCE}
${more}`;

const rename = (written: string, { from = 'city', to = 'town' } = {}) => {
  const notebook = parseNotebook(written);
  const index = notebook.cells.findIndex(({ info }) => info['id'] === 'places');
  return renameColumnUses(written, notebook, { id: 'places', index }, { from, to });
};

describe('a column with another name', () => {
  it('has it where prompts and checks of its matrices take its values, a prompt that is not done yet among them', () => {
    expect(rename(text())).toBe(
      text()
        .replace(
          '{{ city | upcase }}, "{{city}}" {% if city ==',
          '{{ town | upcase }}, "{{town}}" {% if town ==',
        )
        .replace("value: '{{city}}'", "value: '{{town}}'"),
    );
  });

  it('has it not in a prompt that takes the rows of another dataset with such a column, too', () => {
    const rival = (column: string) => `
${FENCE}dataset id=more format=csv
id,${column}
b,Busan
${FENCE}

${FENCE}matrix id=second
prompt: ask
model: sandbox/tiny
data: more
${FENCE}
`;
    expect(rename(text(rival('city')))).toContain('Of {{ city | upcase }}');
    expect(rename(text(rival('city')))).toContain("value: '{{town}}'");
    expect(rename(text(rival('place')))).toContain('Of {{ town | upcase }}');
  });

  it('is in no template under a name that a template cannot have', () => {
    expect(rename(text(), { to: 'home town' })).toBe(text());
    expect(rename(text(), { from: '' })).toBe(text());
  });
});
