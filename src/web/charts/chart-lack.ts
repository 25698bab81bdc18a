import { msg, str } from '@lit/localize';
import { formatCount } from '../look/locale.ts';
import type { ChartSource, Lack } from './chart-model.ts';

/** What a chart needs that has nothing to draw, and how to get it. */
export function lackWords(lack: Lack, { trials, isNarrowed }: ChartSource): string {
  switch (lack) {
    case 'answers':
      return msg('Nothing to draw yet: it fills as trials finish.');
    case 'filter':
      return msg('Nothing to draw: no answer fits the filter of the results.');
    case 'stale': {
      if (isNarrowed)
        return msg('Nothing to draw: every answer that fits the filter of the results is stale.');
      const stale = trials.filter(({ standing }) => standing === 'stale').length;
      return stale === 1
        ? msg('Nothing to draw: the only answer is stale. Run it again, or undo the change.')
        : msg(
            str`Nothing to draw: all ${formatCount(stale)} answers are stale. Run what is stale, or undo the change.`,
          );
    }
    case 'free':
      return msg('These models are free: there is no cost to draw.');
    case 'free-trade':
      return msg('These models are free: there is no cost to weigh. Weigh against tokens or time instead.');
    case 'prices':
      return msg('No price of these models is known. Write prices into gamut.config.yaml to see costs.');
    case 'sizes':
      return msg('The servers did not say how large or how fast these answers were.');
    case 'checks':
      return msg('This needs checks: add a cell of checks for this matrix. They run at once and are free.');
    case 'verdicts':
      return msg('No check could be told of these answers yet.');
    case 'ratings':
      return msg('This needs ratings: press 1 to 5 on an answer in the grid.');
    case 'stale-ratings':
      return msg(
        'All ratings here are of stale answers. They are kept: run what is stale and rate the new answers, or undo the change.',
      );
    case 'stale-votes':
      return msg(
        'All votes here are on stale answers. They are kept: run what is stale and compare anew, or undo the change.',
      );
    case 'votes':
      return msg('This needs votes: choose Blind above the results and say which of two answers is better.');
    case 'repeats':
      return msg(
        'Diversity needs three repeats or more of each request: set Repeats of the matrix to 3 or more.',
      );
    case 'enough-answers':
      return msg('Diversity needs three answers or more to the same request: run what is missing.');
    case 'loading':
      return msg('Comparing the answers …');
    default:
      lack satisfies never;
      return '';
  }
}
