import type { Workspace } from '../state/workspace.ts';
import { makeReport } from './save-report.ts';

/** Answers side by side on a sheet of paper that stands; of more it lies. */
const MOST_UPRIGHT = 4;

/** The report's own styles, and the rest of it. */
function takeStyles(html: string): { styles: string[]; rest: string } {
  const styles: string[] = [];
  const rest = html.replaceAll(/<style>([^<]*)<\/style>/g, (_, style: string) => {
    styles.push(style);
    return '';
  });
  return { styles, rest };
}

/** Puts the report into the frame. The page's rules let no style into it but files of its own and sheets that a script makes. */
function fill(frame: HTMLIFrameElement, html: string): Document | null {
  const inner = frame.contentWindow as (Window & typeof globalThis) | null;
  const paper = frame.contentDocument;
  if (!inner || !paper) return null;
  const { styles, rest } = takeStyles(html);
  const report = new DOMParser().parseFromString(rest, 'text/html');
  const widest = Math.max(
    0,
    ...[...report.querySelectorAll('table.pivot thead tr')].map((row) => row.childElementCount - 1),
  );
  const sheetOfPaper = `@page { margin: 14mm; ${widest > MOST_UPRIGHT ? 'size: landscape;' : ''} }`;
  // The page is as high as its window, the report as its content.
  const own = `html, body { height: auto; } ${sheetOfPaper}`;
  paper.documentElement.lang = report.documentElement.lang;
  paper.title = report.title;
  // The faces of the page, so that Hangul has its own on a system without one.
  for (const { href } of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = paper.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href });
    paper.head.append(link);
  }
  paper.adoptedStyleSheets = [...styles, own].map((text) => {
    const sheet = new inner.CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  paper.body.replaceChildren(...[...report.body.childNodes].map((node) => paper.adoptNode(node)));
  return paper;
}

/** Waits until the styles, the faces and the pictures are there. One that does not come is printed without. */
async function settle(paper: Document): Promise<void> {
  const links = [...paper.querySelectorAll('link')].filter(({ sheet }) => sheet === null);
  const images = [...paper.images].map((image) => image.decode().catch(() => {}));
  const styles = links.map(
    (link) =>
      new Promise((resolve) => {
        link.addEventListener('load', resolve, { once: true });
        link.addEventListener('error', resolve, { once: true });
      }),
  );
  await Promise.all([...styles, ...images]);
  // What is laid out asks for its faces.
  paper.body.getBoundingClientRect();
  await paper.fonts.ready;
}

/** Prints a report: an HTML file without scripts. Resolves when the browser has been asked to. */
export async function printHtml(html: string): Promise<void> {
  document.querySelector('iframe[data-print]')?.remove();
  const frame = document.createElement('iframe');
  frame.dataset['print'] = '';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // A frame that is not displayed has nothing to print.
  Object.assign(frame.style, {
    position: 'fixed',
    top: '0',
    left: '-300vw',
    width: '820px',
    height: '1160px',
    border: '0',
  });
  document.body.append(frame);
  const paper = fill(frame, html);
  if (!paper || !frame.contentWindow) return;
  await settle(paper);
  frame.contentWindow.addEventListener('afterprint', () => setTimeout(() => frame.remove()), { once: true });
  frame.contentWindow.focus();
  frame.contentWindow.print();
}

/** Prints the open notebook's report; with none open, the page as it is. */
export async function printReport(workspace: Workspace, view: HTMLElement | null): Promise<void> {
  await workspace.attempt(async () => {
    const report = await makeReport(workspace, view);
    if (report) await printHtml(await report.html.text());
    else window.print();
  });
}
