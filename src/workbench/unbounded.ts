import { nameSome } from '../core/name-some.ts';
import type { Text } from '../core/text.ts';
import type { Trial } from '../core/trial.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Trials that a limit on money cannot hold for: their model has no price, or their answers may be of any length. */
interface Unbounded {
  unpriced: readonly Trial[];
  endless: readonly Trial[];
  /** How many the limit holds for all the same. */
  others: number;
}

function toModels(trials: readonly Trial[]): Text {
  return nameSome([...new Set(trials.map(({ request }) => `${request.provider}/${request.model}`))]);
}

/** Says which trials no limit can hold for, and that it holds for the others. */
export function toUnbounded({ unpriced, endless, others }: Unbounded): WorkbenchError {
  const ofTrials = ({ length }: readonly Trial[]): string => (length === 1 ? '1 trial' : `${length} trials`);
  const models = { unpriced: toModels(unpriced), endless: toModels(endless) };
  const en: string[] = [];
  const ko: string[] = [];
  if (unpriced.length > 0) {
    en.push(`A budget is set, but what ${ofTrials(unpriced)} can cost is not known (${models.unpriced.en}).`);
    ko.push(
      `예산이 설정되어 있지만 시행 ${unpriced.length}개의 최대 비용을 알 수 없습니다(${models.unpriced.ko}).`,
    );
  }
  if (endless.length > 0) {
    const isFirst = unpriced.length === 0;
    en.push(
      `${isFirst ? 'A budget is set, but the' : 'The'} answers of ${ofTrials(endless)} may be of any length, so what they can cost is not known${isFirst ? '' : ' either'} (${models.endless.en}).`,
    );
    ko.push(
      `${isFirst ? '예산이 설정되어 있지만 ' : '또 '}시행 ${endless.length}개의 답변 길이에 한도가 없어 최대 비용을 알 수 없습니다(${models.endless.ko}).`,
    );
  }
  if (others > 0) {
    en.push(`For the other ${others === 1 ? 'trial' : `${others} trials`} the budget holds.`);
    ko.push(`나머지 시행 ${others}개에는 예산이 적용됩니다.`);
  }
  const hint =
    unpriced.length > 0
      ? {
          en: 'Write its price under prices in gamut.config.yaml and set max_tokens, or allow trials without a limit.',
          ko: 'gamut.config.yaml의 prices에 가격을 적고 max_tokens를 정하거나, 한도 없이 실행하도록 허용하세요.',
        }
      : {
          en: 'Set max_tokens in the matrix or the defaults, or allow trials without a limit.',
          ko: '매트릭스나 기본값에 max_tokens를 정하거나, 한도 없이 실행하도록 허용하세요.',
        };
  return new WorkbenchError('unpriced', { en: en.join(' '), ko: ko.join(' ') }, hint);
}
