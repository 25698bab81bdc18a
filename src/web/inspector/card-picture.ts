import { msg, str } from '@lit/localize';
import { toPieces } from '../../core/piece.ts';
import type { TokenLogprob } from '../../core/trial.ts';
import { withTurningNamed } from '../../core/turning.ts';
import { formatCount } from '../look/locale.ts';
import { binOf } from '../tokens/token-segments.ts';
import type { CardWords } from './card-markdown.ts';
import { layOut, type PlacedStretch, type Stretch } from './text-layout.ts';

/** Device pixels for a CSS pixel. */
const SCALE = 2;
const WIDTH = 640;
const PAD = 24;
const LEADING = 25;
/** A canvas that is higher than this cannot be made everywhere. */
const MOST_LINES = 400;

/** Colours and face, as the page has them now. */
export interface PictureLook {
  font: string;
  paper: string;
  line: string;
  ink: string;
  soft: string;
  /** The grounds of the six bins. */
  heat: string[];
}

/** The look of an element's surroundings, in their theme. */
export function lookOf(element: HTMLElement): PictureLook {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.shadowRoot?.append(probe);
  const read = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const look = {
    font: getComputedStyle(element).fontFamily,
    paper: read('var(--surface)'),
    line: read('var(--line)'),
    ink: read('var(--ink)'),
    soft: read('var(--ink-3)'),
    heat: [0, 1, 2, 3, 4, 5].map((bin) => read(`var(--heat-${bin})`)),
  };
  probe.remove();
  return look;
}

const DASHES: Record<number, number[]> = { 1: [1, 2], 2: [4, 3], 3: [], 4: [], 5: [] };

/** The second channel beside colour: an underline that tells the bins apart. */
function underline(context: CanvasRenderingContext2D, { left, width, bin }: PlacedStretch, y: number): void {
  if (bin === 0) return;
  context.save();
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.setLineDash(DASHES[bin] ?? []);
  context.beginPath();
  const from = PAD + left;
  if (bin === 5) {
    for (let x = 0; x <= width; x += 2) context.lineTo(from + x, y + (x % 4 === 0 ? 1 : -1));
  } else {
    context.moveTo(from, y);
    context.lineTo(from + width, y);
    if (bin === 4) {
      context.moveTo(from, y + 2);
      context.lineTo(from + width, y + 2);
    }
  }
  context.stroke();
  context.restore();
}

/**
 * A result as a picture that can stand alone: what was varied, the text (painted where its tokens are given), the figures.
 * PNG at twice its size; null where the browser cannot make one. A text of more than 400 lines is cut, which the picture says.
 */
export async function toCardPicture(
  { levels, text, figures }: CardWords,
  tokens: readonly TokenLogprob[] | null,
  look: PictureLook,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return null;
  const faces = { head: `600 14px ${look.font}`, text: `16px ${look.font}`, foot: `13px ${look.font}` };
  const head = levels.map(({ axis, level }) => `${axis} ${level}`).join('  ·  ');
  const foot = figures.join('  ·  ');
  // The face comes in parts by what is written; the canvas does not wait for them by itself.
  await Promise.all([faces.head, faces.text].map((face) => document.fonts.load(face, head + text + foot)));
  const lay = (stretches: Stretch[], face: string) => {
    context.font = face;
    return layOut(stretches, {
      width: WIDTH - 2 * PAD,
      measure: (grapheme) => context.measureText(grapheme).width,
    });
  };
  const painted = tokens
    ? toPieces(text, tokens).map((piece) => ({ text: withTurningNamed(piece.text), bin: binOf(piece) }))
    : [{ text: withTurningNamed(text), bin: 0 }];
  const whole = lay(painted, faces.text);
  const left = whole.length - MOST_LINES;
  const rest =
    left > 0 ? msg(str`… and ${formatCount(left)} more lines. Markdown and CSV have them all.`) : '';
  const blocks = [
    { lines: lay([{ text: head, bin: 0 }], faces.head), face: faces.head, color: look.soft, step: 21 },
    {
      lines: whole.slice(0, MOST_LINES),
      face: faces.text,
      color: look.ink,
      step: LEADING,
    },
    ...[rest, foot].flatMap((words) =>
      words === ''
        ? []
        : [
            {
              lines: lay([{ text: words, bin: 0 }], faces.foot),
              face: faces.foot,
              color: look.soft,
              step: 20,
            },
          ],
    ),
  ];
  const height = 2 * PAD + 24 + blocks.reduce((sum, { lines, step }) => sum + lines.length * step, 0);
  canvas.width = WIDTH * SCALE;
  canvas.height = height * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = look.paper;
  context.fillRect(0, 0, WIDTH, height);
  context.strokeStyle = look.line;
  context.strokeRect(0.5, 0.5, WIDTH - 1, height - 1);
  context.textBaseline = 'alphabetic';
  let top = PAD;
  for (const { lines, face, color, step } of blocks) {
    context.font = face;
    for (const line of lines) {
      for (const stretch of line) {
        if (stretch.bin > 0) {
          context.fillStyle = look.heat[stretch.bin] ?? look.paper;
          context.fillRect(PAD + stretch.left, top + 2, stretch.width, step - 4);
        }
        context.fillStyle = color;
        context.strokeStyle = color;
        // Grapheme by grapheme it was measured, so that it stands where its ground is.
        context.fillText(stretch.text, PAD + stretch.left, top + step - 7);
        underline(context, stretch, top + step - 3);
      }
      top += step;
    }
    top += 12;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
