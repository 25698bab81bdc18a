import { toSuggestion } from './nearest.ts';
import type { Check, DatasetCell } from './notebook.ts';
import { TemplateError, templateVariables } from './template.ts';
import { missingVariables, type MissingVariable } from './template-use.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';

/** Why the templates of a check can be filled in for no row. */
export interface CheckTemplateFault {
  text: Text;
  /** The variable that no column gives; null where a template itself is wrong. */
  missing: MissingVariable | null;
}

/** What is wrong with the templates in a check's value, with the dataset of its matrix (null where that has none); null where nothing
 * is. */
export function checkTemplateFault(
  { value }: Pick<Check, 'value'>,
  data: Pick<DatasetCell, 'id' | 'columns'> | null,
): CheckTemplateFault | null {
  const templates = textsIn(value);
  for (const template of templates) {
    try {
      templateVariables(template);
    } catch (error) {
      if (error instanceof TemplateError) return { text: error.text, missing: null };
      throw error;
    }
  }
  const [missing] = missingVariables(templates, data?.columns ?? []);
  if (!missing) return null;
  const shown = `{{${missing.name}}}`;
  if (!data) {
    return {
      missing,
      text: {
        en: `${shown} takes a column of a dataset, and the matrix has none`,
        ko: `${shown} 변수를 쓰지만 매트릭스에 데이터셋이 없습니다.`,
      },
    };
  }
  const more = toSuggestion(missing.name, data.columns);
  return {
    missing,
    text: {
      en: `dataset '${data.id}' has no column '${missing.name}'${more.en}`,
      ko: `데이터셋 '${data.id}'에 '${missing.name}' 열이 없습니다.${more.ko}`,
    },
  };
}

/** The texts that are filled in: keys of maps are what they are. */
function textsIn(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((one: Value) => textsIn(one));
}
