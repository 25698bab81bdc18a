import { showValue } from './show-value.ts';
import { toSuggestion } from './nearest.ts';
import type { Axis } from './notebook.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Value, type Variant } from './trial.ts';

/** Which trials are wanted, and what could not be understood (then nothing is selected). */
export interface Selection {
  isSelected(variant: Variant, repeat: number): boolean;
  problems: Text[];
}

/** Reads `axis=level` words. Several levels of one axis, by commas or by naming it again, mean any of them; several axes
 * mean all of them. `repeat` is an axis too. Numbers are equal as numbers. */
export function parseOnly(words: readonly string[], axes: Axis[], repeats: number): Selection {
  const all: Axis[] = [
    ...axes,
    { name: 'repeat', levels: Array.from({ length: repeats }, (_, index) => index + 1) },
  ];
  const wanted = new Map<string, Set<string>>();
  const problems: Text[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = word.slice(0, equals);
    const axis = all.find((one) => one.name === name);
    if (equals < 1) {
      problems.push({
        en: `expected axis=level, such as persona=chef, not '${word}'`,
        ko: `'${word}' 대신 persona=chef와 같은 '축=수준' 형식으로 쓰세요.`,
      });
    } else if (!axis) {
      const more = toSuggestion(
        name,
        all.map((one) => one.name),
      );
      problems.push({
        en: `there is no axis '${name}'${more.en}`,
        ko: `'${name}' 축이 없습니다.${more.ko}`,
      });
    } else {
      const levels = wanted.get(name) ?? new Set<string>();
      wanted.set(name, levels);
      for (const text of toLevelWords(word.slice(equals + 1), axis)) {
        const level = axis.levels.find((one) => isLevel(one, text));
        if (level === undefined) problems.push(toUnknownLevel(text, axis));
        else levels.add(toCanonicalJson(level));
      }
    }
  }
  return {
    problems,
    isSelected: (variant, repeat) =>
      problems.length === 0 &&
      [...wanted].every(([name, levels]) =>
        levels.has(toCanonicalJson(name === 'repeat' ? repeat : variant[name])),
      ),
  };
}

/** A level may hold commas itself: the whole text counts where it is one. */
function toLevelWords(text: string, axis: Axis): string[] {
  if (axis.levels.some((level) => isLevel(level, text))) return [text];
  return text.split(',').map((word) => word.trim());
}

function isLevel(level: Value, text: string): boolean {
  if (typeof level === 'number') return text.trim() !== '' && Number(text) === level;
  return (typeof level === 'string' ? level : toCanonicalJson(level)) === text;
}

function toUnknownLevel(text: string, axis: Axis): Text {
  const more = toSuggestion(
    text,
    axis.levels.map((level) => (typeof level === 'string' ? level : toCanonicalJson(level))),
  );
  return {
    en: `${axis.name} has no level ${showValue(text)}${more.en}`,
    ko: `${axis.name} 축에 ${showValue(text)} 수준이 없습니다.${more.ko}`,
  };
}
