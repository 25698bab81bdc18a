import { describe, expect, it } from 'vitest';
import { percentLabel, tokenLabel } from '../../../src/web/tokens/token-label.ts';

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

describe('tokenLabel', () => {
  it('shows the blanks at a token’s ends and its line ends', () => {
    expect(tokenLabel({ token: ' the ', bytes: bytesOf(' the ') })).toBe('␣the␣');
    expect(tokenLabel({ token: '.\n\t', bytes: null })).toBe('.↵⇥');
    expect(tokenLabel({ token: 'a b', bytes: null })).toBe('a b');
  });

  it('writes what is never seen as its number', () => {
    expect(tokenLabel({ token: 'a\u202Eb', bytes: null })).toBe('a<U+202E>b');
    expect(tokenLabel({ token: '\u200B', bytes: bytesOf('\u200B') })).toBe('<U+200B>');
    expect(tokenLabel({ token: '\u0007\u200F', bytes: null })).toBe('<U+0007><U+200F>');
    // A joiner within a character is part of it, alone it is nothing to see.
    expect(tokenLabel({ token: '👩\u200D🍳', bytes: null })).toBe('👩\u200D🍳');
    expect(tokenLabel({ token: '\u200D', bytes: null })).toBe('<U+200D>');
    expect(tokenLabel({ token: 'שלום', bytes: null })).toBe('\u2068שלום\u2069');
  });

  it('goes by the bytes where the text is a stand-in', () => {
    expect(tokenLabel({ token: '\uFFFD', bytes: bytesOf('셰') })).toBe('셰');
  });

  it('writes bytes that are no whole character in hex', () => {
    expect(tokenLabel({ token: '\uFFFD', bytes: bytesOf('고').slice(0, 2) })).toBe('<EA B3>');
  });

  it('has a sign for an empty token', () => {
    expect(tokenLabel({ token: '', bytes: [] })).toBe('∅');
  });
});

describe('percentLabel', () => {
  it.each([
    [1, '100%'],
    [0.99996, '100%'],
    [0.9996, '99.96%'],
    [0.55, '55.0%'],
    [0.2143, '21.4%'],
    [0.0003, '0.03%'],
    [0.00001, '<0.01%'],
    [0, '<0.01%'],
  ])('%d is %s', (probability, label) => {
    expect(percentLabel(probability)).toBe(label);
  });
});
