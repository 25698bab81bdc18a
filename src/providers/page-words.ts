import type { Text } from '../core/text.ts';

const PAGE = /^\s*<(!doctype|html|\?xml|head|body|title|h[1-6]|p|div|center|pre)\b/i;

/** Where a page begins within other words: those of a router, say, before the page that it got. */
const INNER_PAGE = /<(?:!doctype|html|head|body)\b/i;

/** What tells a page from words that name a tag: something is closed in it, or a tag comes right behind its first one. */
const IS_CLOSED = /<\/[a-z]/i;
const HAS_TAGS = /^\s*<[^<>]*>\s*<[a-z!]/i;

/** The words of a page that came in place of JSON: its title, or what is left without tags, scripts and styles; null for a text
 * that is no page. */
export function toPageWords(body: string): string | null {
  if (!PAGE.test(body)) return null;
  const title = /<title\b[^<>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim();
  if (title) return toLine(title);
  return toLine(body.replace(/<(script|style)\b.*?(?:<\/\1\s*>|$)/gis, ' ').replace(/<[^<>]*>/g, ' '));
}

/** A server's words with the words of a page in the place of the page that they are, or end with: in a member of JSON too. Keys must
 * have been taken out. */
export function withoutPage(words: string): string | Text {
  const page = isPage(words) ? toPageWords(words) : null;
  if (page !== null) return toPageText(page);
  const at = words.search(INNER_PAGE);
  if (at === -1 || !isPage(words.slice(at))) return words;
  const before = words.slice(0, at).trim();
  return [before, toPageWords(words.slice(at))].filter(Boolean).join(' ');
}

/** That a server sent a page, and what it says. */
export function toPageText(words: string): Text {
  if (words === '')
    return {
      en: 'The server sent a web page without words.',
      ko: '서버가 글이 없는 웹 페이지를 보냈습니다.',
    };
  return {
    en: `The server sent a web page: ${words}`,
    ko: `서버가 웹 페이지를 보냈습니다: ${words}`,
  };
}

function isPage(words: string): boolean {
  return IS_CLOSED.test(words) || HAS_TAGS.test(words);
}

function toLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim().slice(0, 200);
}
