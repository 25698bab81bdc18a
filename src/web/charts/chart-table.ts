import { msg } from '@lit/localize';
import type { CellValue, Table } from '../../core/csv.ts';
import type { Notebook } from '../../core/notebook.ts';
import { RATINGS } from '../../core/annotation.ts';
import { toCanonicalJson, type Value, type Variant } from '../../core/trial.ts';
import { formatCount, formatMs } from '../look/locale.ts';
import { answersPerValue, type BarModel } from './bar-model.ts';
import { barFormat, partName, type SceneContext } from './bar-scene.ts';
import type { ChartChoice } from './chart-choice.ts';
import type { ChartModel } from './chart-model.ts';
import type { Interval } from './chart-scene.ts';
import {
  axisHead,
  costValue,
  decimal,
  intervalWords,
  levelWords,
  metricName,
  percent,
} from './chart-terms.ts';
import { DIVERSITY_METRICS, type DiversityModel } from './diversity-model.ts';
import { diversityFormat } from './line-scene.ts';
import type { ParetoModel } from './pareto-model.ts';
import type { PassModel } from './pass-model.ts';
import { gainFormat, paretoPer } from './point-scene.ts';
import type { RatingModel } from './rating-model.ts';

/** A column: its head for people, and its names in a CSV, where an interval is two columns. */
interface Column<R> {
  names: string[];
  head: string;
  raw: (row: R) => CellValue[];
  words: (row: R) => string;
  isText?: boolean;
}

/** The figures of a chart as people read them, and as a CSV has them. */
export interface FigureTable {
  heads: { head: string; isText: boolean }[];
  rows: string[][];
  csv: Table & { rows: CellValue[][] };
}

const DASH = '–';

function build<R>(columns: Column<R>[], rows: readonly R[]): FigureTable {
  return {
    heads: columns.map(({ head, isText = false }) => ({ head, isText })),
    rows: rows.map((row) => columns.map(({ words }) => words(row))),
    csv: {
      columns: columns.flatMap(({ names }) => names),
      rows: rows.map((row) => columns.flatMap(({ raw }) => raw(row))),
    },
  };
}

function toCell(level: Value | undefined): CellValue {
  if (level === undefined) return null;
  return typeof level === 'string' ? level : toCanonicalJson(level);
}

function levelColumns(
  { by, split }: ChartChoice,
  notebook: Notebook,
  unnamed = 'all',
): Column<{ levels: Variant }>[] {
  const axes = [by, split].filter((axis) => axis !== null);
  if (axes.length === 0)
    return [
      { names: [unnamed], head: msg('all'), raw: () => [unnamed], words: () => msg('all'), isText: true },
    ];
  return axes.map((axis) => ({
    names: [axis.name],
    head: axisHead(axis),
    raw: ({ levels }) => [toCell(levels[axis.name])],
    words: ({ levels }) => levelWords(notebook, axis.name, levels),
    isText: true,
  }));
}

function count<R>(name: string, head: string, of: (row: R) => number): Column<R> {
  return { names: [name], head, raw: (row) => [of(row)], words: (row) => formatCount(of(row)) };
}

function figure<R>(
  name: string,
  head: string,
  of: (row: R) => number | null,
  format: (value: number) => string,
): Column<R> {
  const words = (row: R) => {
    const value = of(row);
    return value === null ? DASH : format(value);
  };
  return { names: [name], head, raw: (row) => [of(row)], words };
}

function interval<R>(
  name: string,
  of: (row: R) => Interval | null,
  format: (value: number) => string,
): Column<R> {
  return {
    names: [`${name}_low`, `${name}_high`],
    head: msg('95% interval'),
    raw: (row) => [of(row)?.low ?? null, of(row)?.high ?? null],
    words: (row) => intervalWords(of(row), format),
  };
}

type BarRow = BarModel['groups'][number];

function barTable(model: BarModel, { notebook, krwPerUsd }: SceneContext): FigureTable {
  const { choice, parts, groups } = model;
  const format = barFormat(model, krwPerUsd);
  const lanes = groups[0]?.lanes.map(({ name }) => name) ?? [];
  const isTimed = lanes.length > 1;
  const columns: Column<BarRow>[] = [
    ...levelColumns(choice, notebook),
    count('n', 'n', ({ n }) => n),
    count('unknown', msg('unknown'), ({ unknown }) => unknown),
  ];
  lanes.forEach((lane, at) => {
    parts.forEach((part, place) => {
      const name = isTimed ? `${lane}_${part}` : part;
      columns.push(figure(name, partName(part, lane), (row) => row.lanes[at]?.values[place] ?? null, format));
    });
    const head = lane === 'p50' ? msg('median') : lane === 'p95' ? msg('95th percentile') : msg('together');
    if (parts.length > 1)
      columns.push(
        figure(
          isTimed ? lane : choice.kind === 'cost' ? 'cost' : 'whole',
          head,
          (row) => row.lanes[at]?.whole ?? null,
          format,
        ),
      );
  });
  if (lanes[0] === 'mean') columns.push(interval('ci95', (row) => row.lanes[0]?.interval ?? null, format));
  if (choice.kind === 'latency') {
    columns.push(
      figure('waited_p50', msg('waited before, median'), ({ waited }) => waited?.p50 ?? null, formatMs),
      figure(
        'waited_p95',
        msg('waited before, 95th percentile'),
        ({ waited }) => waited?.p95 ?? null,
        formatMs,
      ),
    );
  }
  return build(columns, groups);
}

function paretoTable(model: ParetoModel, { notebook, krwPerUsd }: SceneContext): FigureTable {
  const { choice, points } = model;
  const { metric, against } = choice;
  const per = paretoPer(model);
  const toCost = (value: number) => costValue(against, value, { per, krwPerUsd });
  const toGain = gainFormat(choice);
  const costHead = per === 1000 ? msg('cost of 1,000 answers') : metricName(against);
  return build<ParetoModel['points'][number]>(
    [
      ...levelColumns(choice, notebook),
      figure(metric, metricName(metric), ({ gain }) => gain.mean, toGain),
      interval(`${metric}_ci95`, ({ gain }) => gain.interval, toGain),
      count('n', 'n', ({ gain }) => gain.n),
      figure(against, costHead, ({ cost }) => cost.mean, toCost),
      interval(`${against}_ci95`, ({ cost }) => cost.interval, toCost),
      count(`${against}_n`, 'n', ({ cost }) => cost.n),
      count(`${against}_unknown`, msg('unknown'), ({ cost }) => cost.unknown),
      {
        names: ['frontier'],
        head: msg('frontier'),
        raw: ({ isBest }) => [isBest],
        words: ({ isBest }) => (isBest ? msg('yes') : DASH),
        isText: true,
      },
    ],
    points,
  );
}

const CSV_NAME = { 'distinct-2': 'distinct_2', similarity: 'similarity', duplicates: 'duplicates' } as const;

function diversityTable({ choice, lines }: DiversityModel, { notebook }: SceneContext): FigureTable {
  type Point = DiversityModel['lines'][number]['points'][number];
  return build<Point>(
    [
      ...levelColumns(choice, notebook),
      count('requests', msg('requests'), ({ requests }) => requests),
      count('too_few', msg('with too few repeats'), ({ tooFew }) => tooFew),
      count('answers', msg('answers'), ({ answers }) => answers),
      ...DIVERSITY_METRICS.flatMap((metric) => [
        figure<Point>(
          CSV_NAME[metric],
          metricName(metric),
          ({ means }) => means[metric].mean,
          diversityFormat(metric),
        ),
        interval<Point>(
          `${CSV_NAME[metric]}_ci95`,
          ({ means }) => means[metric].interval,
          diversityFormat(metric),
        ),
      ]),
    ],
    lines.flatMap(({ points }) => points),
  );
}

function passTable({ choice, columns, rows }: PassModel, { notebook }: SceneContext): FigureTable {
  const cells = rows.flatMap(({ check, cells: means }) =>
    columns.map(({ levels }, at) => ({ check, levels, cell: means[at] })),
  );
  type Cell = (typeof cells)[number];
  return build<Cell>(
    [
      {
        names: ['check'],
        head: msg('check'),
        raw: ({ check }) => [check ?? 'all'],
        words: ({ check }) => check ?? msg('all checks'),
        isText: true,
      },
      ...levelColumns(choice, notebook, 'variant'),
      count('n', 'n', ({ cell }) => cell?.n ?? 0),
      count('unknown', msg('unknown'), ({ cell }) => cell?.unknown ?? 0),
      count('passed', msg('passed'), ({ cell }) => cell?.total ?? 0),
      figure('rate', msg('pass rate'), ({ cell }) => cell?.mean ?? null, percent),
      interval('ci95', ({ cell }) => cell?.interval ?? null, percent),
    ],
    cells,
  );
}

function ratingTable({ choice, groups }: RatingModel, { notebook }: SceneContext): FigureTable {
  type Group = RatingModel['groups'][number];
  const toTenth = (value: number) => decimal(value, 1);
  return build<Group>(
    [
      ...levelColumns(choice, notebook),
      count('n', 'n', ({ n }) => n),
      count('unrated', msg('not rated'), ({ unrated }) => unrated),
      ...RATINGS.map((rating) =>
        count<Group>(`rated_${rating}`, `★${rating}`, ({ counts }) => counts[rating - 1] ?? 0),
      ),
      figure('mean', msg('mean'), ({ mean }) => mean, toTenth),
      interval('ci95', ({ ci95 }) => ci95, toTenth),
    ],
    groups,
  );
}

/** The figures of a chart as a table. Unknown is empty in the CSV, never 0. */
export function toFigureTable(model: ChartModel, context: SceneContext): FigureTable {
  switch (model.shape) {
    case 'bars':
      return barTable(model, context);
    case 'points':
      return paretoTable(model, context);
    case 'lines':
      return diversityTable(model, context);
    case 'heat':
      return passTable(model, context);
    case 'strips':
      return ratingTable(model, context);
    default:
      model satisfies never;
      return build([], []);
  }
}

/** Of how many answers the figures of a chart are, where that is money. */
export function perOf(model: ChartModel): 1 | 1000 {
  return model.shape === 'bars' ? answersPerValue(model) : model.shape === 'points' ? paretoPer(model) : 1;
}
