import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isolate } from '../../src/core/isolate.ts';

const [RLO, RLI, FSI, PDI] = ['\u202e', '\u2067', '\u2068', '\u2069'];

it('leaves names as they are that turn nothing', () => {
  for (const name of ['', 'Tone', '말투 비교', 'gpt-4.1 👩‍🍳 (2)', 'données']) expect(isolate(name)).toBe(name);
});

it('puts a name that would turn the sentence into an isolate of its own', () => {
  expect(isolate(`${RLO}gpj.exe`)).toBe(`${FSI}${RLO}gpj.exe${PDI}`);
  expect(isolate('שלום')).toBe(`${FSI}שלום${PDI}`);
});

it('lets a name neither end that isolate nor leave one of its own open', () => {
  expect(isolate(`a${PDI}${RLO}b`)).toBe(`${FSI}a${RLO}b${PDI}`);
  expect(isolate(`a${RLI}b`)).toBe(`${FSI}a${RLI}b${PDI}${PDI}`);
  expect(isolate(`a${RLI}b${PDI}c`)).toBe(`${FSI}a${RLI}b${PDI}c${PDI}`);
});

it('is ended by its last character alone, whatever the name holds', () => {
  const character = fc.constantFrom('a', '한', RLO, RLI, FSI, PDI, '\u2066', '\u202c');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 20 }), (characters) => {
      const shown = Array.from(isolate(characters.join('')));
      if (shown[0] !== FSI || shown.at(-1) !== PDI) return shown.every((one) => one === 'a' || one === '한');
      let depth = 0;
      return shown.every((one, index) => {
        if (/[\u2066-\u2068]/.test(one)) depth += 1;
        if (one === PDI) depth -= 1;
        return index === shown.length - 1 ? depth === 0 : depth > 0;
      });
    }),
  );
});
