import { msg, str } from '@lit/localize';
import type { ChartKind } from '../../core/cell-kind.ts';
import type { Variant } from '../../core/trial.ts';
import { formatCount, formatMs } from '../look/locale.ts';
import { answersPerValue, type BarModel } from './bar-model.ts';
import { barFormat, partName, type SceneContext } from './bar-scene.ts';
import type { ChartModel } from './chart-model.ts';
import { costValue, costWords, decimal, levelsLine, metricName, percent } from './chart-terms.ts';
import type { DiversityMetric, DiversityModel, DiversityPoint } from './diversity-model.ts';
import { diversityFormat } from './line-scene.ts';
import type { ParetoModel } from './pareto-model.ts';
import type { PassModel } from './pass-model.ts';
import { gainFormat, paretoPer } from './point-scene.ts';
import type { RatingModel } from './rating-model.ts';

/** The greatest and the least by some value; null where all are the same, or there is nothing to compare. */
function extremes<T>(all: readonly T[], of: (one: T) => number | null): { most: T; least: T } | null {
  const known = all.filter((one) => of(one) !== null).toSorted((a, b) => (of(b) ?? 0) - (of(a) ?? 0));
  const [most] = known;
  const least = known.at(-1);
  return most === undefined || least === undefined || of(most) === of(least) ? null : { most, least };
}

/** Of so many that tie, the names are said. */
const MOST_TIED = 4;

/** The best and the worst by name; of several that are shown with the same figure none is singled out, it is said that they tie. */
function bestAndWorst<T extends { levels: Variant }>(
  all: readonly T[],
  of: (one: T) => number | null,
  { notebook, format }: { notebook: SceneContext['notebook']; format: (value: number) => string },
): string[] {
  const ends = extremes(all, of);
  if (!ends) return [];
  const shown = (one: T): string => format(of(one) ?? 0);
  const high = shown(ends.most);
  const low = shown(ends.least);
  if (high === low) return [evenWords(high)];
  const namesWith = (value: string): string[] =>
    all.flatMap((one) => (of(one) !== null && shown(one) === value ? levelsLine(notebook, one.levels) : []));
  const best = namesWith(high);
  const worst = namesWith(low);
  if (best.length === 1 && worst.length === 1)
    return [msg(str`Best: ${best[0] ?? ''} (${high}); worst: ${worst[0] ?? ''} (${low}).`)];
  return [
    best.length === 1
      ? msg(str`Best: ${best[0] ?? ''} (${high}).`)
      : msg(str`Tied for best: ${tiedNames(best)} (${high} each).`),
    worst.length === 1
      ? msg(str`Worst: ${worst[0] ?? ''} (${low}).`)
      : msg(str`Tied for worst: ${tiedNames(worst)} (${low} each).`),
  ];
}

/** Some of the names that tie; how many more there are. */
function tiedNames(names: readonly string[]): string {
  const more = names.length - MOST_TIED;
  return names.slice(0, MOST_TIED).join(', ') + (more > 0 ? ` +${formatCount(more)}` : '');
}

/** What is said of values that differ only in what their figures leave out. */
function evenWords(value: string): string {
  return msg(str`All are about the same: ${value}.`);
}

/** Which part is how much of the whole, the greatest first; null where there are no parts. */
function shareWords({ parts, shares }: BarModel): string | null {
  const known = parts
    .map((part, at) => ({ part, share: shares[at] ?? 0 }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share);
  if (known.length === 0) return null;
  const list = known.map(({ part, share }) => {
    const rounded = share < 0.005 ? `<${percent(0.01)}` : percent(share);
    return `${partName(part)} ${rounded}`;
  });
  return msg(str`Of that: ${list.join(', ')}.`);
}

/** How many ratings are of answers to what the notebook asks no more. */
function staleRatingWords(count: number): string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? msg('One rating of a stale answer is not in it.')
      : msg(str`${formatCount(count)} ratings of stale answers are not in it.`),
  ];
}

/** How many answers are in no bar, and why. */
function unknownWords(kind: ChartKind, unknown: number): string {
  const count = formatCount(unknown);
  if (kind === 'ratings')
    return unknown === 1
      ? msg('One in which both were bad is not in it.')
      : msg(str`${count} in which both were bad are not in it.`);
  if (kind === 'cost')
    return unknown === 1
      ? msg('One of unknown price is not in it.')
      : msg(str`${count} of unknown price are not in it.`);
  return unknown === 1
    ? msg('One of unknown size or time is not in it.')
    : msg(str`${count} of unknown size or time are not in it.`);
}

function barSentence(model: BarModel, { notebook, krwPerUsd }: SceneContext): string[] {
  const { choice, groups, total, n, unknown } = model;
  const parts: string[] = [];
  const answers = formatCount(n);
  if (choice.kind === 'ratings') parts.push(msg(str`Blind comparisons: ${answers}.`));
  if (choice.kind === 'cost' && total !== null && n > 0)
    parts.push(
      total === 0
        ? msg('These models are free.')
        : n === 1
          ? msg(str`${costWords(total, krwPerUsd)} for one answer.`)
          : msg(str`${costWords(total, krwPerUsd)} in all for ${answers} answers.`),
    );
  if (choice.kind === 'tokens' && total !== null)
    parts.push(
      n === 1
        ? msg(str`${formatCount(total)} tokens for one answer.`)
        : msg(str`${formatCount(total)} tokens in all for ${answers} answers.`),
    );
  const shares = shareWords(model);
  if (shares !== null) parts.push(shares);
  const ends = extremes(groups, ({ lanes }) => lanes[0]?.whole ?? null);
  if (ends && choice.by !== null) {
    const format = barFormat(model, krwPerUsd);
    const say = (group: (typeof groups)[number]) => format(group.lanes[0]?.whole ?? 0);
    const high = levelsLine(notebook, ends.most.levels);
    const low = levelsLine(notebook, ends.least.levels);
    const highValue = say(ends.most);
    const lowValue = say(ends.least);
    if (highValue === lowValue) parts.push(evenWords(highValue));
    else if (choice.kind === 'ratings')
      parts.push(msg(str`Won most often: ${high} (${highValue}); least often: ${low} (${lowValue}).`));
    else if (choice.kind === 'latency' && choice.metric === 'time')
      parts.push(msg(str`Slowest by median: ${high} (${highValue}); fastest: ${low} (${lowValue}).`));
    else if (choice.kind === 'latency')
      parts.push(
        msg(str`Fastest on average: ${high} (${highValue} tokens a second); slowest: ${low} (${lowValue}).`),
      );
    else if (choice.metric === 'total')
      parts.push(msg(str`Most in all: ${high} (${highValue}); least: ${low} (${lowValue}).`));
    else if (answersPerValue(model) === 1)
      parts.push(msg(str`Most on average: ${high} (${highValue}); least: ${low} (${lowValue}).`));
    else parts.push(msg(str`Most per 1,000 answers: ${high} (${highValue}); least: ${low} (${lowValue}).`));
  }
  const waits = groups.flatMap(({ waited }) => waited?.p95 ?? []);
  const longest = Math.max(0, ...waits);
  if (longest >= 100)
    parts.push(
      msg(
        str`Waiting for a turn before the request (up to ${formatMs(longest)} at the 95th percentile) is in no bar.`,
      ),
    );
  if (unknown > 0) {
    parts.push(unknownWords(choice.kind, unknown));
  }
  const staleVotes = model.staleVotes ?? 0;
  if (staleVotes > 0)
    parts.push(
      staleVotes === 1
        ? msg('One vote on a stale answer is not in it.')
        : msg(str`${formatCount(staleVotes)} votes on stale answers are not in it.`),
    );
  return parts;
}

function paretoSentence(model: ParetoModel, { notebook, krwPerUsd }: SceneContext): string[] {
  const { choice, points, frontier, withoutCost, withoutGain } = model;
  const parts: string[] = [];
  const say = (place: number | undefined): [string, string, string] | null => {
    const point = points[place ?? -1];
    if (!point) return null;
    return [
      levelsLine(notebook, point.levels),
      gainFormat(choice)(point.gain.mean ?? 0),
      costValue(choice.against, point.cost.mean ?? 0, { per: paretoPer(model), krwPerUsd }),
    ];
  };
  const cheapest = say(frontier[0]);
  const best = say(frontier.at(-1));
  if (cheapest && best) {
    const [bestName, bestGain, bestCost] = best;
    const [cheapName, cheapGain, cheapCost] = cheapest;
    if (points.length === 1)
      parts.push(
        msg(str`${bestName}: ${bestGain} at ${bestCost}. There is nothing else to weigh it against.`),
      );
    else if (frontier.length === 1)
      parts.push(
        msg(str`${bestName} is best in both: ${bestGain} at ${bestCost}.`),
        msg(
          str`It alone of ${formatCount(points.length)} is on the frontier: nothing is both cheaper and better.`,
        ),
      );
    else
      parts.push(
        msg(
          str`Best: ${bestName} (${bestGain} at ${bestCost}); cheapest on the frontier: ${cheapName} (${cheapGain} at ${cheapCost}).`,
        ),
        msg(
          str`${formatCount(frontier.length)} of ${formatCount(points.length)} are on the frontier: nothing is both cheaper and better.`,
        ),
      );
  }
  if (paretoPer(model) === 1000) parts.push(msg('Costs are of 1,000 answers.'));
  if (withoutCost.length > 0) {
    const names = withoutCost.map((levels) => levelsLine(notebook, levels)).join(', ');
    parts.push(msg(str`Not in it, since ${metricName(choice.against)} is unknown: ${names}.`));
  }
  if (withoutGain.length > 0) {
    const names = withoutGain.map((levels) => levelsLine(notebook, levels)).join(', ');
    parts.push(msg(str`Not in it, since ${metricName(choice.metric)} is unknown: ${names}.`));
  }
  return [...parts, ...staleRatingWords(model.staleRatings)];
}

function diversitySentence(
  { choice, lines, requests, tooFew }: DiversityModel,
  { notebook }: SceneContext,
): string[] {
  const metric = choice.metric as DiversityMetric;
  const format = diversityFormat(metric);
  const meanOf = (point: DiversityPoint) => point.means[metric].mean;
  const parts: string[] = [];
  const ends = extremes(
    lines.flatMap(({ points }) => points),
    meanOf,
  );
  const name = metricName(metric);
  if (ends) {
    const high = levelsLine(notebook, ends.most.levels);
    const low = levelsLine(notebook, ends.least.levels);
    const highValue = format(meanOf(ends.most) ?? 0);
    const lowValue = format(meanOf(ends.least) ?? 0);
    parts.push(
      highValue === lowValue
        ? evenWords(highValue)
        : msg(str`Most ${name}: ${high} (${highValue}); least: ${low} (${lowValue}).`),
    );
  }
  parts.push(
    requests === 1
      ? msg('Of one request with three answers or more.')
      : msg(str`Of ${formatCount(requests)} requests with three answers or more.`),
  );
  if (tooFew > 0)
    parts.push(
      tooFew === 1
        ? msg('One request with fewer answers is not in it.')
        : msg(str`${formatCount(tooFew)} requests with fewer answers are not in it.`),
    );
  return parts;
}

function passSentence({ rows, columns }: PassModel, { notebook }: SceneContext): string[] {
  const parts: string[] = [];
  const last = rows.at(-1);
  if (last?.all.mean != null && last.all.n === 1)
    parts.push(
      last.all.mean === 1
        ? msg('There is one answer, and it passed every check.')
        : msg('There is one answer, and it did not pass every check.'),
    );
  else if (last?.all.mean != null)
    parts.push(
      rows.length === 1
        ? msg(str`${percent(last.all.mean)} of ${formatCount(last.all.n)} answers passed.`)
        : msg(str`${percent(last.all.mean)} of ${formatCount(last.all.n)} answers passed every check.`),
    );
  const single = rows.filter(({ check }) => check !== null);
  const checks = extremes(single, ({ all }) => all.mean);
  if (checks) {
    const low = percent(checks.least.all.mean ?? 0);
    const names = single.flatMap(({ check, all }) =>
      all.mean !== null && percent(all.mean) === low ? (check ?? []) : [],
    );
    parts.push(
      names.length === 1
        ? msg(str`Failed most often: ${names[0] ?? ''} (${low} passed).`)
        : msg(str`Tied for failed most often: ${tiedNames(names)} (${low} passed each).`),
    );
  }
  const variants = columns.map(({ levels }, at) => ({ levels, mean: last?.cells[at]?.mean ?? null }));
  parts.push(...bestAndWorst(variants, ({ mean }) => mean, { notebook, format: percent }));
  const unknown = last?.all.unknown ?? 0;
  if (unknown > 0)
    parts.push(
      unknown === 1
        ? msg('One could not be told and is not in it.')
        : msg(str`${formatCount(unknown)} could not be told and are not in it.`),
    );
  return parts;
}

function ratingSentence({ groups, all, unrated, stale }: RatingModel, { notebook }: SceneContext): string[] {
  const parts: string[] = [];
  if (all.mean !== null)
    parts.push(msg(str`Rated: ${formatCount(all.n)}, on average ${decimal(all.mean, 1)} of 5.`));
  const format = (value: number): string => decimal(value, 1);
  parts.push(...bestAndWorst(groups, ({ mean }) => mean, { notebook, format }));
  if (unrated > 0) parts.push(msg(str`Not rated and not in it: ${formatCount(unrated)}.`));
  return [...parts, ...staleRatingWords(stale)];
}

/** What a chart shows, in a sentence or two: what is read out where it cannot be seen. */
export function chartSentence(model: ChartModel, context: SceneContext): string {
  switch (model.shape) {
    case 'bars':
      return barSentence(model, context).join(' ');
    case 'points':
      return paretoSentence(model, context).join(' ');
    case 'lines':
      return diversitySentence(model, context).join(' ');
    case 'heat':
      return passSentence(model, context).join(' ');
    case 'strips':
      return ratingSentence(model, context).join(' ');
    default:
      model satisfies never;
      return '';
  }
}
