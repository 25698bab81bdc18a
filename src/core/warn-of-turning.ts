import type { Report } from './report.ts';
import { turningMarks } from './turning.ts';

/** Warns of a name that is not what it looks like. */
export function warnOfTurning(name: string, offset: number, report: Report): void {
  const marks = turningMarks(name).join(', ');
  if (marks === '') return;
  report('warning', offset, {
    en: `this name holds invisible characters that turn the direction of text (${marks}); take them out unless they are wanted`,
    ko: `이름에 글의 방향을 바꾸는 보이지 않는 문자(${marks})가 있습니다. 일부러 넣은 것이 아니면 지우세요.`,
  });
}
