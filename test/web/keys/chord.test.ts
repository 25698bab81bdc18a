import { describe, expect, it } from 'vitest';
import { isForFields, isSingle, showKeys, toChord } from '../../../src/web/keys/chord.ts';
import { press } from './press.ts';

describe('a key press', () => {
  it('is its letter, by its place where the layout is not Latin', () => {
    expect(toChord(press('j'))).toBe('j');
    expect(toChord(press('ㅓ', { code: 'KeyJ' }))).toBe('j');
    expect(toChord(press('ㄲ', { code: 'KeyR', shiftKey: true }))).toBe('Shift+r');
    expect(toChord(press('о', { code: 'KeyJ', ctrlKey: true }))).toBe('Mod+j');
  });

  it('follows the layout, not the place, where the letter is Latin', () => {
    // Dvorak: what stands at the place of J is an H.
    expect(toChord(press('h', { code: 'KeyJ' }))).toBe('h');
  });

  it('is read in the middle of a composition too', () => {
    expect(toChord(press('Process', { code: 'Enter', ctrlKey: true, isComposing: true }))).toBe('Mod+Enter');
    expect(toChord(press('Process', { code: 'KeyS', metaKey: true }))).toBe('Mod+s');
  });

  it('names Shift only where the sign does not tell of it', () => {
    expect(toChord(press('?', { shiftKey: true }))).toBe('?');
    expect(toChord(press('Z', { shiftKey: true }))).toBe('Shift+z');
    expect(toChord(press('ArrowUp', { shiftKey: true, ctrlKey: true }))).toBe('Mod+Shift+ArrowUp');
  });

  it('of a modifier alone is nothing yet', () => {
    for (const key of ['Shift', 'Control', 'Meta', 'Alt']) expect(toChord(press(key))).toBeNull();
  });
});

describe('kinds of keys', () => {
  it('single ones are letters, digits and signs', () => {
    expect(['j', 'Shift+z', '?', '1', '+'].every(isSingle)).toBe(true);
    expect(['Enter', 'Mod+k', 'ArrowUp', 'Shift+Enter', 'F2'].some(isSingle)).toBe(false);
  });

  it('those for fields are what no field takes for itself', () => {
    expect(['Mod+Enter', 'Shift+Enter', 'Alt+Enter', 'F2'].every(isForFields)).toBe(true);
    expect(['Enter', 'j', 'Shift+z', '?', 'ArrowUp'].some(isForFields)).toBe(false);
  });
});

describe('keys in words', () => {
  it('are written as on the keyboard in use', () => {
    expect(showKeys('Mod+Shift+ArrowUp', false)).toBe('Ctrl+Shift+↑');
    expect(showKeys('Mod+Shift+ArrowUp', true)).toBe('⌘⇧↑');
    expect(showKeys('d d', false)).toBe('D D');
    expect(showKeys('Shift+z', false)).toBe('Shift+Z');
    expect(showKeys('Mod++', false)).toBe('Ctrl++');
    expect(showKeys('Escape', false)).toBe('Esc');
  });
});
