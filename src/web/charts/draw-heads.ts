import type { ScriptableContext } from 'chart.js';
import type { RowHead } from './chart-scene.ts';
import { isNarrow } from './plot-size.ts';
import { fitText, fontOf, textWidth, type Look } from './draw-look.ts';
import type { Box } from './label-place.ts';

/** Between a row's end and its label, CSS pixels. */
export const LABEL_GAP = 7;
/** Between the heads of groups, the heads of rows, and the bars. */
const HEAD_GAP = 12;

/** How much higher than its middle a row begins that has its head above it, CSS pixels. */
const HEAD_ABOVE = 8;

interface Heads {
  group: number;
  label: number;
}

/** How wide the columns of heads are; nothing where they stand above the bars. */
function headWidths(rows: readonly RowHead[], width: number, look: Look): Heads {
  if (isNarrow(width)) return { group: 0, label: 0 };
  const most = (texts: (string | null)[], font: string) =>
    Math.ceil(Math.max(0, ...texts.map((text) => (text === null ? 0 : textWidth(text, font)))));
  const group = most(
    rows.map((row) => row.group),
    fontOf(look, { weight: 600 }),
  );
  const label = most(
    rows.map((row) => row.label),
    fontOf(look),
  );
  const room = width * (group > 0 ? 0.46 : 0.34);
  if (group + label <= room) return { group, label };
  const half = Math.min(group, Math.max(room / 2, room - label));
  return { group: half, label: Math.min(label, room - half) };
}

function leftOf({ group, label }: Heads): number {
  return (group > 0 ? group + HEAD_GAP : 0) + (label > 0 ? label + HEAD_GAP : 2);
}

/** Draws the heads of rows: at the left, or above the bars where it is narrow. `half`: half the height of a row's bars. */
export function drawHeads(
  context: CanvasRenderingContext2D,
  rows: readonly RowHead[],
  at: { width: number; middleOf: (row: number) => number; half: number; look: Look },
): void {
  const { width, middleOf, half, look } = at;
  const widths = headWidths(rows, width, look);
  context.save();
  context.textBaseline = 'middle';
  rows.forEach(({ group, isFirst, label }, row) => {
    const y = middleOf(row);
    if (isNarrow(width)) {
      context.font = fontOf(look);
      const text = fitText(group === null ? label : `${group} · ${label}`, context.font, width - 8);
      // Over the lines of the grid.
      context.fillStyle = look.surface;
      context.fillRect(0, y - half - 17, textWidth(text, context.font) + 6, 15);
      context.fillStyle = look.soft;
      context.fillText(text, 2, y - half - 9);
      return;
    }
    if (group !== null && isFirst) {
      context.font = fontOf(look, { weight: 600 });
      context.fillStyle = look.ink;
      context.fillText(fitText(group, context.font, widths.group), 0, y);
    }
    context.font = fontOf(look);
    context.fillStyle = group === null ? look.ink : look.soft;
    context.textAlign = 'right';
    context.fillText(fitText(label, context.font, widths.label), leftOf(widths) - HEAD_GAP + 2, y);
    context.textAlign = 'left';
  });
  context.restore();
}

/** Thin lines between groups. */
export function drawRules(
  context: CanvasRenderingContext2D,
  rows: readonly RowHead[],
  { width, edgeOf, look }: { width: number; edgeOf: (row: number) => number; look: Look },
): void {
  // Where heads stand above their rows they part the groups as well.
  if (isNarrow(width)) return;
  context.save();
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  rows.forEach(({ group, isFirst }, row) => {
    if (group === null || !isFirst || row === 0) return;
    const y = Math.round(edgeOf(row)) + 0.5;
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
  });
  context.restore();
}

/** Told where each row is, once it is drawn. */
export type TellBoxes = (boxes: Box[]) => void;

interface RowScale {
  getPixelForValue: (value: number) => number;
  top: number;
  height: number;
}

/** Where each row is, over the whole width. */
export function boxesOf(rows: number, scale: RowScale, width: number): Box[] {
  const height = scale.height / Math.max(1, rows);
  // Heads above their rows stand where the rows before them end.
  const above = isNarrow(width) ? HEAD_ABOVE : 0;
  return Array.from({ length: rows }, (_, row) => ({
    x: 0,
    y: scale.getPixelForValue(row) - height / 2 - above,
    width,
    height,
  }));
}

/** Room around the plot: for the heads, for `reach` around its ends, and for the labels at the ends of the rows. */
export function layoutOf(rows: readonly RowHead[], ends: readonly string[], reach: number, look: Look) {
  const font = fontOf(look);
  const widest = Math.ceil(Math.max(0, ...ends.map((text) => textWidth(text, font))));
  return {
    padding: ({ chart }: ScriptableContext<'bar'>) => ({
      left: leftOf(headWidths(rows, chart.width, look)) + reach,
      right: widest + LABEL_GAP + reach + 6,
      top: isNarrow(chart.width) ? 14 : 4,
      bottom: 0,
    }),
  };
}
