import type { Cell } from '../../../core/notebook.ts';
import type { Text } from '../../../core/text.ts';
import type { IconName } from '../../look/icons.ts';
import { currentLocale } from '../../look/locale.ts';
import type { CommandPage } from '../command.ts';

/** What a palette item leads to. */
export type PaletteKind = 'command' | 'cell' | 'persona' | 'filter' | 'notebook' | 'model';

/** Something that can be chosen in the palette. */
export interface PaletteItem {
  kind: PaletteKind;
  icon: IconName | null;
  title: string;
  /** What it is of or does, shorter. */
  detail: string;
  /** What it is found by besides its title. */
  words: string;
  /** Keys that do the same. */
  keys: readonly string[];
  choose: (page: CommandPage) => void;
}

/** What the kinds of cell are called, and their signs. */
export const CELL_KIND: Record<Cell['kind'], Text & { icon: IconName }> = {
  note: { en: 'note', ko: '메모', icon: 'note' },
  persona: { en: 'persona', ko: '페르소나', icon: 'persona' },
  prompt: { en: 'prompt', ko: '프롬프트', icon: 'prompt' },
  dataset: { en: 'dataset', ko: '데이터셋', icon: 'table' },
  matrix: { en: 'matrix', ko: '매트릭스', icon: 'matrix' },
  assert: { en: 'checks', ko: '검사', icon: 'assert' },
  view: { en: 'results', ko: '결과', icon: 'pivot' },
  chart: { en: 'chart', ko: '차트', icon: 'chart' },
  other: { en: 'text', ko: '텍스트', icon: 'code' },
};

/** A text in the language of the page, and in the other one, to be found by. */
export function bothOf(text: Text): { title: string; words: string } {
  const locale = currentLocale();
  return { title: text[locale], words: text[locale === 'ko' ? 'en' : 'ko'] };
}
