import { html, type TemplateResult } from 'lit';
import arrowDown from 'lucide-static/icons/arrow-down-wide-narrow.svg?raw';
import arrowUp from 'lucide-static/icons/arrow-up-narrow-wide.svg?raw';
import chart from 'lucide-static/icons/chart-column.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import code from 'lucide-static/icons/code.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import filter from 'lucide-static/icons/list-filter.svg?raw';
import grid from 'lucide-static/icons/layout-grid.svg?raw';
import heat from 'lucide-static/icons/flame.svg?raw';
import help from 'lucide-static/icons/circle-question-mark.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import listPlus from 'lucide-static/icons/list-plus.svg?raw';
import list from 'lucide-static/icons/list.svg?raw';
import maximize from 'lucide-static/icons/maximize-2.svg?raw';
import menu from 'lucide-static/icons/panel-left.svg?raw';
import monitor from 'lucide-static/icons/monitor.svg?raw';
import more from 'lucide-static/icons/ellipsis-vertical.svg?raw';
import moon from 'lucide-static/icons/moon.svg?raw';
import note from 'lucide-static/icons/text.svg?raw';
import panelRight from 'lucide-static/icons/panel-right.svg?raw';
import pencil from 'lucide-static/icons/pencil.svg?raw';
import pivot from 'lucide-static/icons/table-2.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plug from 'lucide-static/icons/plug.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import prompt from 'lucide-static/icons/message-square-text.svg?raw';
import print from 'lucide-static/icons/printer.svg?raw';
import share from 'lucide-static/icons/share.svg?raw';
import present from 'lucide-static/icons/presentation.svg?raw';
import persona from 'lucide-static/icons/user-round.svg?raw';
import refresh from 'lucide-static/icons/rotate-cw.svg?raw';
import columns from 'lucide-static/icons/columns-3.svg?raw';
import difference from 'lucide-static/icons/git-compare.svg?raw';
import eyeOff from 'lucide-static/icons/eye-off.svg?raw';
import keep from 'lucide-static/icons/bookmark-plus.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import stop from 'lucide-static/icons/square.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import table from 'lucide-static/icons/table.svg?raw';
import tag from 'lucide-static/icons/tag.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';
import pin from 'lucide-static/icons/pin.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import matrix from 'lucide-static/icons/grid-3x3.svg?raw';
import assert from 'lucide-static/icons/list-checks.svg?raw';

const ICONS = {
  arrowDown,
  arrowUp,
  assert,
  chart,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  close,
  code,
  copy,
  download,
  filter,
  grid,
  heat,
  help,
  languages,
  list,
  listPlus,
  matrix,
  maximize,
  menu,
  monitor,
  moon,
  more,
  note,
  panelRight,
  pencil,
  present,
  print,
  persona,
  pivot,
  play,
  pin,
  plug,
  plus,
  prompt,
  refresh,
  columns,
  difference,
  eyeOff,
  keep,
  undo,
  search,
  share,
  stop,
  sun,
  table,
  tag,
  trash,
  upload,
  warning,
} as const;

export type IconName = keyof typeof ICONS;

// One template a picture, made once: unsafeSVG would have the browser parse it anew at every place it stands.
const TEMPLATES = new Map<IconName, TemplateResult>();

function toTemplate(svg: string): TemplateResult {
  const text = `<span class="glyph" aria-hidden="true">${svg}</span>`;
  return html(Object.assign([text], { raw: [text] }));
}

/** A picture from lucide, for the eye alone: what it means stands beside it or in the button's label. */
export function icon(name: IconName): TemplateResult {
  let template = TEMPLATES.get(name);
  if (!template) TEMPLATES.set(name, (template = toTemplate(ICONS[name])));
  return template;
}
