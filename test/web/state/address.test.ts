import { describe, expect, it } from 'vitest';
import { readAddress, toHash } from '../../../src/web/state/address.ts';

describe('the address of the page', () => {
  it('names the notebook, with folders and Hangul', () => {
    for (const name of ['tone.gamut.md', '하위/메모 1.gamut.md', 'a?b.gamut.md', '100%.gamut.md']) {
      expect(readAddress(toHash({ name, slide: null }))).toEqual({ name, slide: null });
      expect(readAddress(toHash({ name, slide: 3 }))).toEqual({ name, slide: 3 });
    }
  });

  it('may have been encoded by somebody else', () => {
    const name = 'tone & rows + 1.gamut.md';
    expect(readAddress(`#/${encodeURIComponent(name)}`)).toEqual({ name, slide: null });
    expect(readAddress('#/%ED%95%98%EC%9C%84%2Fa%26b.gamut.md').name).toBe('하위/a&b.gamut.md');
  });

  it('presents from the first screen where none is named', () => {
    expect(readAddress('#/tone.gamut.md?present')).toEqual({ name: 'tone.gamut.md', slide: 1 });
    expect(readAddress('#/tone.gamut.md?present=0')).toEqual({ name: 'tone.gamut.md', slide: 1 });
    expect(toHash({ name: 'tone.gamut.md', slide: 1 })).toBe('#/tone.gamut.md?present');
  });

  it('is of no notebook where there is none, or where nobody could have made it', () => {
    expect(readAddress('').name).toBe('');
    expect(readAddress('#/').name).toBe('');
    expect(readAddress('#/%E0%A4%A').name).toBe('');
  });
});
