import { turnsText } from '../../core/turning.ts';
import { toMarkedNodes } from '../look/turning-mark.ts';

/** Texts of more characters than this are laid out in blocks. */
export const LONG_TEXT = 60_000;

/** About so many characters make a block; a block waits for the end of a line, but not longer than this. */
const LENGTH = 12_000;
const MOST = 32_000;

/** A stretch of a text, from one character on to another. */
export interface TextBlock {
  from: number;
  to: number;
}

/** Where a block ends that begins at a place: before a line end that ends a line with something on it, else after a blank, else
 * where no character is torn. */
function endOf(text: string, from: number): number {
  if (text.length - from <= MOST) return text.length;
  const most = text.slice(from, from + MOST);
  for (let at = most.indexOf('\n', LENGTH); at >= 0; at = most.indexOf('\n', at + 1)) {
    if (!/\n\r?$/.test(most.slice(at - 2, at))) return from + at;
  }
  const blank = most.lastIndexOf(' ');
  if (blank > LENGTH) return from + blank + 1;
  const code = most.charCodeAt(MOST - 1);
  return from + MOST - (code >= 0xd800 && code < 0xdc00 ? 1 : 0);
}

/**
 * A text cut into blocks from one of its blocks on. The line end between two blocks is in neither: that one stands below the
 * other says it.
 */
export function toTextBlocks(text: string, from = 0): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (let at = from; at < text.length;) {
    const to = endOf(text, at);
    blocks.push({ from: at, to });
    at = text[to] === '\n' ? to + 1 : to;
  }
  return blocks;
}

/** A long text in a box, of which only what is in sight is laid out. A text that only grew is added to. */
export class BlockWriter {
  readonly #box: HTMLElement;
  #text = '';
  #blocks: TextBlock[] = [];

  constructor(box: HTMLElement) {
    this.#box = box;
    box.replaceChildren();
  }

  /** Shows a text. */
  write(text: string): void {
    if (text === this.#text) return;
    const grew = text.startsWith(this.#text);
    const last = grew ? this.#blocks.pop() : undefined;
    if (last) this.#box.lastElementChild?.remove();
    else {
      this.#blocks = [];
      this.#box.replaceChildren();
    }
    const fresh = toTextBlocks(text, last?.from ?? 0);
    this.#box.append(...fresh.map(({ from, to }) => toBlock(text.slice(from, to))));
    this.#blocks.push(...fresh);
    this.#text = text;
  }
}

/** An element that is laid out when it comes into sight. */
export function toBlock(text = ''): HTMLElement {
  const block = document.createElement('p');
  if (turnsText(text)) block.append(...toMarkedNodes(text));
  else block.textContent = text;
  return block;
}
