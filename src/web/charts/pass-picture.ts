import { msg } from '@lit/localize';
import type { Notebook } from '../../core/notebook.ts';
import { formatCount } from '../look/locale.ts';
import { levelsLine, levelWords, percent } from './chart-terms.ts';
import { fitText, fontOf, textWidth, type Look } from './draw-look.ts';
import type { PassModel } from './pass-model.ts';
import { tintOf } from './pass-table.ts';

const ROW = 34;
const HEAD = 40;
const CELL = 104;

/** How large a picture of a pass matrix is, CSS pixels. */
export function passSize(
  { columns, rows }: PassModel,
  look: Look,
): { width: number; height: number; head: number } {
  const font = fontOf(look);
  const head =
    Math.min(220, Math.max(80, ...rows.map(({ check }) => textWidth(check ?? msg('all checks'), font)))) + 14;
  return { width: Math.max(360, head + columns.length * CELL), height: HEAD + rows.length * ROW, head };
}

/** Paints a pass matrix as it is on the page. */
export function paintPass(
  context: CanvasRenderingContext2D,
  model: PassModel,
  notebook: Notebook,
  look: Look,
): void {
  const { head } = passSize(model, look);
  const font = fontOf(look);
  context.textBaseline = 'middle';
  const { by, split } = model.choice;
  const names = [by, split].filter((axis) => axis !== null).map(({ name }) => name);
  model.columns.forEach(({ levels }, at) => {
    const lines =
      names.length === 0
        ? [levelsLine(notebook, levels)]
        : names.map((name) => levelWords(notebook, name, levels));
    lines.forEach((line, row) => {
      context.font = fontOf(look, { weight: row === 0 ? 600 : 400 });
      context.fillStyle = look.soft;
      context.fillText(fitText(line, context.font, CELL - 8), head + at * CELL + 4, 10 + row * 16);
    });
  });
  model.rows.forEach(({ check, cells }, row) => {
    const y = HEAD + row * ROW;
    context.font = check === null ? fontOf(look, { weight: 600 }) : font;
    context.fillStyle = look.ink;
    context.fillText(fitText(check ?? msg('all checks'), context.font, head - 12), 0, y + ROW / 2);
    cells.forEach(({ mean, n, total, unknown }, at) => {
      const x = head + at * CELL;
      context.fillStyle = look.line;
      context.globalAlpha = 0.5;
      context.fillRect(x + 1, y + 1, CELL - 2, ROW - 2);
      context.globalAlpha = mean === null ? 0 : tintOf(mean) / 100;
      context.fillStyle = look.color('--series-1');
      context.fillRect(x + 1, y + 1, CELL - 2, ROW - 2);
      context.globalAlpha = 1;
      if (mean !== null) context.fillRect(x + 5, y + ROW - 7, (CELL - 10) * mean, 3);
      context.fillStyle = mean === null ? look.faint : look.ink;
      context.font = font;
      const words =
        mean === null
          ? unknown > 0
            ? `${formatCount(unknown)} ?`
            : '–'
          : `${percent(mean)}  ${formatCount(total ?? 0)}/${formatCount(n)}`;
      context.fillText(words, x + 8, y + ROW / 2 - 3);
    });
  });
}
