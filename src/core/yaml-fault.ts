import type { ErrorCode, YAMLError } from 'yaml';
import type { Text } from './text.ts';

/** What each of the YAML reader's errors means to the person who wrote the text. */
export const YAML_FAULTS: Record<ErrorCode, Text> = {
  ALIAS_PROPS: {
    en: 'an alias (*name) takes no anchor and no tag',
    ko: '별칭(*이름)에는 앵커나 태그를 붙일 수 없습니다.',
  },
  BAD_ALIAS: {
    en: 'an anchor (&name) or alias (*name) needs a name that does not end in a colon',
    ko: '앵커(&이름)와 별칭(*이름)에는 콜론으로 끝나지 않는 이름을 쓰세요.',
  },
  BAD_COLLECTION_TYPE: {
    en: 'the tag does not fit the list or map behind it',
    ko: '태그가 뒤에 오는 목록이나 맵과 맞지 않습니다.',
  },
  BAD_DIRECTIVE: {
    en: 'a line that starts with % is a directive, and this one is none',
    ko: '%로 시작하는 줄은 지시문인데, 이 줄은 올바른 지시문이 아닙니다.',
  },
  BAD_DQ_ESCAPE: {
    en: 'inside double quotes, \\ starts an escape, and this one is none; write \\\\, or use single quotes',
    ko: '큰따옴표 안의 이스케이프(\\)가 잘못되었습니다. \\\\로 쓰거나 작은따옴표로 감싸세요.',
  },
  BAD_INDENT: {
    en: 'the indentation does not fit the lines around it',
    ko: '들여쓰기가 앞뒤 줄과 맞지 않습니다.',
  },
  BAD_PROP_ORDER: {
    en: 'an anchor or tag must stand after the - ? or : before it',
    ko: '앵커와 태그는 -, ?, : 뒤에 쓰세요.',
  },
  BAD_SCALAR_START: {
    en: 'a value cannot start with this character; put the value in quotes',
    ko: '값이 이 문자로 시작할 수 없습니다. 값을 따옴표로 감싸세요.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'there is one colon too many in this value; put the value in quotes, or mend the indentation',
    ko: '값 안에 콜론이 더 있습니다. 값을 따옴표로 감싸거나 들여쓰기를 고치세요.',
  },
  BLOCK_IN_FLOW: {
    en: 'inside brackets there can be no list or map of several lines',
    ko: '괄호 안에는 여러 줄로 쓴 목록이나 맵을 넣을 수 없습니다.',
  },
  DUPLICATE_KEY: { en: 'this key is there twice', ko: '같은 키가 두 번 있습니다.' },
  IMPOSSIBLE: { en: 'it cannot be read', ko: '읽을 수 없는 내용입니다.' },
  KEY_OVER_1024_CHARS: {
    en: 'a key is longer than 1,024 characters; a quote may be missing',
    ko: '키가 1,024자를 넘습니다. 빠진 따옴표가 없는지 확인하세요.',
  },
  MISSING_CHAR: {
    en: 'a quote, bracket, comma, colon or space is missing',
    ko: '따옴표, 괄호, 쉼표, 콜론, 공백 가운데 하나가 빠졌습니다.',
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a key stands in one line, with a colon behind it',
    ko: '키는 한 줄에 쓰고 뒤에 콜론을 붙이세요.',
  },
  MULTIPLE_ANCHORS: {
    en: 'a value takes one anchor',
    ko: '값 하나에는 앵커(&이름)를 하나만 붙일 수 있습니다.',
  },
  MULTIPLE_DOCS: {
    en: 'there is a second document; take out the line ---',
    ko: '문서가 둘 이상입니다. --- 줄을 지우세요.',
  },
  MULTIPLE_TAGS: { en: 'a value takes one tag', ko: '값 하나에는 태그(!이름)를 하나만 붙일 수 있습니다.' },
  NON_STRING_KEY: { en: 'a key must be text', ko: '키는 텍스트여야 합니다.' },
  RESOURCE_EXHAUSTION: {
    en: 'its aliases (*name) stand for too much',
    ko: '별칭(*이름)이 가리키는 내용이 너무 많습니다.',
  },
  TAB_AS_INDENT: {
    en: 'lines are indented by spaces, not by tabs',
    ko: '들여쓰기에는 탭 대신 공백을 쓰세요.',
  },
  TAG_RESOLVE_FAILED: {
    en: 'a tag (!name) that means nothing here, or a value that does not fit its tag; put a text that starts with ! in quotes',
    ko: '쓰이지 않는 태그(!이름)이거나 태그와 맞지 않는 값입니다. !로 시작하는 텍스트는 따옴표로 감싸세요.',
  },
  UNEXPECTED_TOKEN: { en: 'this cannot stand here', ko: '이곳에 올 수 없는 내용입니다.' },
};

/** More exact sentences, by the reader's own words. `$1` is what the pattern holds. */
const EXACT: [pattern: RegExp, text: Text][] = [
  [
    /^Missing closing (["'])quote/,
    { en: 'the quote $1 is never closed', ko: '따옴표($1)가 닫히지 않았습니다.' },
  ],
  [
    /(?:and|must) end with a ([\]}])$/,
    {
      en: 'the bracket is never closed; $1 is missing',
      ko: '괄호가 닫히지 않았습니다. $1 문자가 빠졌습니다.',
    },
  ],
  [
    /^Missing , (?:or : )?between/,
    { en: 'a comma is missing between the entries', ko: '항목 사이에 쉼표가 빠졌습니다.' },
  ],
  [/^Missing space after :/, { en: 'a space is missing after the colon', ko: '콜론 뒤에 공백을 넣으세요.' }],
  [
    /^Implicit map keys need to be followed/,
    {
      en: 'there is no colon behind this key; lines of a map are written key: value',
      ko: '키 뒤에 콜론이 없습니다. 맵의 줄은 "키: 값"으로 쓰세요.',
    },
  ],
  [
    /^Comments must be separated/,
    { en: 'before # of a comment there must be a space', ko: '주석의 # 앞에 공백을 넣으세요.' },
  ],
  [
    /^Sequence item without - /,
    { en: 'a line of the list does not start with -', ko: '목록의 줄이 -로 시작하지 않습니다.' },
  ],
  [
    /^All (?:mapping|sequence) items must start at the same column/,
    {
      en: 'entries of one list or map must begin at the same column',
      ko: '같은 목록이나 맵의 항목은 같은 열에서 시작해야 합니다.',
    },
  ],
  [
    /^Block scalar (?:values|lines)/,
    {
      en: 'the lines of a text after | or > must be indented',
      ko: '| 또는 > 뒤에 오는 텍스트의 줄은 들여 쓰세요.',
    },
  ],
  [
    /^Unexpected block-seq-ind on same line|^A block sequence may not be used as an implicit map key/,
    {
      en: 'a list that starts with - stands in lines of its own, below its key',
      ko: '-로 시작하는 목록은 키 아래의 다음 줄부터 쓰세요.',
    },
  ],
  [/^Unexpected (,|empty item)/, { en: 'there is a comma too many', ko: '쉼표가 하나 더 있습니다.' }],
  [
    /^Plain value cannot start with .*?(\S)$/,
    {
      en: 'a value cannot start with $1; put it in quotes',
      ko: '값은 $1 문자로 시작할 수 없습니다. 따옴표로 감싸세요.',
    },
  ],
  [
    /^Unresolved alias .*: (\S+)$/s,
    {
      en: 'nothing before has the anchor &$1 that *$1 stands for; put a text that starts with * in quotes',
      ko: '*$1 별칭이 가리키는 &$1 앵커가 앞에 없습니다. *로 시작하는 텍스트는 따옴표로 감싸세요.',
    },
  ],
  [/call stack/i, { en: 'nested too deep', ko: '너무 깊이 중첩되어 있습니다.' }],
  [/alias count/i, YAML_FAULTS.RESOURCE_EXHAUSTION],
];

function toExact(message: string): Text | null {
  for (const [pattern, text] of EXACT) {
    const match = pattern.exec(message);
    if (!match) continue;
    const fill = (sentence: string) => sentence.replaceAll('$1', () => match[1] ?? '');
    return { en: fill(text.en), ko: fill(text.ko) };
  }
  return null;
}

/** What is wrong with a YAML text, or odd in it, by the error or warning that its reader gathered. */
export function toYamlFault({ code, message }: Pick<YAMLError, 'code' | 'message'>): Text {
  return toExact(message) ?? YAML_FAULTS[code] ?? YAML_FAULTS.IMPOSSIBLE;
}

/** What is wrong with a YAML text by what its reader threw: for what is nested too deep, and for aliases that stand for
 * nothing or for too much. */
export function toThrownYamlFault(error: unknown): Text {
  return toExact(error instanceof Error ? error.message : String(error)) ?? YAML_FAULTS.IMPOSSIBLE;
}
