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
  /** The picture, on the page's own ground. */
  toPng(): Promise<Blob | null>;
  destroy(): void;
}

const FONT_SIZE = 12;

/** Writes each bar's value at its end, and draws the interval of its mean. */
function endLabels(current: () => { data: ChartData; look: ChartLook }): Plugin<'bar'> {
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
        const shift = data.kind === 'latency' ? (BAR_HEIGHT + 3) / 2 : 0;
        const write = (text: string, value: number, at: number) => {
          ctx.fillStyle = look.ink;
          ctx.fillText(text, x.getPixelForValue(value) + 6, at);
        };
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
        write(look.endLabelOf(index), Math.max(group.whole ?? 0, group.interval?.high ?? 0), middle - shift);
        if (data.kind === 'latency') {
          const p95 = (group.values[2] ?? 0) + (group.values[3] ?? 0);
          if (group.values[3] !== null) write(`${look.valueOf(p95)} p95`, p95, middle + shift);
        }
      });
      ctx.restore();
    },
  };
}

function toConfig(data: ChartData, look: ChartLook, plugins: Plugin<'bar'>[]): ChartConfiguration<'bar'> {
  const labelLength = Math.max(0, ...data.groups.map((_, index) => look.endLabelOf(index).length));
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
      layout: { padding: { right: 18 + labelLength * 6.4, top: 2 } },
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
    async toPng() {
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d');
      if (!context) return null;
      context.fillStyle = current.look.surface;
      context.fillRect(0, 0, copy.width, copy.height);
      context.drawImage(canvas, 0, 0);
      return new Promise((resolve) => copy.toBlob(resolve, 'image/png'));
    },
    destroy() {
      chart.destroy();
    },
  };
}
