import type { CheckEdit } from './check-edit.ts';
import type { Check } from './notebook.ts';

/** Checks as they will be after an edit, reckoned without their text: what is compared with as YAML text stays as it was until that is
 * read. As they were where there is no such check. */
export function afterCheckEdit(checks: readonly Check[], edit: CheckEdit): readonly Check[] {
  // What the page adds has an id and a type; a type that compares with nothing has no value.
  if (edit.do === 'add') return [...checks, { value: null, ...edit.check } as unknown as Check];
  const check = checks[edit.at];
  if (!check) return checks;
  switch (edit.do) {
    case 'set': {
      const now = { ...check, ...edit.keys };
      return checks.with(edit.at, edit.without?.includes('value') ? { ...now, value: null } : now);
    }
    case 'text':
      return checks;
    case 'duplicate':
      return checks.toSpliced(edit.at + 1, 0, { ...check, id: edit.id });
    case 'move':
      return edit.to < 0 || edit.to >= checks.length
        ? checks
        : checks.toSpliced(edit.at, 1).toSpliced(edit.to, 0, check);
    case 'remove':
      return checks.toSpliced(edit.at, 1);
    default:
      edit satisfies never;
      return checks;
  }
}
