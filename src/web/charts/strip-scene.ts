import { msg } from '@lit/localize';
import { RATINGS } from '../../core/annotation.ts';
import { formatCount } from '../look/locale.ts';
import { rowHeads, type SceneContext } from './bar-scene.ts';
import type { Mark, StripScene } from './chart-scene.ts';
import { chartName, decimal, intervalWords, levelsLine, whiskerName } from './chart-terms.ts';
import type { RatingModel } from './rating-model.ts';

const toTenth = (value: number): string => decimal(value, 1);

/** Ratings as they are drawn. */
export function toStripScene({ choice, groups }: RatingModel, { notebook }: SceneContext): StripScene {
  const heads = rowHeads(groups, choice, notebook);
  return {
    shape: 'strips',
    title: chartName(choice),
    token: '--series-1',
    legend: [
      {
        name: msg('answers with that rating'),
        sample: { kind: 'point', token: '--series-5', shape: 'circle' },
      },
      { name: msg('mean'), sample: { kind: 'point', token: '--series-1', shape: 'rectRot' } },
      ...(groups.some(({ ci95 }) => ci95)
        ? [{ name: whiskerName(), sample: { kind: 'whisker' as const } }]
        : []),
    ],
    rows: groups.map(({ counts, mean, ci95, n }, at) => ({
      ...(heads[at] ?? { group: null, isFirst: false, label: '' }),
      counts,
      mean,
      interval: ci95,
      ending: mean === null ? msg('not rated') : `${toTenth(mean)} · n ${formatCount(n)}`,
    })),
    marks: groups.map(({ levels, counts, mean, ci95, n, unrated }): Mark => {
      const lines: Mark['lines'] = [[msg('mean'), mean === null ? msg('unknown') : toTenth(mean)]];
      if (ci95) lines.push([msg('95% interval'), intervalWords(ci95, toTenth)]);
      for (const rating of RATINGS.toReversed())
        lines.push(['★'.repeat(rating), formatCount(counts[rating - 1] ?? 0)]);
      lines.push([msg('rated'), formatCount(n)], [msg('not rated'), formatCount(unrated)]);
      return { levels, title: levelsLine(notebook, levels), lines };
    }),
  };
}
