import { Help } from 'commander';
import stringWidth from 'string-width';
import type { Locale, Text } from '../core/text.ts';

const TITLES: Record<string, string> = {
  'Usage:': '사용법:',
  'Arguments:': '인수:',
  'Options:': '옵션:',
  'Commands:': '명령:',
};

/** What stands for a value in a usage line: in commander's own words, and in those of the program's options. */
const PLACEHOLDERS: Record<string, string> = {
  '[options]': '[옵션]',
  '[command]': '[명령]',
  '[notebook]': '[노트북]',
  '<notebook>': '<노트북>',
  '<notebook...>': '<노트북...>',
  '<file>': '<파일>',
  '<folder>': '<폴더>',
  '<address>': '<주소>',
  '<amount>': '<금액>',
  '<share>': '<비율>',
  '<axis=level>': '<축=수준>',
};

/** A usage line, or the name of an argument, with what stands for a value in the person's language. */
function toTerms(line: string, locale: Locale): string {
  return locale === 'en' ? line : line.replace(/[[<][^\s<>[\]]+[\]>]/g, (part) => PLACEHOLDERS[part] ?? part);
}

/** How commander lays out its help: by what a terminal shows, with headings in the person's language. */
export function toHelpConfiguration(locale: Locale): Partial<Help> {
  const own = new Help();
  return {
    displayWidth: (text: string) => stringWidth(text),
    styleTitle: (title: string) => (locale === 'ko' ? (TITLES[title] ?? title) : title),
    commandUsage: (command) => toTerms(own.commandUsage(command), locale),
    subcommandTerm: (command) => toTerms(own.subcommandTerm(command), locale),
    argumentTerm: (argument) => toTerms(`<${own.argumentTerm(argument)}>`, locale).slice(1, -1),
    optionTerm: (option) => toTerms(own.optionTerm(option), locale),
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
    { en: '$1 is missing: name the notebook file.', ko: '노트북 파일을 지정하세요.' },
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
    const fill = (sentence: string, locale: Locale) =>
      sentence.replace('$1', () => toTerms(match[1] ?? '', locale));
    return {
      en: fill(text.en, 'en') + (near ? ` Did you mean ${near}?` : ''),
      ko: fill(text.ko, 'ko') + (near ? ` 혹시 ${near}인가요?` : ''),
    };
  }
  return { en: plain, ko: `명령을 이해하지 못했습니다: ${plain}` };
}
