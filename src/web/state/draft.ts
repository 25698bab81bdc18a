import { applyPatch, patchOf, type TextPatch } from '../../core/text-patch.ts';
import type { NotebookEdit } from './notebook-edit.ts';

/** A text as it is on the disk. */
export interface SavedText {
  text: string;
  version: string;
}

/** A text that is not on the disk yet. */
export interface Draft {
  text: string;
  /** Edits of it that waited for what does them. */
  edits?: readonly NotebookEdit[];
  /** The file's text that it is an edit of. */
  base: SavedText;
  /** Texts between the base and this one that were sent to the disk: whether they have come there was not known. */
  sent?: readonly string[];
  /** When it was last edited, milliseconds since 1970. */
  at: number;
}

/** A text that is kept once for many drafts, of which each is kept as what differs from it. */
export interface Ground {
  id: number;
  text: string;
}

/** A draft of a large notebook as it is kept. */
interface SlimDraft {
  /** The id of its ground. */
  ground: number;
  /** What makes the text of the file that was edited of the ground, and the text that was edited of that. */
  toBase: TextPatch;
  toText: TextPatch;
  /** What makes each text that was sent of the base. */
  toSent?: readonly TextPatch[];
  version: string;
  edits: readonly NotebookEdit[];
  at: number;
}

/** A draft as it is kept. */
export type DraftRecord = Draft | SlimDraft;

/** Drafts of so many characters are kept whole. */
const SMALL = 60_000;
/** A ground that is so far from what is edited, in characters, is given up for another. */
const FAR = 100_000;

/**
 * A draft as it is kept: whole where it is small; else as what differs from the ground. `known` is the one that is kept by now,
 * null for none; where another one has to be, it is given back, to be kept together with the record.
 */
export function toDraftRecord(
  draft: Draft,
  known: Ground | null,
): { record: DraftRecord; ground: Ground | null } {
  const { text, base, edits = [], sent = [], at } = draft;
  if (text.length + base.text.length <= SMALL) return { record: draft, ground: null };
  const toText = patchOf(base.text, text);
  const toBase = known && patchOf(known.text, base.text);
  const isNear = toBase !== null && toBase.put.length <= FAR;
  const ground = isNear ? null : { id: at, text: base.text };
  const toSent = sent.map((one) => patchOf(base.text, one));
  const slim = { toText, toSent, version: base.version, edits, at };
  if (known && isNear) return { record: { ...slim, ground: known.id, toBase }, ground };
  return { record: { ...slim, ground: at, toBase: { at: 0, cut: 0, put: '' } }, ground };
}

/** The draft that was kept; null where its ground is not there. */
export function fromDraftRecord(record: DraftRecord, ground: Ground | null): Draft | null {
  if ('text' in record) return record;
  if (record.ground !== ground?.id) return null;
  const { toBase, toText, toSent = [], version, edits, at } = record;
  const base = { text: applyPatch(ground.text, toBase), version };
  const sent = toSent.map((patch) => applyPatch(base.text, patch));
  return { text: applyPatch(base.text, toText), base, sent, edits, at };
}
