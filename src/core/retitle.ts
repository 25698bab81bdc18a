import { replaceFrontMatter } from './edit.ts';
import { splice } from './fence-parts.ts';
import { titleOf } from './format.ts';
import { toHeading } from './heading.ts';
import { scanBlocks } from './scan.ts';

const HEADING = /^# +(.*?)[ \t]*#*[ \t]*$/m;

/** The text of a notebook with another title: in the front matter, which names it in lists, and in the first heading of its
 * notes, which names it to readers, where that said the same. */
export function retitle(text: string, title: string): string {
  const was = titleOf(text);
  const note = scanBlocks(text).blocks.find(({ kind, body }) => kind === 'note' && HEADING.test(body));
  const found = note && HEADING.exec(text.slice(note.bodyStart, note.bodyEnd));
  let now = text;
  if (note && found && was !== '' && [was, toHeading(was)].includes(found[1] ?? '')) {
    const start = note.bodyStart + found.index;
    now = splice(text, start, start + found[0].length, `# ${toHeading(title)}`);
  }
  return replaceFrontMatter(now, 'title', title);
}
