import { describe, expect, it } from 'vitest';
import { KeyMap, KeyReader, type Keyed, type KeyStorage } from '../../../src/web/keys/key-map.ts';
import { press } from './press.ts';

const COMMANDS: Keyed[] = [
  { id: 'run', where: 'page', keys: ['Mod+Enter'] },
  { id: 'help', where: 'page', keys: ['?'] },
  { id: 'next', where: 'cell', keys: ['j', 'ArrowDown'] },
  { id: 'delete', where: 'cell', keys: ['d d'] },
  { id: 'rate', where: 'grid', keys: ['j'] },
];

function createStorage(stored: Record<string, string> = {}): KeyStorage & { stored: Record<string, string> } {
  return {
    stored,
    getItem: (key) => stored[key] ?? null,
    setItem: (key, value) => void (stored[key] = value),
    removeItem: (key) => void delete stored[key],
  };
}

function createMap(storage: KeyStorage = createStorage()): KeyMap {
  const map = new KeyMap(storage);
  map.register(COMMANDS);
  return map;
}

describe('the key map', () => {
  it('gives the delivered keys until others are chosen, and keeps the choice', () => {
    const storage = createStorage();
    const map = createMap(storage);
    expect(map.keysOf('next')).toEqual(['j', 'ArrowDown']);
    map.choose('next', ['s']);
    expect(map.find('cell', 's')).toBe('next');
    expect(map.find('cell', 'j')).toBeNull();
    expect(createMap(storage).keysOf('next')).toEqual(['s']);
  });

  it('forgets a choice that is what was delivered, and all of them on a reset', () => {
    const storage = createStorage();
    const map = createMap(storage);
    map.choose('next', ['s']);
    map.choose('next', ['j', 'ArrowDown']);
    expect(map.isOwn('next')).toBe(false);
    map.choose('delete', ['x']);
    map.hasSingle = false;
    map.reset();
    expect(map.keysOf('delete')).toEqual(['d d']);
    expect(storage.stored).toEqual({});
  });

  it('tells who else wants a key: at the same place, everywhere, or as the beginning of another', () => {
    const map = createMap();
    expect(map.clashes('cell', 'j', 'delete')).toEqual(['next']);
    expect(map.clashes('cell', '?', 'delete')).toEqual(['help']);
    expect(map.clashes('page', 'j', 'run')).toEqual(['next', 'rate']);
    expect(map.clashes('cell', 'd', 'next')).toEqual(['delete']);
    expect(map.clashes('cell', 'j', 'next')).toEqual([]);
    expect(map.clashes('tokens', 'j', '')).toEqual([]);
  });

  it('without single keys leaves the others as they are', () => {
    const map = createMap();
    map.hasSingle = false;
    expect(map.keysOf('next')).toEqual(['ArrowDown']);
    expect(map.keysOf('delete')).toEqual([]);
    expect(map.find('page', '?')).toBeNull();
    expect(map.find('page', 'Mod+Enter')).toBe('run');
    // What is switched off may come back: it is still somebody's.
    expect(map.clashes('cell', 'j', 'delete')).toEqual(['next']);
  });

  it('takes what it cannot read as nothing chosen', () => {
    for (const broken of ['{', 'null', '{"keys":{"next":"j"}}', '[]']) {
      expect(createMap(createStorage({ 'gamut.keys': broken })).keysOf('next')).toEqual(['j', 'ArrowDown']);
    }
  });
});

describe('reading keys', () => {
  it('completes a command of two keys only when they follow each other', () => {
    const reader = new KeyReader('cell', createMap());
    expect(reader.read(press('d'))).toBeNull();
    expect(reader.read(press('d'))).toBe('delete');
    expect(reader.read(press('d'))).toBeNull();
    expect(reader.read(press('j'))).toBe('next');
    expect(reader.read(press('d'))).toBeNull();
  });

  it('does not lose the first key to a modifier that is pressed after it', () => {
    const map = createMap();
    map.choose('delete', ['d Shift+x']);
    const reader = new KeyReader('cell', map);
    reader.read(press('d'));
    reader.read(press('Shift', { shiftKey: true }));
    expect(reader.read(press('X', { shiftKey: true }))).toBe('delete');
  });

  it('gives each place its own', () => {
    const map = createMap();
    expect(new KeyReader('grid', map).read(press('j'))).toBe('rate');
    expect(new KeyReader('page', map).read(press('j'))).toBeNull();
  });

  it('leaves to a field what is text there', () => {
    const map = createMap();
    map.choose('help', ['?', 'F1']);
    const reader = new KeyReader('page', map);
    for (const localName of ['textarea', 'input', 'select']) {
      const field = { localName } as HTMLElement;
      expect(reader.read(press('?', { in: field }))).toBeNull();
      expect(reader.read(press('F1', { in: field }))).toBe('help');
      expect(reader.read(press('Enter', { ctrlKey: true, in: field }))).toBe('run');
    }
    expect(reader.read(press('?', { in: { localName: 'button' } as HTMLElement }))).toBe('help');
  });

  it('means nothing while a syllable is composed, but for what no field takes', () => {
    const map = createMap();
    expect(new KeyReader('cell', map).read(press('j', { isComposing: true }))).toBeNull();
    const chord = press('Process', { code: 'Enter', ctrlKey: true, isComposing: true });
    expect(new KeyReader('page', map).read(chord)).toBe('run');
  });
});
