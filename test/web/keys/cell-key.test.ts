import { beforeAll, describe, expect, it } from 'vitest';
import { CELL_KEYS, CellKeys } from '../../../src/web/keys/cell-key.ts';
import { keyMap } from '../../../src/web/keys/key-map.ts';
import { cellCommands } from '../../../src/web/page/commands/cell-commands.ts';
import { press } from './press.ts';

beforeAll(() => keyMap.register(cellCommands));

describe('keys on a cell', () => {
  it('are all there', () => {
    expect(cellCommands.map(({ id }) => id).sort()).toEqual([...CELL_KEYS].sort());
  });

  it('are read by their place with a Hangul layout', () => {
    expect(new CellKeys().read(press('ㅓ', { code: 'KeyJ' }))).toBe('next');
    expect(new CellKeys().read(press('ㅋ', { code: 'KeyZ' }))).toBe('undo');
  });

  it('delete only when d is pressed twice in a row', () => {
    const keys = new CellKeys();
    expect(keys.read(press('d'))).toBeNull();
    expect(keys.read(press('d'))).toBe('delete');
    expect(keys.read(press('d'))).toBeNull();
    expect(keys.read(press('j'))).toBe('next');
    expect(keys.read(press('d'))).toBeNull();
  });

  it('mean nothing while a syllable is composed or with Alt', () => {
    expect(new CellKeys().read(press('j', { isComposing: true }))).toBeNull();
    expect(new CellKeys().read(press('j', { altKey: true }))).toBeNull();
  });

  it('undo and redo with and without Ctrl', () => {
    expect(new CellKeys().read(press('z'))).toBe('undo');
    expect(new CellKeys().read(press('Z', { shiftKey: true }))).toBe('redo');
    expect(new CellKeys().read(press('z', { ctrlKey: true }))).toBe('undo');
    expect(new CellKeys().read(press('Z', { metaKey: true, shiftKey: true }))).toBe('redo');
  });

  it('leave the browser its own chords', () => {
    expect(new CellKeys().read(press('a', { ctrlKey: true }))).toBeNull();
    expect(new CellKeys().read(press('Enter', { shiftKey: true }))).toBeNull();
  });
});
