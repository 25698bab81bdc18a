/** The style sheet of the page of the API. Faces and colours are the page's own, where its style sheet is there. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; }
html { height: auto; scroll-behavior: smooth; scroll-padding-top: 16px; }
body { display: grid; grid-template-columns: 300px minmax(0, 1fr); height: auto; margin: 0;
  font: 14px/1.6 var(--font-text, sans-serif); font-variant-numeric: tabular-nums; }
:lang(ko) { word-break: keep-all; overflow-wrap: anywhere; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 20px 12px 24px 20px; font-size: 13px;
  border-inline-end: 1px solid var(--line, #8884); scrollbar-width: thin; }
nav ul { margin: 2px 0 10px; padding: 0; list-style: none; }
nav summary { padding: 3px 6px; border-radius: 6px; color: var(--ink-3, inherit); font-size: 12px; font-weight: 600;
  list-style: none; cursor: pointer; }
nav summary::-webkit-details-marker { display: none; }
nav summary::after { content: ' +'; }
nav details[open] > summary::after { content: ''; }
nav a { display: grid; grid-template-columns: 46px minmax(0, 1fr); gap: 6px; align-items: baseline; padding: 3px 6px;
  border-radius: 6px; color: var(--ink-2, inherit); text-decoration: none; line-height: 1.45; }
nav a:not(:has(b)) { grid-template-columns: minmax(0, 1fr); }
nav a:hover, nav summary:hover { background: var(--hover, #8882); }
main { width: 100%; max-width: 860px; padding: 24px 32px 30vh; }
a { color: var(--accent, LinkText); }
:focus-visible { outline: 2px solid var(--accent, Highlight); outline-offset: 1px; border-radius: 6px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.3; letter-spacing: -0.015em; }
h1 small, dt small { color: var(--ink-3, inherit); font-size: 13px; font-weight: 400; letter-spacing: 0; }
h2 { margin: 40px 0 0; font-size: 17px; letter-spacing: -0.01em; }
h3 { display: flex; align-items: baseline; gap: 10px; margin: 0 0 4px; font-size: 14px; font-weight: 600; }
h4 { margin: 14px 0 4px; color: var(--ink-3, inherit); font-size: 12px; font-weight: 600; }
p { max-width: 72ch; margin: 4px 0; }
section { margin-top: 16px; padding-top: 16px; border-top: 1px solid var(--line, #8884); }
section:target h3 { color: var(--accent, inherit); }
code, pre { font-family: var(--font-mono, monospace); font-size: 12.5px; }
nav code { font-size: 12px; overflow-wrap: anywhere; }
p code { padding: 1px 4px; border-radius: 4px; background: var(--sunken, #8881); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 6px 0 10px; padding: 10px 12px; border-radius: 6px; background: var(--sunken, #8881);
  line-height: 1.5; }
dl { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 4px 18px; margin: 4px 0; }
dd { margin: 0; color: var(--ink-2, inherit); }
b { flex: none; color: var(--ink-2, inherit); font: 600 11px/1.5 var(--font-mono, monospace); }
b.post, b.put { color: var(--warn, inherit); }
b.delete { color: var(--bad, inherit); }
b.get { color: var(--good, inherit); }
.answer { display: flex; gap: 10px; }
.answer strong { flex: none; min-width: 3ch; font-weight: 600; }
.type { margin: 2px 0; color: var(--ink-3, inherit); font: 12px/1.5 var(--font-mono, monospace); }
@media (max-width: 900px) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 38vh; padding: 16px 10px; border: 0; border-bottom: 1px solid var(--line, #8884); }
  main { box-sizing: border-box; padding: 16px 16px 64px; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: 8px; }
}
`;
