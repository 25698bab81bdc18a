import type { ChartConfiguration, Plugin } from 'chart.js';
import type { BarScene } from './chart-scene.ts';
import { BAR_HEIGHT } from './plot-size.ts';
import { boxesOf, drawHeads, drawRules, LABEL_GAP, layoutOf, type TellBoxes } from './draw-heads.ts';
import { drawWhisker, fontOf, toFill, type Look } from './draw-look.ts';

function barDecor(current: () => { scene: BarScene; look: Look; tell: TellBoxes }): Plugin<'bar'> {
  return {
    id: 'bar-decor',
    beforeDatasetsDraw({ ctx, scales, width }) {
      const { scene, look } = current();
      const y = scales['y'];
      if (!y) return;
      const half = y.height / Math.max(1, scene.rows.length) / 2;
      drawRules(ctx, scene.rows, { width, edgeOf: (row) => y.getPixelForValue(row) - half, look });
    },
    afterDatasetsDraw({ ctx, scales, width }) {
      const { scene, look, tell } = current();
      const x = scales['x'];
      const y = scales['y'];
      if (!x || !y) return;
      const lanes = scene.paints.length;
      const half = (lanes * BAR_HEIGHT) / 2;
      drawHeads(ctx, scene.rows, { width, middleOf: (row) => y.getPixelForValue(row), half, look });
      ctx.save();
      ctx.font = fontOf(look);
      ctx.textBaseline = 'middle';
      scene.rows.forEach((row, at) =>
        row.lanes.forEach(({ interval, label, end }, lane) => {
          const middle = y.getPixelForValue(at) + (lane - (lanes - 1) / 2) * BAR_HEIGHT;
          if (interval && interval.high > interval.low) {
            const [low, high] = [interval.low, interval.high].map((value) => x.getPixelForValue(value));
            drawWhisker(
              ctx,
              { x: low ?? 0, y: middle },
              { x: high ?? 0, y: middle },
              { color: look.ink, look },
            );
          }
          ctx.fillStyle = lane === 0 ? look.ink : look.soft;
          ctx.fillText(label, x.getPixelForValue(end) + LABEL_GAP, middle);
        }),
      );
      ctx.restore();
      tell(boxesOf(scene.rows.length, y, width));
    },
  };
}

/** What Chart.js draws of bars. `current` is asked at each drawing. */
export function toBarConfig(
  scene: BarScene,
  look: Look,
  current: () => { scene: BarScene; look: Look; tell: TellBoxes },
): ChartConfiguration<'bar'> {
  const longest = Math.max(0, ...scene.rows.flatMap(({ lanes }) => lanes.map(({ end }) => end)));
  return {
    type: 'bar',
    plugins: [barDecor(current)],
    data: {
      labels: scene.rows.map((_, row) => row),
      datasets: scene.paints.flatMap((paints, lane) =>
        paints.map((paint, part) => ({
          data: scene.rows.map(({ lanes }) => lanes[lane]?.values[part] ?? null),
          backgroundColor: toFill(paint, look),
          borderColor: look.surface,
          borderWidth: { right: 1, left: 0, top: 1, bottom: 1 },
          borderSkipped: false as const,
          barThickness: BAR_HEIGHT,
          stack: `lane-${lane}`,
        })),
      ),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: layoutOf(
        scene.rows,
        scene.rows.flatMap(({ lanes }) => lanes.map(({ label }) => label)),
        0,
        look,
      ),
      scales: {
        x: {
          stacked: true,
          beginAtZero: true,
          // With nothing but zeros there is nothing to read off the axis, and it would go from -1 to 1.
          ...(longest === 0 ? { max: 1 } : { suggestedMax: longest }),
          ...(scene.most === null ? {} : { max: scene.most }),
          grid: { color: look.line, drawTicks: false, display: longest > 0 },
          border: { display: false },
          ticks: {
            padding: 6,
            maxTicksLimit: 6,
            maxRotation: 0,
            display: longest > 0,
            color: look.faint,
            font: { family: look.font, size: 11 },
            callback: (value) => scene.format(Number(value)),
          },
        },
        y: {
          stacked: true,
          grid: { display: false },
          border: { color: look.line },
          ticks: { display: false },
        },
      },
    },
  };
}
