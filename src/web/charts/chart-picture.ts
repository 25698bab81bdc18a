import { Chart } from 'chart.js';
import type { ChartData } from './chart-data.ts';
import { endLabels, FONT_SIZE, toConfig, type ChartLook } from './chart-draw.ts';

/** Device pixels for a CSS pixel in a picture that is saved. */
const SCALE = 2;
const MARGIN = 16;

/** The lines of the legend, as wide as there is room: each entry's colour (null for the whiskers), name and place. */
function toLegendLines(context: CanvasRenderingContext2D, data: ChartData, look: ChartLook, width: number) {
  const entries: { color: string | null; name: string }[] = [];
  if (data.series.length > 1)
    for (const series of data.series)
      entries.push({ color: look.colorOf(series), name: look.nameOf(series) });
  if (look.whiskers !== null) entries.push({ color: null, name: look.whiskers });
  const lines: { color: string | null; name: string; left: number }[][] = [];
  let left = 0;
  for (const entry of entries) {
    const needed = 22 + context.measureText(entry.name).width;
    if (lines.length === 0 || left + needed > width) {
      lines.push([]);
      left = 0;
    }
    lines.at(-1)?.push({ ...entry, left });
    left += needed + 16;
  }
  return lines;
}

/** A chart as a picture that can stand alone: with its title and legend, at twice the size on the page. */
export async function toPicture(
  data: ChartData,
  look: ChartLook,
  size: { width: number; height: number },
): Promise<Blob | null> {
  const plot = document.createElement('canvas');
  plot.width = size.width;
  plot.height = size.height;
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) return null;
  context.font = `${FONT_SIZE}px ${look.font}`;
  const lines = toLegendLines(context, data, look, size.width);
  const top = MARGIN + 26 + lines.length * 20;
  picture.width = (size.width + 2 * MARGIN) * SCALE;
  picture.height = (top + size.height + MARGIN) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = look.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.textBaseline = 'middle';
  context.fillStyle = look.ink;
  context.font = `600 15px ${look.font}`;
  context.fillText(look.title, MARGIN, MARGIN + 8);
  context.font = `${FONT_SIZE}px ${look.font}`;
  lines.forEach((line, row) => {
    const middle = MARGIN + 34 + row * 20;
    for (const { color, name, left } of line) {
      const from = MARGIN + left;
      context.fillStyle = color ?? look.ink;
      if (color !== null) context.fillRect(from, middle - 5, 10, 10);
      else {
        context.fillRect(from, middle - 0.5, 15, 1);
        context.fillRect(from, middle - 3.5, 1, 7);
        context.fillRect(from + 14, middle - 3.5, 1, 7);
      }
      context.fillStyle = look.ink;
      context.fillText(name, from + 20, middle);
    }
  });
  const config = toConfig(data, look, [endLabels(() => ({ data, look }))]);
  const chart = new Chart(plot, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SCALE },
  });
  context.drawImage(plot, MARGIN, top, size.width, size.height);
  chart.destroy();
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}
