/* oxlint-disable no-control-regex -- finding control characters is what this is for */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPrintable, toShortLine } from '../../src/cli/printable.ts';
import { style } from '../../src/cli/terminal.ts';
import { createFakeTerminal } from './fake-terminal.ts';

test('codes that a terminal obeys become signs', () => {
  expect(toPrintable('a\u001b[2Jb\u0007\u0000\u007f\rc')).toBe('a␛[2Jb␇␀␡␍c');
  expect(toPrintable('\u009b2J \u202egnp.exe')).toBe('\ufffd2J \ufffdgnp.exe');
});

test('a name that a sentence sets apart stays apart, and what would turn it becomes a sign', () => {
  const [FSI, PDI] = ['\u2068', '\u2069'];
  expect(toPrintable(`‘${FSI}שלום${PDI}’ and ${FSI}b${PDI}`)).toBe(`‘${FSI}שלום${PDI}’ and ${FSI}b${PDI}`);
  expect(toPrintable(`${FSI}\u202egpj\u001b${PDI}!`)).toBe(`${FSI}\ufffdgpj␛${PDI}!`);
  expect(toPrintable(`${FSI}open`)).toBe('\ufffdopen');
});

test('Gamut’s own styles pass, and nothing that begins as they do', () => {
  const context = { terminal: createFakeTerminal({ isTTY: true }), locale: 'en' } as const;
  for (const kind of ['bold', 'dim', 'red', 'green', 'yellow'] as const) {
    const text = style(context, 'stdout', kind, '글');
    expect(toPrintable(text)).toBe(text);
  }
  expect(toPrintable('\u001b[31;8mx')).toBe('␛[31;8mx');
});

test('whatever the text, no other control character is left', () => {
  const unit = fc.constantFrom(
    '\u001b',
    '[',
    '3',
    '1',
    'm',
    ']',
    '\u009b',
    '\r',
    '\n',
    '\t',
    '\u202e',
    '한',
    '😀',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const shown = toPrintable(text).replace(/\u001b\[(1|2|22|31|32|33|39)m/g, '');
      expect(shown).not.toMatch(/[^\P{C}\n\t]/u);
      expect(toPrintable(shown)).toBe(shown);
    }),
  );
});

test('a short line is one line, and short', () => {
  expect(toShortLine('a\n\n  b')).toBe('a b');
  expect(toShortLine('가'.repeat(2_000_000))).toBe(`${'가'.repeat(79)}…`);
  expect(toShortLine(`${'a'.repeat(78)}😀b`)).toBe(`${'a'.repeat(78)}�…`);
});
