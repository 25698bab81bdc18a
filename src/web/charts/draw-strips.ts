import type { ChartConfiguration, Plugin } from 'chart.js';
import type { StripScene } from './chart-scene.ts';
import { BAR_HEIGHT } from './plot-size.ts';
import { boxesOf, drawHeads, drawRules, LABEL_GAP, layoutOf, type TellBoxes } from './draw-heads.ts';
import { drawPoint, drawWhisker, fontOf, type Look } from './draw-look.ts';

/** Of the dot that stands for all answers of a row, CSS pixels. */
const MOST_RADIUS = 11;

function stripDecor(current: () => { scene: StripScene; look: Look; tell: TellBoxes }): Plugin<'bar'> {
  return {
    id: 'strip-decor',
    afterDatasetsDraw({ ctx, scales, width }) {
      const { scene, look, tell } = current();
      const x = scales['x'];
      const y = scales['y'];
      if (!x || !y) return;
      const half = y.height / Math.max(1, scene.rows.length) / 2;
      drawRules(ctx, scene.rows, { width, edgeOf: (row) => y.getPixelForValue(row) - half, look });
      drawHeads(ctx, scene.rows, {
        width,
        middleOf: (row) => y.getPixelForValue(row),
        half: MOST_RADIUS,
        look,
      });
      ctx.save();
      ctx.font = fontOf(look);
      ctx.textBaseline = 'middle';
      scene.rows.forEach(({ counts, mean, interval, ending }, row) => {
        const middle = y.getPixelForValue(row);
        const all = counts.reduce((sum, count) => sum + count, 0);
        ctx.fillStyle = look.color('--series-5');
        ctx.globalAlpha = 0.55;
        counts.forEach((count, place) => {
          if (count === 0) return;
          ctx.beginPath();
          // The area, not the width, is what the eye compares.
          ctx.arc(
            x.getPixelForValue(place + 1),
            middle,
            MOST_RADIUS * Math.sqrt(count / all),
            0,
            2 * Math.PI,
          );
          ctx.fill();
        });
        ctx.globalAlpha = 1;
        if (mean !== null) {
          const at = x.getPixelForValue(mean);
          if (interval && interval.high > interval.low) {
            const [low, high] = [interval.low, interval.high].map((value) => x.getPixelForValue(value));
            drawWhisker(
              ctx,
              { x: low ?? 0, y: middle },
              { x: high ?? 0, y: middle },
              { color: look.ink, look },
            );
          }
          drawPoint(
            ctx,
            'rectRot',
            { x: at, y: middle, radius: 4.5 },
            { color: look.color(scene.token), look },
          );
        }
        ctx.fillStyle = mean === null ? look.faint : look.ink;
        ctx.fillText(ending, x.right + LABEL_GAP + MOST_RADIUS, middle);
      });
      ctx.restore();
      tell(boxesOf(scene.rows.length, y, width));
    },
  };
}

/** What Chart.js draws of ratings: the axes; all else is drawn over them. */
export function toStripConfig(
  scene: StripScene,
  look: Look,
  current: () => { scene: StripScene; look: Look; tell: TellBoxes },
): ChartConfiguration<'bar'> {
  return {
    type: 'bar',
    plugins: [stripDecor(current)],
    data: {
      labels: scene.rows.map((_, row) => row),
      datasets: [{ data: scene.rows.map(() => null), barThickness: BAR_HEIGHT }],
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: layoutOf(
        scene.rows,
        scene.rows.map(({ ending }) => ending),
        MOST_RADIUS,
        look,
      ),
      scales: {
        x: {
          min: 1,
          max: 5,
          grid: { color: look.line, drawTicks: false },
          border: { display: false },
          ticks: { padding: 6, stepSize: 1, color: look.faint, font: { family: look.font, size: 11 } },
        },
        y: { grid: { display: false }, border: { display: false }, ticks: { display: false } },
      },
    },
  };
}
