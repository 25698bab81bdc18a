import type { Help } from 'commander';
import stringWidth from 'string-width';
import type { Locale, Text } from '../core/text.ts';

const TITLES: Record<string, string> = {
  'Usage:': '사용법:',
  'Arguments:': '인수:',
  'Options:': '옵션:',
  'Commands:': '명령:',
};

/** How commander lays out its help: by what a terminal shows, with headings in the person's language. */
export function toHelpConfiguration(locale: Locale): Partial<Help> {
  return {
    displayWidth: (text: string) => stringWidth(text),
    styleTitle: (title: string) => (locale === 'ko' ? (TITLES[title] ?? title) : title),
    // Commander writes "(default: …)" after a description in English; ours say it themselves.
    optionDescription: (option) => option.description,
  };
}

// What commander says, by pattern, and how it is said in both languages. `$1`... are the quoted parts.
const SENTENCES: [RegExp, Text][] = [
  [/^unknown option '(.+?)'/, { en: 'There is no option $1.', ko: '$1 옵션은 없습니다.' }],
  [/^unknown command '(.+?)'/, { en: 'There is no command $1.', ko: '$1 명령은 없습니다.' }],
  [
    /^missing required argument '(.+?)'/,
    { en: '$1 is missing: name the notebook file.', ko: '$1 인수가 없습니다. 노트북 파일을 지정하세요.' },
  ],
  [
    /^option '(.+?)' argument missing/,
    { en: 'The option $1 needs a value.', ko: '$1 옵션에는 값이 필요합니다.' },
  ],
  [/^required option '(.+?)' not specified/, { en: 'The option $1 is needed.', ko: '$1 옵션이 필요합니다.' }],
  [
    /^too many arguments.*?: (.+)\.$/,
    { en: 'There is one argument too many: $1.', ko: '인수가 너무 많습니다: $1' },
  ],
];

const SUGGESTION = /\(Did you mean (?:one of )?(.+?)\?\)/;

/** A usage error of commander's as a sentence in both languages, with the nearest match where it has one. */
export function toUsageText(message: string): Text {
  const plain = message.replace(/^error: /, '');
  const near = SUGGESTION.exec(plain)?.[1];
  for (const [pattern, text] of SENTENCES) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const fill = (sentence: string) => sentence.replace('$1', () => match[1] ?? '');
    return {
      en: fill(text.en) + (near ? ` Did you mean ${near}?` : ''),
      ko: fill(text.ko) + (near ? ` 혹시 ${near}인가요?` : ''),
    };
  }
  return { en: plain, ko: plain };
}
