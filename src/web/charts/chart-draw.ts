import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import type { ChartData, SeriesName } from './chart-data.ts';
import { BAR_HEIGHT } from './chart-size.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** What to draw with: colours as the theme has them now, and the words. */
export interface ChartLook {
  title: string;
  /** What the whiskers are; null where there are none. */
  whiskers: string | null;
  ink: string;
  faint: string;
  line: string;
  surface: string;
  font: string;
  colorOf: (series: SeriesName) => string;
  labelOf: (index: number) => string;
  endLabelOf: (index: number) => string;
  nameOf: (series: SeriesName) => string;
  valueOf: (value: number) => string;
}

/** A chart on a canvas. */
export interface DrawnChart {
  redraw(data: ChartData, look: ChartLook): void;
  destroy(): void;
}

/** CSS pixels. */
export const FONT_SIZE = 12;
/** Between a bar's end, or its whisker's, and its label. */
const LABEL_GAP = 6;

interface EndLabel {
  text: string;
  /** What it stands behind. */
  value: number;
  /** CSS pixels from the middle of the bar's place. */
  shift: number;
}

/** What stands at the ends of a group's bars: behind the whisker, where there is one. */
function labelsOf({ kind, groups }: ChartData, look: ChartLook, index: number): EndLabel[] {
  const group = groups[index];
  if (!group) return [];
  const shift = kind === 'latency' ? (BAR_HEIGHT + 3) / 2 : 0;
  const own: EndLabel = {
    text: look.endLabelOf(index),
    value: Math.max(group.whole ?? 0, group.interval?.high ?? 0),
    shift: -shift,
  };
  const rest = group.values[3] ?? null;
  if (kind !== 'latency' || rest === null) return [own];
  const p95 = (group.values[2] ?? 0) + rest;
  return [own, { text: `${look.valueOf(p95)} p95`, value: p95, shift }];
}

/** Room that the labels need to the right of the axis, CSS pixels. */
function labelRoom(data: ChartData, look: ChartLook): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 0;
  context.font = `${FONT_SIZE}px ${look.font}`;
  const widths = data.groups.flatMap((_, index) =>
    labelsOf(data, look, index).map(({ text }) => context.measureText(text).width),
  );
  return Math.ceil(Math.max(0, ...widths)) + LABEL_GAP + 8;
}

/** Writes each bar's value at its end, and draws the interval of its mean. */
export function endLabels(current: () => { data: ChartData; look: ChartLook }): Plugin<'bar'> {
  return {
    id: 'end-labels',
    afterDatasetsDraw({ ctx, scales }) {
      const { data, look } = current();
      const x = scales['x'];
      const y = scales['y'];
      if (!x || !y) return;
      ctx.save();
      ctx.font = `${FONT_SIZE}px ${look.font}`;
      ctx.textBaseline = 'middle';
      data.groups.forEach((group, index) => {
        const middle = y.getPixelForValue(index);
        if (group.interval && group.whole !== null && group.interval.high > group.interval.low) {
          const low = x.getPixelForValue(Math.max(0, group.interval.low));
          const high = x.getPixelForValue(group.interval.high);
          ctx.beginPath();
          ctx.moveTo(low, middle);
          ctx.lineTo(high, middle);
          for (const end of [low, high]) {
            ctx.moveTo(end, middle - 3);
            ctx.lineTo(end, middle + 3);
          }
          // Within the bar it would be lost without a halo.
          for (const [color, width] of [
            [look.surface, 3.5],
            [look.ink, 1.2],
          ] as const) {
            ctx.strokeStyle = color;
            ctx.lineWidth = width;
            ctx.stroke();
          }
        }
        ctx.fillStyle = look.ink;
        for (const { text, value, shift } of labelsOf(data, look, index))
          ctx.fillText(text, x.getPixelForValue(value) + LABEL_GAP, middle + shift);
      });
      ctx.restore();
    },
  };
}

/** What Chart.js draws. */
export function toConfig(
  data: ChartData,
  look: ChartLook,
  plugins: Plugin<'bar'>[],
): ChartConfiguration<'bar'> {
  const longest = Math.max(0, ...data.groups.flatMap(({ interval }) => interval?.high ?? []));
  const isAllZero = data.groups.every((group) => !group.whole);
  return {
    type: 'bar',
    plugins,
    data: {
      labels: data.groups.map((_, index) => look.labelOf(index)),
      datasets: data.series.map((series, index) => ({
        label: look.nameOf(series),
        data: data.groups.map((group) => group.values[index] ?? null),
        backgroundColor: look.colorOf(series),
        borderColor: look.surface,
        borderWidth: { right: 1, left: 0, top: 0, bottom: 0 },
        borderSkipped: false,
        barThickness: BAR_HEIGHT,
        stack: series.startsWith('p95') ? 'p95' : 'all',
      })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { right: labelRoom(data, look), top: 4 } },
      interaction: { mode: 'index', axis: 'y', intersect: false },
      font: { family: look.font, size: FONT_SIZE },
      scales: {
        x: {
          stacked: true,
          beginAtZero: true,
          // With nothing but zeros there is nothing to read off the axis, and it would go from -1 to 1.
          ...(isAllZero ? { max: 1 } : { suggestedMax: longest }),
          grid: { color: look.line, drawTicks: false, display: !isAllZero },
          border: { display: false },
          ticks: {
            display: !isAllZero,
            color: look.faint,
            padding: 6,
            maxTicksLimit: 6,
            font: { family: look.font, size: 11 },
            callback: (value) => look.valueOf(Number(value)),
          },
        },
        y: {
          stacked: true,
          grid: { display: false },
          border: { color: look.line },
          ticks: { color: look.ink, font: { family: look.font, size: FONT_SIZE }, autoSkip: false },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: look.surface,
          titleColor: look.ink,
          bodyColor: look.ink,
          borderColor: look.line,
          borderWidth: 1,
          padding: 8,
          boxWidth: 9,
          boxHeight: 9,
          titleFont: { family: look.font, size: FONT_SIZE },
          bodyFont: { family: look.font, size: FONT_SIZE, weight: 'normal' },
          callbacks: {
            label: (item) => ` ${item.dataset.label ?? ''}: ${look.valueOf(Number(item.raw))}`,
          },
        },
      },
    },
  };
}

/** Draws a chart's bars on a canvas. */
export function drawChart(canvas: HTMLCanvasElement, data: ChartData, look: ChartLook): DrawnChart {
  let current = { data, look };
  const plugin = endLabels(() => current);
  const chart = new Chart(canvas, toConfig(data, look, [plugin]));
  return {
    redraw(nextData, nextLook) {
      current = { data: nextData, look: nextLook };
      const { data: bars, options } = toConfig(nextData, nextLook, []);
      chart.data = bars;
      chart.options = options ?? {};
      chart.update('none');
    },
    destroy() {
      chart.destroy();
    },
  };
}
