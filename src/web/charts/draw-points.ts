import type { ChartConfiguration, Plugin } from 'chart.js';
import type { Interval, PointScene } from './chart-scene.ts';
import type { TellBoxes } from './draw-heads.ts';
import { drawPoint, drawWhisker, FONT_SIZE, fontOf, textWidth, type Look } from './draw-look.ts';
import { leaderOf, placeLabels, type Line } from './label-place.ts';

const RADIUS = 5.5;
/** What a finger or a pointer must hit, CSS pixels. */
const TARGET = 26;
/** How many lines a label may stand off its point, so that every point has one. */
const LABEL_REACH = 4;
/** How much further than its ends a logarithmic axis goes, as a factor. */
const LOG_ROOM = 1.15;

interface PixelScale {
  getPixelForValue: (value: number) => number;
}

interface Current {
  scene: PointScene;
  look: Look;
  tell: TellBoxes;
}

interface Spot {
  px: number;
  py: number;
  xInterval: Interval | null;
  yInterval: Interval | null;
}

/** The lines that labels had better not stand on: the frontier and the whiskers. */
function linesOf(
  spots: readonly Spot[],
  frontier: readonly number[],
  at: { x: PixelScale; y: PixelScale },
): Line[] {
  const lines: Line[] = [];
  frontier.forEach((place, rank) => {
    const [from, to] = [spots[frontier[rank - 1] ?? -1], spots[place]];
    if (from && to) lines.push({ x1: from.px, y1: from.py, x2: to.px, y2: to.py });
  });
  for (const { px, py, xInterval, yInterval } of spots) {
    if (xInterval) {
      const [x1, x2] = [at.x.getPixelForValue(xInterval.low), at.x.getPixelForValue(xInterval.high)];
      lines.push({ x1, y1: py, x2, y2: py });
    }
    if (yInterval) {
      const [y1, y2] = [at.y.getPixelForValue(yInterval.low), at.y.getPixelForValue(yInterval.high)];
      lines.push({ x1: px, y1, x2: px, y2 });
    }
  }
  return lines;
}

function pointDecor(current: () => Current): Plugin<'scatter'> {
  return {
    id: 'point-decor',
    afterDatasetsDraw({ ctx, scales, chartArea }) {
      const { scene, look, tell } = current();
      const x = scales['x'];
      const y = scales['y'];
      if (!x || !y) return;
      const points = scene.points.map((point) => ({
        ...point,
        px: x.getPixelForValue(point.x),
        py: y.getPixelForValue(point.y),
      }));
      ctx.save();
      ctx.beginPath();
      for (const place of scene.frontier) {
        const point = points[place];
        if (point) ctx.lineTo(point.px, point.py);
      }
      ctx.strokeStyle = look.faint;
      ctx.lineWidth = 1.4;
      ctx.setLineDash([4, 3]);
      ctx.stroke();
      ctx.restore();
      for (const { px, py, xInterval, yInterval, token } of points) {
        const color = look.color(token);
        ctx.save();
        ctx.globalAlpha = 0.45;
        if (xInterval && xInterval.high > xInterval.low)
          drawWhisker(
            ctx,
            { x: Math.max(chartArea.left, x.getPixelForValue(xInterval.low)), y: py },
            { x: Math.min(chartArea.right, x.getPixelForValue(xInterval.high)), y: py },
            { color, look },
          );
        if (yInterval && yInterval.high > yInterval.low)
          drawWhisker(
            ctx,
            { x: px, y: y.getPixelForValue(yInterval.low) },
            { x: px, y: y.getPixelForValue(yInterval.high) },
            { color, look },
          );
        ctx.restore();
      }
      for (const { px, py, token, shape, isBest } of points)
        drawPoint(
          ctx,
          shape,
          { x: px, y: py, radius: RADIUS },
          { color: look.color(token), look, isHollow: !isBest },
        );
      const font = fontOf(look);
      const area = { x: chartArea.left, y: 0, width: x.right - chartArea.left + 8, height: chartArea.bottom };
      // The frontier's labels come first: they are what is looked for.
      const order = points
        .map((_, at) => at)
        .sort((a, b) => Number(points[b]?.isBest) - Number(points[a]?.isBest));
      const wishes = order.map((at) => ({
        x: points[at]?.px ?? 0,
        y: points[at]?.py ?? 0,
        radius: RADIUS + 1,
        width: textWidth(points[at]?.label ?? '', font),
        height: FONT_SIZE + 3,
      }));
      const boxes = placeLabels(wishes, area, {
        side: 'corner',
        lines: linesOf(points, scene.frontier, { x, y }),
        reach: LABEL_REACH,
      });
      ctx.save();
      ctx.font = font;
      ctx.textBaseline = 'middle';
      ctx.lineJoin = 'round';
      boxes.forEach((box, rank) => {
        const point = points[order[rank] ?? -1];
        const wish = wishes[rank];
        if (!box || !point || !wish) return;
        const middle = box.y + box.height / 2;
        const leader = leaderOf(wish, box);
        if (leader) {
          ctx.strokeStyle = look.faint;
          ctx.lineWidth = 1;
          ctx.beginPath();
          ctx.moveTo(leader.x1, leader.y1);
          ctx.lineTo(leader.x2, leader.y2);
          ctx.stroke();
        }
        ctx.strokeStyle = look.surface;
        ctx.lineWidth = 3;
        ctx.strokeText(point.label, box.x, middle);
        ctx.fillStyle = point.isBest ? look.ink : look.soft;
        ctx.fillText(point.label, box.x, middle);
      });
      ctx.restore();
      tell(
        points.map(({ px, py }) => ({
          x: px - TARGET / 2,
          y: py - TARGET / 2,
          width: TARGET,
          height: TARGET,
        })),
      );
    },
  };
}

/** What Chart.js draws of a trade-off: the axes; points, intervals and labels are drawn over them. */
export function toPointConfig(
  scene: PointScene,
  look: Look,
  current: () => Current,
): ChartConfiguration<'scatter'> {
  const xs = scene.points.flatMap(({ x, xInterval }) => [x, xInterval?.high ?? x]);
  const lows = scene.points.map(({ x, xInterval }) => xInterval?.low ?? x).filter((low) => low > 0);
  const ticks = { color: look.faint, padding: 6, font: { family: look.font, size: 11 } };
  const title = (text: string) => ({
    display: true,
    text,
    color: look.soft,
    font: { family: look.font, size: FONT_SIZE },
  });
  return {
    type: 'scatter',
    plugins: [pointDecor(current)],
    data: {
      datasets: [{ data: scene.points.map(({ x, y }) => ({ x, y })), pointRadius: 0, showLine: false }],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 14, right: 22, left: 2, bottom: 0 } },
      scales: {
        x: {
          type: scene.isLog ? 'logarithmic' : 'linear',
          // Room for what is at the ends, so that neither points nor whiskers are cut.
          ...(scene.isLog ? { min: Math.min(...lows) / LOG_ROOM } : { min: 0 }),
          suggestedMax: Math.max(0, ...xs) * (scene.isLog ? LOG_ROOM : 1),
          grid: { color: look.line, drawTicks: false },
          border: { color: look.line },
          title: title(scene.xTitle),
          ticks: {
            ...ticks,
            maxTicksLimit: 6,
            maxRotation: 0,
            callback: (value) => scene.xFormat(Number(value)),
          },
        },
        y: {
          min: scene.yRange.low,
          max: scene.yRange.high,
          grid: { color: look.line, drawTicks: false },
          border: { display: false },
          title: title(scene.yTitle),
          ticks: { ...ticks, maxTicksLimit: 6, callback: (value) => scene.yFormat(Number(value)) },
        },
      },
    },
  };
}
