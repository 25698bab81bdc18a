import type { Standing } from '../standing.ts';
import type { Locale } from '../text.ts';
import type { Role } from '../trial.ts';

/** The words of a report, in one language. Numbers come formatted. */
export interface ReportWords {
  standing: Record<Standing, string>;
  persona: string;
  noPersona: string;
  prompt: string;
  dataset: string;
  matrix: string;
  checks: string;
  model: string;
  row: string;
  repeat: (n: string) => string;
  rows: (n: string) => string;
  moreRows: (n: string) => string;
  rowsLeftOut: (n: string) => string;
  roles: Record<Role, string>;
  trials: (n: string) => string;
  excluded: string;
  unknown: string;
  tokens: (input: string, output: string) => string;
  cut: string;
  heat: string;
  bits: string;
  noHeat: string;
  asTable: string;
  made: (when: string, version: string) => string;
  spent: (cost: string, unpriced: string | null) => string;
  sandbox: string;
  default: string;
  passed: string;
  every: string;
  all: string;
  repeats: string;
  starred: string;
  rated: (rating: string, most: string) => string;
  note: string;
}

const EN: ReportWords = {
  standing: {
    never: 'not run yet',
    done: 'done',
    stale: 'stale: of an earlier request',
    error: 'failed',
    aborted: 'stopped',
    skipped: 'skipped',
  },
  persona: 'persona',
  noPersona: 'no persona',
  prompt: 'prompt',
  dataset: 'dataset',
  matrix: 'matrix',
  checks: 'checks',
  model: 'model',
  row: 'data row',
  repeat: (n) => `repeat ${n}`,
  rows: (n) => `${n} rows`,
  moreRows: (n) => `${n} more ${n === '1' ? 'row' : 'rows'}`,
  rowsLeftOut: (n) =>
    `${n} more ${n === '1' ? 'row is' : 'rows are'} left out: the report would be too large.`,
  roles: { user: 'User', assistant: 'Assistant', system: 'System' },
  trials: (n) => `${n} trials`,
  excluded: 'excluded',
  unknown: 'unknown',
  tokens: (input, output) => `${input}→${output} tok`,
  cut: 'cut: length',
  heat: 'Paint tokens by surprisal',
  bits: 'bits',
  noHeat: 'Token probabilities are left out: the report would be too large.',
  asTable: 'As a table',
  made: (when, version) => `Made ${when} with Gamut ${version}`,
  spent: (cost, unpriced) =>
    `${cost} in all${unpriced === null ? '' : `, and ${unpriced} answers of unknown price`}`,
  sandbox: 'sandbox/tiny is a toy model that lives offline. Nothing it says is advice.',
  default: 'default',
  passed: 'Answers that passed, by combination',
  every: 'every check',
  all: 'all',
  repeats: 'repeats',
  starred: 'starred',
  rated: (rating, most) => `rated ${rating} of ${most}`,
  note: 'Note:',
};

const KO: ReportWords = {
  standing: {
    never: '아직 실행 안 함',
    done: '완료',
    stale: '오래됨: 이전 요청의 결과',
    error: '실패',
    aborted: '중지됨',
    skipped: '건너뜀',
  },
  persona: '페르소나',
  noPersona: '페르소나 없음',
  prompt: '프롬프트',
  dataset: '데이터셋',
  matrix: '매트릭스',
  checks: '검사',
  model: '모델',
  row: '데이터 행',
  repeat: (n) => `반복 ${n}`,
  rows: (n) => `${n}행`,
  moreRows: (n) => `${n}행 더 보기`,
  rowsLeftOut: (n) => `보고서가 너무 커져서 나머지 ${n}행은 뺐습니다.`,
  roles: { user: '사용자', assistant: '어시스턴트', system: '시스템' },
  trials: (n) => `시행 ${n}회`,
  excluded: '제외',
  unknown: '알 수 없음',
  tokens: (input, output) => `${input}→${output}토큰`,
  cut: '길이 제한으로 잘림',
  heat: '토큰을 놀라움 정도로 칠하기',
  bits: '비트',
  noHeat: '보고서가 너무 커져서 토큰 확률은 뺐습니다.',
  asTable: '표로 보기',
  made: (when, version) => `${when}에 만듦 (Gamut ${version})`,
  spent: (cost, unpriced) =>
    `비용 합계 ${cost}${unpriced === null ? '' : `, 가격 미상 답변 ${unpriced}개 별도`}`,
  sandbox: 'sandbox/tiny는 오프라인에서 도는 장난감 모델입니다. 답변은 조언이 아닙니다.',
  default: '기본값',
  passed: '조합별 통과한 답변',
  every: '모든 검사',
  all: '전체',
  repeats: '반복',
  starred: '별표',
  rated: (rating, most) => `${most}점 만점에 ${rating}점`,
  note: '메모:',
};

/** The words of a report in a language. */
export function reportWords(locale: Locale): ReportWords {
  return locale === 'ko' ? KO : EN;
}
