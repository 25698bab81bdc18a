import { Chart } from 'chart.js';
import type { LegendEntry, Scene } from './chart-scene.ts';
import { toConfig } from './draw.ts';
import { PICTURE_SCALE as SCALE } from '../../core/html-report/picture-size.ts';
import { drawSample, fontOf, textWidth, type Look } from './draw-look.ts';

const MARGIN = 16;
const LINE_HEIGHT = 20;
const SAMPLE_WIDTH = 24;

/** The lines of the legend, as wide as there is room: each entry and its place. */
function toLegendLines(legend: readonly LegendEntry[], width: number, look: Look) {
  const lines: { entry: LegendEntry; left: number }[][] = [];
  let left = 0;
  for (const entry of legend) {
    const needed = SAMPLE_WIDTH + textWidth(entry.name, fontOf(look));
    if (lines.length === 0 || left + needed > width) {
      lines.push([]);
      left = 0;
    }
    lines.at(-1)?.push({ entry, left });
    left += needed + 16;
  }
  return lines;
}

/** A text as lines of a width. Breaks between words, and within one that is too long. */
export function toLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** What a picture is made of. `paint` draws the figure itself, its top left at 0, 0. */
export interface PictureParts {
  /** What stands above it; null where it will stand beneath the same words. */
  words: { title: string; sentence: string } | null;
  legend: readonly LegendEntry[];
  size: { width: number; height: number };
  paint: (context: CanvasRenderingContext2D) => void;
}

/** A picture of words, legend and figure, at twice the size on the page. */
export function toPicture({ words, legend, size, paint }: PictureParts, look: Look): Promise<Blob | null> {
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) return Promise.resolve(null);
  const font = fontOf(look);
  const said = words ? toLines(words.sentence, size.width, (text) => textWidth(text, font)) : [];
  const lines = toLegendLines(legend, size.width, look);
  const legendTop = MARGIN + (words ? 26 + said.length * 17 + 6 : 0);
  const top = legendTop + lines.length * LINE_HEIGHT;
  picture.width = (size.width + 2 * MARGIN) * SCALE;
  picture.height = (top + size.height + MARGIN) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = look.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.textBaseline = 'middle';
  context.fillStyle = look.ink;
  context.font = fontOf(look, { size: 15, weight: 600 });
  if (words) context.fillText(words.title, MARGIN, MARGIN + 8);
  context.font = font;
  context.fillStyle = look.soft;
  said.forEach((line, row) => context.fillText(line, MARGIN, MARGIN + 32 + row * 17));
  lines.forEach((line, row) => {
    const y = legendTop + row * LINE_HEIGHT + LINE_HEIGHT / 2;
    for (const { entry, left } of line) {
      drawSample(context, entry, { x: MARGIN + left, y }, look);
      context.font = font;
      context.fillStyle = look.soft;
      context.fillText(entry.name, MARGIN + left + SAMPLE_WIDTH, y);
    }
  });
  context.save();
  context.translate(MARGIN, top);
  paint(context);
  context.restore();
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}

/** Paints a scene as it is on the page. */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { width, height }: { width: number; height: number },
  look: Look,
): void {
  const plot = document.createElement('canvas');
  plot.width = width;
  plot.height = height;
  const config = toConfig(scene, look, () => {});
  const chart = new Chart(plot, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SCALE },
  });
  context.drawImage(plot, 0, 0, width, height);
  chart.destroy();
}
