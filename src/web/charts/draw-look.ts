import type { LegendEntry, Paint, PointShape, Texture } from './chart-scene.ts';

/** What to draw with: colours as the theme has them now. */
export interface Look {
  /** The colour of a token. */
  color: (token: string) => string;
  ink: string;
  soft: string;
  faint: string;
  line: string;
  surface: string;
  font: string;
}

/** CSS pixels. */
export const FONT_SIZE = 12;

/** The font of a chart's text. */
export function fontOf(
  look: Look,
  { size = FONT_SIZE, weight = 400 }: { size?: number; weight?: number } = {},
): string {
  return `${weight} ${size}px ${look.font}`;
}

let ruler: CanvasRenderingContext2D | null = null;

/** How wide a text is, CSS pixels. */
export function textWidth(text: string, font: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text.length * 7;
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** A text cut so that it is at most so wide, with an ellipsis where it was cut. */
export function fitText(text: string, font: string, width: number): string {
  if (textWidth(text, font) <= width) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(`${letters.slice(0, middle).join('')}…`, font) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
}

const TILE = 6;

function strokeTile(context: CanvasRenderingContext2D, texture: Texture): void {
  context.beginPath();
  if (texture === 'dots') {
    context.arc(TILE / 2, TILE / 2, 1.3, 0, 2 * Math.PI);
    context.fill();
  } else if (texture === 'grid') {
    context.rect(0, 0, TILE, 1);
    context.rect(0, 0, 1, TILE);
    context.fill();
  } else {
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift - 1, TILE + 1);
      context.lineTo(shift + TILE + 1, -1);
    }
    context.stroke();
  }
}

/** A fill of a colour and a texture, for a canvas. */
export function toFill({ token, texture }: Paint, look: Look): string | CanvasPattern {
  const color = look.color(token);
  if (texture === 'solid') return color;
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  if (!context) return color;
  context.fillStyle = color;
  context.fillRect(0, 0, TILE, TILE);
  context.fillStyle = look.surface;
  context.strokeStyle = look.surface;
  context.lineWidth = 1.6;
  context.globalAlpha = 0.75;
  strokeTile(context, texture);
  return context.createPattern(tile, 'repeat') ?? color;
}

/** Draws a point's shape. */
export function drawPoint(
  context: CanvasRenderingContext2D,
  shape: PointShape,
  { x, y, radius }: { x: number; y: number; radius: number },
  { color, look, isHollow = false }: { color: string; look: Look; isHollow?: boolean },
): void {
  context.save();
  context.beginPath();
  const polygon = (points: [number, number][]) => {
    for (const [dx, dy] of points) context.lineTo(x + dx * radius, y + dy * radius);
    context.closePath();
  };
  if (shape === 'circle') context.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === 'rect') context.rect(x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
  else if (shape === 'triangle')
    polygon([
      [0, -1.15],
      [1.1, 0.85],
      [-1.1, 0.85],
    ]);
  else if (shape === 'rectRot')
    polygon([
      [0, -1.25],
      [1.25, 0],
      [0, 1.25],
      [-1.25, 0],
    ]);
  else if (shape === 'star')
    polygon(
      Array.from({ length: 10 }, (_, at) => {
        const reach = at % 2 === 0 ? 1.35 : 0.6;
        const angle = (at * Math.PI) / 5 - Math.PI / 2;
        return [Math.cos(angle) * reach, Math.sin(angle) * reach];
      }),
    );
  else
    polygon([
      [-0.4, -1.2],
      [0.4, -1.2],
      [0.4, -0.4],
      [1.2, -0.4],
      [1.2, 0.4],
      [0.4, 0.4],
      [0.4, 1.2],
      [-0.4, 1.2],
      [-0.4, 0.4],
      [-1.2, 0.4],
      [-1.2, -0.4],
      [-0.4, -0.4],
    ]);
  // A halo keeps points apart that lie on each other.
  context.strokeStyle = look.surface;
  context.lineWidth = 4;
  context.stroke();
  context.fillStyle = isHollow ? look.surface : color;
  context.fill();
  context.strokeStyle = color;
  context.lineWidth = 1.8;
  if (isHollow) context.stroke();
  context.restore();
}

/** Draws a whisker from one end to the other, with a halo, so that it is seen within a bar too. */
export function drawWhisker(
  context: CanvasRenderingContext2D,
  from: { x: number; y: number },
  to: { x: number; y: number },
  { color, look }: { color: string; look: Look },
): void {
  const isAcross = from.y === to.y;
  const [dx, dy] = isAcross ? [0, 3.5] : [3.5, 0];
  context.save();
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  for (const end of [from, to]) {
    context.moveTo(end.x - dx, end.y - dy);
    context.lineTo(end.x + dx, end.y + dy);
  }
  for (const [style, width] of [
    [look.surface, 3.6],
    [color, 1.3],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  context.restore();
}

/** Draws the sample of a legend's entry in a box of 18 x 10 whose left middle is at a place. */
export function drawSample(
  context: CanvasRenderingContext2D,
  { sample }: LegendEntry,
  { x, y }: { x: number; y: number },
  look: Look,
): void {
  context.save();
  if (sample.kind === 'area') {
    context.fillStyle = toFill(sample.paint, look);
    context.fillRect(x + 3, y - 6, 12, 12);
  } else if (sample.kind === 'point') {
    drawPoint(context, sample.shape, { x: x + 9, y, radius: 5 }, { color: look.color(sample.token), look });
  } else if (sample.kind === 'whisker') {
    drawWhisker(context, { x: x + 1, y }, { x: x + 17, y }, { color: look.ink, look });
  } else {
    context.strokeStyle = look.faint;
    context.lineWidth = 1.4;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 18, y);
    context.stroke();
  }
  context.restore();
}
