/** The style of a report: it stands alone, follows the reader's light or dark, and prints. */
export const REPORT_STYLE = `
:root { color-scheme: light dark;
  --paper: light-dark(#fafaf8, #131316); --surface: light-dark(#fff, #1a1a1e); --sunken: light-dark(#f2f2ef, #0f0f12);
  --line: light-dark(#e5e4df, #2b2b31); --ink: light-dark(#1b1b1f, #f2f2f4); --ink-2: light-dark(#504f57, #b9b8c1);
  --ink-3: light-dark(#67666f, #9a99a4); --accent: light-dark(#2447b5, #a3b8ff);
  --good: light-dark(#14663f, #79d2a4); --warn: light-dark(#7a4b00, #f0bd6a); --bad: light-dark(#a4201a, #ff9d94);
  --heat-1: light-dark(#fff7d6, #2b2410); --heat-2: light-dark(#fee6a3, #423110); --heat-3: light-dark(#fdcb6e, #5c3d0f);
  --heat-4: light-dark(#f8a04c, #78450f); --heat-5: light-dark(#e9773a, #8f4a17); }
* { box-sizing: border-box; }
body { margin: 0; padding: 32px 24px 64px; overflow-wrap: anywhere; background: var(--paper); color: var(--ink);
  font: 14px/1.6 'Pretendard Variable', Pretendard, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif; }
:lang(ko) { word-break: keep-all; overflow-wrap: anywhere; }
main, header.report, footer { max-width: 1180px; margin: 0 auto; }
header.report { margin-bottom: 24px; }
h1 { font-size: 24px; line-height: 1.3; letter-spacing: -.015em; margin: 0 0 6px; }
h2 { font-size: 17px; margin: 28px 0 6px; } h3 { font-size: 14px; margin: 20px 0 4px; }
.note { max-width: 72ch; color: var(--ink-2); } .note :is(h1, h2, h3) { color: var(--ink); }
.note pre, .cell pre { overflow: auto; padding: 10px; border-radius: 6px; background: var(--sunken); }
.note table, table.data { border-collapse: collapse; font-size: 13px; } .note :is(td, th), table.data :is(td, th) {
  border: 1px solid var(--line); padding: 3px 8px; vertical-align: top; overflow-wrap: break-word; }
:is(.note, table.data) :is(td, th):not([align]) { text-align: start; }
:is(.note, table.data) tr > :last-child { overflow-wrap: anywhere; min-width: 6em; }
.note blockquote { margin: 6px 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); color: var(--ink-3); }
.note hr { border: 0; border-top: 1px solid var(--line); }
table.data td.n { text-align: end; font-variant-numeric: tabular-nums; }
.meta { color: var(--ink-3); font-size: 12px; } .num { font-variant-numeric: tabular-nums; }
.cell { margin: 14px 0; } .cell > .kind { color: var(--ink-3); font-size: 12px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.turning { display: inline-block; margin: 0 1px; padding: 0 3px; border: 1px solid var(--line); border-radius: 3px; background: var(--sunken); color: var(--ink-2); font: 0.78em/1.25 ui-monospace, monospace; }
.turning::before { content: attr(data-code); } [data-rtl] { unicode-bidi: plaintext; text-align: start; }
.quote { border-inline-start: 3px solid var(--line); padding: 2px 0 2px 12px; color: var(--ink-2); }
.scroll { overflow-x: auto; margin: 8px 0 20px; padding-top: 1px; } .scroll.picture { margin: 8px 0; padding: 0; }
table.pivot { border-collapse: collapse; width: 100%; min-width: calc(112px + var(--columns, 1) * 180px); table-layout: fixed; }
table.pivot :is(td, th) { border: 1px solid var(--line); vertical-align: top; text-align: start; padding: 8px 10px; }
table.pivot thead th, table.pivot tbody th { background: var(--sunken); font-size: 12px; font-weight: 600; }
table.pivot th.head { width: 112px; } table.pivot td { background: var(--surface); }
.card + .card { margin-top: 10px; padding-top: 10px; border-top: 1px dashed var(--line); }
.card .foot { margin-top: 6px; color: var(--ink-3); font-size: 12px; font-variant-numeric: tabular-nums; }
.said { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 6px; }
.mark { padding: 0 6px; border: 1px solid var(--line); border-radius: 4px; color: var(--ink-2); font-size: 12px; overflow-wrap: anywhere; }
.remark { margin-top: 4px; padding-inline-start: 8px; border-inline-start: 2px solid var(--accent); color: var(--ink-2); font-size: 13px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 640px) { body { padding: 20px 16px 48px; } }
/* On a phone a chart is read as large as it is, by scrolling in its box. */
@media screen and (max-width: 640px) { figure .scroll img { max-width: none; } }
.card .foot span { white-space: nowrap; }
.old { opacity: .6; } .bad { color: var(--bad); } .warn { color: var(--warn); } .good { color: var(--good); }
.h1, .h2, .h3, .h4, .h5 { border-radius: 2px; text-underline-offset: 3px; text-decoration-skip-ink: none;
  text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); text-decoration-thickness: 1px; }
.h1 { background: var(--heat-1); text-decoration-line: underline; text-decoration-style: dotted; }
.h2 { background: var(--heat-2); text-decoration-line: underline; text-decoration-style: dashed; }
.h3 { background: var(--heat-3); text-decoration-line: underline; text-decoration-style: solid; }
.h4 { background: var(--heat-4); text-decoration-line: underline; text-decoration-style: double; }
.h5 { background: var(--heat-5); text-decoration-line: underline; text-decoration-style: wavy; }
body:has(#heat:not(:checked)) .text span { background: none; text-decoration: none; }
.legend { display: inline-flex; gap: 2px; align-items: center; } .legend span { padding: 0 7px; }
figure { margin: 14px 0; } figure img { max-width: 100%; height: auto; vertical-align: top; border: 1px solid var(--line); border-radius: 6px; }
img.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { img.dark { display: inline; } img.light { display: none; } }
figcaption { margin-bottom: 8px; color: var(--ink-2); font-size: 13px; } figcaption :is(h3, p) { margin: 0; }
figcaption h3 { color: var(--ink); }
.turns { display: grid; gap: 8px; margin: 4px 0; } .turns dt { color: var(--ink-3); font-size: 12px; font-weight: 600; }
.turns dd { margin: 0; }
details.rest { margin-bottom: 20px; } .scroll:has(+ .rest) { margin-bottom: 6px; } .rest .scroll { margin: 6px 0 0; }
details > summary { cursor: pointer; color: var(--ink-2); font-size: 13px; }
footer { margin-top: 40px; border-top: 1px solid var(--line); padding-top: 10px; }
@media print { :root { color-scheme: light; } * { print-color-adjust: exact; }
  body { padding: 0; background: #fff; font-size: 12px; } .scroll, .note pre, .cell pre { overflow: visible; }
  .note pre, .cell pre { white-space: pre-wrap; } #heat, details:not([open], .rest) { display: none; }
  .rest > summary { display: none; } .rest::details-content { content-visibility: visible; height: auto; } table.pivot th.head { width: 96px; }
  .card, figure img { break-inside: avoid; } h1, h2, h3, .kind { break-after: avoid; } }
`;
