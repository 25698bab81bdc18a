import type { Variant } from '../../core/trial.ts';

// What is drawn, in words and numbers: whoever draws it knows neither trials nor languages.

/** How an area is filled, beside its colour: what tells series apart without colour. */
export type Texture = 'solid' | 'lines' | 'dots' | 'grid';

/** How a point looks, beside its colour. The names are Chart.js's. */
export type PointShape = 'circle' | 'rect' | 'triangle' | 'rectRot' | 'star' | 'crossRot';

/** A colour token, and what else tells it apart. */
export interface Paint {
  token: string;
  texture: Texture;
}

/** One entry of the legend: a filled area, a point, a dashed line, or a whisker. */
export interface LegendEntry {
  name: string;
  sample:
    | { kind: 'area'; paint: Paint }
    | { kind: 'point'; token: string; shape: PointShape }
    | { kind: 'line' }
    | { kind: 'whisker' };
}

/** Something that can be pressed: its place comes from the drawing, in the order of the marks. */
export interface Mark {
  /** What the grid is narrowed to. */
  levels: Variant;
  title: string;
  /** Name and value. */
  lines: [string, string][];
}

interface SceneBase {
  title: string;
  legend: LegendEntry[];
  marks: Mark[];
}

export interface Interval {
  low: number;
  high: number;
}

/** A row's heads: that of its group stands once, above or left of the first of its rows. */
export interface RowHead {
  group: string | null;
  /** Whether the row begins a group. */
  isFirst: boolean;
  label: string;
}

export interface SceneLane {
  /** One value a part; null for what is unknown. */
  values: (number | null)[];
  interval: Interval | null;
  /** What stands at the end, and behind which value. */
  label: string;
  end: number;
}

/** Bars, one row a mark; every row has the same lanes. */
export interface BarScene extends SceneBase {
  shape: 'bars';
  /** For each lane the paint of each part. */
  paints: Paint[][];
  rows: (RowHead & { lanes: SceneLane[] })[];
  /** The axis goes up to here where nothing is greater; null: by what there is. */
  most: number | null;
  format: (value: number) => string;
}

/** Dots on a scale of five, sized by how many they stand for, and the mean of each row. One row a mark. */
export interface StripScene extends SceneBase {
  shape: 'strips';
  rows: (RowHead & { counts: number[]; mean: number | null; interval: Interval | null; ending: string })[];
  token: string;
}

/** Points with intervals in both directions, one a mark, and a line through some. */
export interface PointScene extends SceneBase {
  shape: 'points';
  points: {
    x: number;
    y: number;
    xInterval: Interval | null;
    yInterval: Interval | null;
    label: string;
    token: string;
    shape: PointShape;
    isBest: boolean;
  }[];
  frontier: number[];
  xTitle: string;
  yTitle: string;
  isLog: boolean;
  yRange: Interval;
  xFormat: (value: number) => string;
  yFormat: (value: number) => string;
}

/** Lines, or points alone where the places on the axis are names; the marks are the points of the first line, then those of the next. */
export interface LineScene extends SceneBase {
  shape: 'lines';
  lines: {
    /** What stands at its end; nothing where a legend says it. */
    name: string;
    token: string;
    shape: PointShape;
    isDashed: boolean;
    points: { x: number; y: number; interval: Interval | null; label: string }[];
  }[];
  xTitle: string;
  yTitle: string;
  /** Whether what lies between two points means something, so that a line may go through them. */
  isJoined: boolean;
  /** Names of the places 0, 1, ... where the axis is none of numbers; null where `x` is the number itself. */
  xNames: string[] | null;
  xFormat: (value: number) => string;
  yFormat: (value: number) => string;
}

/** What can be drawn on a canvas. */
export type Scene = BarScene | StripScene | PointScene | LineScene;

const TOKENS = [
  '--series-1',
  '--series-6',
  '--series-3',
  '--series-4',
  '--series-2',
  '--series-5',
  '--series-8',
];
const SHAPES: PointShape[] = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'];

/** The colour and shape of the series at a place: both change with each, and no two of the first 42 have both the same. */
export function seriesLook(place: number): { token: string; shape: PointShape } {
  return {
    token: TOKENS[place % TOKENS.length] ?? '--series-1',
    shape: SHAPES[place % SHAPES.length] ?? 'circle',
  };
}
