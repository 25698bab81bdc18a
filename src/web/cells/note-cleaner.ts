import DOMPurify from 'dompurify';
import { marked } from 'marked';

// A picture from elsewhere would tell its server who reads the note; its words stand in its place.
DOMPurify.addHook('uponSanitizeAttribute', (_node, attribute) => {
  if (attribute.attrName === 'src' && !/^data:image\//i.test(attribute.attrValue)) attribute.keepAttr = false;
});

// A picture without words is told of by its address otherwise.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'IMG' && !node.hasAttribute('alt')) node.setAttribute('alt', '');
});

/** A note that holds HTML, as HTML: no script, style, form or picture from elsewhere gets through. */
export function cleanNote(body: string): string {
  const markup = marked.parse(body, { async: false, gfm: true });
  // Notes come from files that others wrote.
  return DOMPurify.sanitize(markup, {
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'iframe'],
    FORBID_ATTR: ['style', 'id', 'name', 'srcset', 'poster', 'background'],
    USE_PROFILES: { html: true },
  });
}
