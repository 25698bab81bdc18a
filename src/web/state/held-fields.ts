/** A field that holds what cannot be taken, so that what the notebook says is another thing than what is seen. */
export interface HeldField {
  /** The matrix that it is of. */
  matrix: string;
  /** What it is called. */
  name: string;
  /** Puts the focus to it. */
  show(): void;
}

const held = new Map<object, Map<string, HeldField>>();

/** Says of one of the fields of an element that it holds such a thing, or, with null, that it holds it no more. */
export function holdField(element: object, part: string, field: HeldField | null): void {
  const fields = held.get(element) ?? new Map<string, HeldField>();
  if (field) fields.set(part, field);
  else fields.delete(part);
  if (fields.size > 0) held.set(element, fields);
  else held.delete(element);
}

/** An element is gone, with all that its fields held. */
export function letFieldsGo(element: object): void {
  held.delete(element);
}

/** The first field of a matrix, or with null of any, that holds such a thing; null for none. */
export function heldField(matrix: string | null): HeldField | null {
  for (const fields of held.values()) {
    for (const field of fields.values()) if (matrix === null || field.matrix === matrix) return field;
  }
  return null;
}
