import type { ChartConfiguration, Plugin } from 'chart.js';
import type { LineScene } from './chart-scene.ts';
import type { TellBoxes } from './draw-heads.ts';
import { drawPoint, drawWhisker, fitText, FONT_SIZE, fontOf, textWidth, type Look } from './draw-look.ts';
import { placeLabels, spread, type Line } from './label-place.ts';

const RADIUS = 4.5;
const TARGET = 26;
const END_GAP = 12;
/** Points of the same place on the axis stand so far apart that their intervals can be told from each other; where there is room at a
 * name, as far apart as they are pressed. */
const DODGE = 7;
const WIDE_DODGE = 28;

interface Current {
  scene: LineScene;
  look: Look;
  tell: TellBoxes;
}

/** Where the points are, line by line, with the line's look. */
function placePoints(
  { lines, isJoined }: LineScene,
  at: { x: (value: number) => number; y: (value: number) => number },
) {
  const room = (at.x(1) - at.x(0)) / (lines.length + 1);
  const dodge = isJoined ? DODGE : Math.max(DODGE, Math.min(WIDE_DODGE, room));
  return lines.map((line, place) => ({
    ...line,
    points: line.points.map((point) => ({
      ...point,
      px: at.x(point.x) + (place - (lines.length - 1) / 2) * dodge,
      py: at.y(point.y),
    })),
  }));
}

/** What labels had better not stand on: the lines, where there are any, and the whiskers. */
function strokesOf(
  lines: ReturnType<typeof placePoints>,
  isJoined: boolean,
  yOf: (value: number) => number,
): Line[] {
  return lines.flatMap(({ points }) =>
    points.flatMap(({ px, py, interval }, at): Line[] => {
      const before = isJoined ? points[at - 1] : undefined;
      return [
        ...(before ? [{ x1: before.px, y1: before.py, x2: px, y2: py }] : []),
        ...(interval ? [{ x1: px, y1: yOf(interval.low), x2: px, y2: yOf(interval.high) }] : []),
      ];
    }),
  );
}

function lineDecor(current: () => Current): Plugin<'scatter'> {
  return {
    id: 'line-decor',
    afterDatasetsDraw({ ctx, scales, chartArea, width }) {
      const { scene, look, tell } = current();
      const xScale = scales['x'];
      const yScale = scales['y'];
      if (!xScale || !yScale) return;
      const lines = placePoints(scene, {
        x: (value) => xScale.getPixelForValue(value),
        y: (value) => yScale.getPixelForValue(value),
      });
      for (const { points, token, isDashed } of scene.isJoined ? lines : []) {
        ctx.save();
        ctx.beginPath();
        for (const { px, py } of points) ctx.lineTo(px, py);
        ctx.strokeStyle = look.color(token);
        ctx.lineWidth = 2;
        ctx.lineJoin = 'round';
        if (isDashed) ctx.setLineDash([6, 4]);
        ctx.stroke();
        ctx.restore();
      }
      for (const { points, token } of lines)
        for (const { px, interval } of points) {
          if (!interval || interval.high <= interval.low) continue;
          const [low, high] = [interval.low, interval.high].map((value) => yScale.getPixelForValue(value));
          ctx.save();
          ctx.globalAlpha = 0.7;
          drawWhisker(
            ctx,
            { x: px, y: low ?? 0 },
            { x: px, y: high ?? 0 },
            { color: look.color(token), look },
          );
          ctx.restore();
        }
      for (const { points, token, shape } of lines)
        for (const { px, py } of points)
          drawPoint(ctx, shape, { x: px, y: py, radius: RADIUS }, { color: look.color(token), look });
      ctx.save();
      ctx.textBaseline = 'middle';
      // Each line's name at its end.
      const ends = lines.map(({ points }) => points.at(-1)?.py ?? 0);
      const right = Math.max(...lines.map(({ points }) => points.at(-1)?.px ?? 0));
      const font = fontOf(look, { weight: 600 });
      const places = spread(ends, FONT_SIZE + 3, { low: 8, high: chartArea.bottom - 6 });
      lines.forEach(({ name, points }, at) => {
        const end = points.at(-1);
        if (!end || name === '') return;
        const left = right + END_GAP;
        const middle = places[at] ?? end.py;
        ctx.font = font;
        ctx.fillStyle = look.ink;
        ctx.fillText(fitText(name, font, Math.max(30, width - left - 2)), left, middle);
      });
      // How much each point is of, where there is room.
      const small = fontOf(look, { size: 11 });
      const all = lines.flatMap(({ points }) => points);
      const boxes = placeLabels(
        all.map(({ px, py, label }) => ({
          x: px,
          y: py,
          radius: RADIUS + 2,
          width: textWidth(label, small),
          height: 13,
        })),
        { x: chartArea.left, y: 0, width: chartArea.right - chartArea.left + 4, height: chartArea.bottom },
        {
          side: 'corner',
          lines: strokesOf(lines, scene.isJoined, (value) => yScale.getPixelForValue(value)),
        },
      );
      ctx.font = small;
      ctx.fillStyle = look.faint;
      ctx.strokeStyle = look.surface;
      ctx.lineWidth = 3;
      ctx.lineJoin = 'round';
      boxes.forEach((box, at) => {
        if (!box) return;
        const label = all[at]?.label ?? '';
        const middle = box.y + box.height / 2;
        // With a halo, for where a line could not be avoided.
        ctx.strokeText(label, box.x, middle);
        ctx.fillText(label, box.x, middle);
      });
      ctx.restore();
      tell(
        all.map(({ px, py }) => ({ x: px - TARGET / 2, y: py - TARGET / 2, width: TARGET, height: TARGET })),
      );
    },
  };
}

/** What Chart.js draws of lines: the axes; lines, intervals and names are drawn over them. */
export function toLineConfig(
  scene: LineScene,
  look: Look,
  current: () => Current,
): ChartConfiguration<'scatter'> {
  const font = fontOf(look, { weight: 600 });
  const names = Math.ceil(Math.max(0, ...scene.lines.map(({ name }) => textWidth(name, font))));
  const xs = [...new Set(scene.lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort(
    (a, b) => a - b,
  );
  const span = (xs.at(-1) ?? 1) - (xs[0] ?? 0) || 1;
  const small = { family: look.font, size: 11 };
  const title = (text: string) => ({
    display: true,
    text,
    color: look.soft,
    font: { family: look.font, size: FONT_SIZE },
  });
  return {
    type: 'scatter',
    plugins: [lineDecor(current)],
    data: {
      datasets: scene.lines.map(({ points }) => ({
        data: points.map(({ x, y }) => ({ x, y })),
        pointRadius: 0,
        showLine: false,
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: {
        padding: ({ chart }) => ({
          top: 12,
          left: 2,
          right: scene.isJoined ? Math.min(names + END_GAP + 4, chart.width * 0.34) : 4,
          bottom: 0,
        }),
      },
      scales: {
        x: {
          type: 'linear',
          // A name stands in the middle of a place of its own.
          min: scene.isJoined ? (xs[0] ?? 0) - span * 0.05 : -0.5,
          max: scene.isJoined ? (xs.at(-1) ?? 1) + span * 0.02 : (scene.xNames?.length ?? 1) - 0.5,
          grid: { color: look.line, drawTicks: false },
          border: { color: look.line },
          title: title(scene.xTitle),
          // The levels that there are, and nothing between them.
          afterBuildTicks: (axis) => {
            axis.ticks = xs.map((value) => ({ value }));
          },
          ticks: {
            color: look.faint,
            padding: 6,
            autoSkip: true,
            font: small,
            callback: (value) => scene.xNames?.[Number(value)] ?? scene.xFormat(Number(value)),
          },
        },
        y: {
          min: 0,
          max: 1,
          grid: { color: look.line, drawTicks: false },
          border: { display: false },
          title: title(scene.yTitle),
          ticks: {
            color: look.faint,
            padding: 6,
            maxTicksLimit: 6,
            font: small,
            callback: (value) => scene.yFormat(Number(value)),
          },
        },
      },
    },
  };
}
