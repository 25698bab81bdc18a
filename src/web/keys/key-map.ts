import { Subject } from '../state/subject.ts';
import { isForFields, isInField, isSingle, toChord } from './chord.ts';

/** Where a key works: everywhere, on a cell as a whole, in a field, among the answers, among an answer's tokens, in a blind
 * comparison, while presenting. */
export type Where = 'page' | 'cell' | 'edit' | 'grid' | 'tokens' | 'blind' | 'present';

/** What can be asked for by keys. */
export interface Keyed {
  id: string;
  where: Where;
  /** As delivered, each a chord (see {@link toChord}) or several in a row, with a space between: `d d`. */
  keys: readonly string[];
  /** Whether its keys cannot be chosen: a field's own, or moves that are the same everywhere. */
  isFixed?: boolean;
}

/** What a person has chosen for themselves. */
export interface OwnKeys {
  keys: Record<string, string[]>;
  hasSingle: boolean;
}

/** Where the choice is kept between visits. */
export type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORED = 'gamut.keys';

/** Which keys ask for what: as delivered, but for what the person has chosen. All that reads or shows keys asks here. */
export class KeyMap extends Subject {
  #known = new Map<string, Keyed>();
  #own: OwnKeys;
  #storage: KeyStorage | null;

  constructor(storage: KeyStorage | null) {
    super();
    this.#storage = storage;
    this.#own = readOwn(storage);
  }

  /** Makes what can be asked for known; a second one of the same id takes the place of the first. */
  register(all: readonly Keyed[]): void {
    for (const one of all) this.#known.set(one.id, one);
  }

  /** Whether single letters, digits and signs do anything. */
  get hasSingle(): boolean {
    return this.#own.hasSingle;
  }

  set hasSingle(hasSingle: boolean) {
    this.#own = { ...this.#own, hasSingle };
    this.#keep();
  }

  /** The keys of a command as they are now; none where single letters are off and it has nothing else. */
  keysOf(id: string): readonly string[] {
    const keys = this.#own.keys[id] ?? this.#known.get(id)?.keys ?? [];
    return this.hasSingle ? keys : keys.filter((one) => !one.split(' ').every(isSingle));
  }

  /** Whether a command has other keys than it was delivered with. */
  isOwn(id: string): boolean {
    return id in this.#own.keys;
  }

  /** Gives a command other keys. */
  choose(id: string, keys: string[]): void {
    const delivered = this.#known.get(id)?.keys ?? [];
    const { [id]: _, ...others } = this.#own.keys;
    const isSame = keys.join('\n') === delivered.join('\n');
    this.#own = { ...this.#own, keys: isSame ? others : { ...others, [id]: keys } };
    this.#keep();
  }

  /** Puts the delivered keys back: of one command or, without an id, of all. */
  reset(id?: string): void {
    const { [id ?? '']: _, ...others } = this.#own.keys;
    this.#own = id === undefined ? { keys: {}, hasSingle: true } : { ...this.#own, keys: others };
    this.#keep();
  }

  /** The commands that would want the same key press as `keys` of a command at `where`. */
  clashes(where: Where, keys: string, except: string): string[] {
    const clashing: string[] = [];
    for (const other of this.#known.values()) {
      if (other.id === except || !meets(where, other.where)) continue;
      const isTaken = this.#allKeysOf(other.id).some(
        (one) => one === keys || one.startsWith(`${keys} `) || keys.startsWith(`${one} `),
      );
      if (isTaken) clashing.push(other.id);
    }
    return clashing;
  }

  /** What keys ask for at a place; null for nothing. */
  find(where: Where, keys: string): string | null {
    for (const { id, where: there } of this.#known.values()) {
      if (there === where && this.keysOf(id).includes(keys)) return id;
    }
    return null;
  }

  /** Whether more keys after these may ask for something. */
  isBeginning(where: Where, keys: string): boolean {
    for (const { id, where: there } of this.#known.values()) {
      if (there === where && this.keysOf(id).some((one) => one.startsWith(`${keys} `))) return true;
    }
    return false;
  }

  /** Keys of a command, with the single ones even while they are off: they are taken all the same. */
  #allKeysOf(id: string): readonly string[] {
    return this.#own.keys[id] ?? this.#known.get(id)?.keys ?? [];
  }

  #keep(): void {
    const isPlain = this.#own.hasSingle && Object.keys(this.#own.keys).length === 0;
    if (isPlain) this.#storage?.removeItem(STORED);
    else this.#storage?.setItem(STORED, JSON.stringify(this.#own));
    this.notify();
  }
}

/** Whether a key press could reach both places. */
function meets(one: Where, other: Where): boolean {
  return one === other || one === 'page' || other === 'page';
}

function readOwn(storage: KeyStorage | null): OwnKeys {
  try {
    const { keys, hasSingle } = JSON.parse(storage?.getItem(STORED) ?? '{}') as Partial<OwnKeys>;
    const own: Record<string, string[]> = {};
    for (const [id, chosen] of Object.entries(keys ?? {})) {
      if (Array.isArray(chosen)) own[id] = chosen.filter((one) => typeof one === 'string');
    }
    return { keys: own, hasSingle: hasSingle !== false };
  } catch {
    return { keys: {}, hasSingle: true };
  }
}

/** The keys of this page. */
export const keyMap = new KeyMap(globalThis.localStorage ?? null);

/** Reads the keys of one place, one press after the other: some commands take two. */
export class KeyReader {
  #where: Where;
  #map: KeyMap;
  #begun = '';

  constructor(where: Where, map: KeyMap = keyMap) {
    this.#where = where;
    this.#map = map;
  }

  /** The command that a key press completes; null for none, or for a beginning. */
  read(event: KeyboardEvent): string | null {
    const begun = this.#begun;
    this.#begun = '';
    const chord = toChord(event);
    if (chord === null) {
      this.#begun = begun;
      return null;
    }
    if (!isForFields(chord) && (event.isComposing || isInField(event))) return null;
    if (begun) {
      const both = `${begun} ${chord}`;
      const id = this.#map.find(this.#where, both);
      if (id) return id;
      if (this.#map.isBeginning(this.#where, both)) {
        this.#begun = both;
        return null;
      }
    }
    const id = this.#map.find(this.#where, chord);
    if (!id && this.#map.isBeginning(this.#where, chord)) this.#begun = chord;
    return id;
  }
}
