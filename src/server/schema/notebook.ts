import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import type { Notebook } from '../../core/notebook.ts';
import { errorSchema } from './error.ts';
import { textSchema } from './record.ts';
import { orNull } from './or-null.ts';

export const notebookName = z.string().min(1).max(1000).openapi({
  description: 'Path from the notebooks folder, as one encoded segment.',
  example: 'tone.gamut.md',
});

export const notebookParam = z.object({ name: notebookName });

export const notebookQuery = z.object({
  lean: z.enum(['0', '1']).default('0').openapi({
    description:
      '1 leaves out of `notebook` what stands in `text` word for word, and has the rows of datasets as lists.',
  }),
});

export const problemSchema = z
  .object({
    severity: z.enum(['error', 'warning']),
    line: z.number(),
    column: z.number(),
    cell: z.number().nullable(),
    message: textSchema,
  })
  .openapi('Problem');

const notebookItem = z
  .object({
    name: z.string(),
    title: z.string(),
    lang: z.string().nullable(),
    modifiedAt: z.string(),
    errors: z.number(),
    warnings: z.number(),
    matrices: z.array(z.object({ id: z.string(), trials: z.number() })),
    error: orNull(textSchema).openapi({ description: 'Why it cannot be read.' }),
  })
  .openapi('NotebookItem') satisfies z.ZodType<Api.NotebookItem>;

export const notebookListSchema = z.object({ notebooks: z.array(notebookItem) });

export const createNotebookSchema = z
  .strictObject({
    name: notebookName,
    text: z.string().optional(),
    withPins: z.boolean().optional().openapi({
      description: 'It is written anew: pinned results that lie beside its name are its own.',
    }),
  })
  .openapi('CreateNotebook');

export const notebookVersionSchema = z.object({ name: z.string(), version: z.string() });

export const notebookFileSchema = z
  .object({
    name: z.string(),
    text: z.string(),
    version: z.string(),
    files: z.record(z.string(), z.string()),
    fileErrors: z.record(z.string(), textSchema),
    notebook: z.custom<Notebook>().openapi({ type: 'object', description: 'The text as Gamut reads it.' }),
    prose: z
      .record(z.string(), z.string())
      .openapi({ description: 'Notes as HTML, by their text: those that are seen first.' }),
  })
  .openapi('NotebookFile') satisfies z.ZodType<Api.NotebookFile>;

export const saveNotebookSchema = z
  .strictObject({
    text: z.string(),
    baseVersion: z.string().openapi({ description: 'The version that the text was edited from.' }),
  })
  .openapi('SaveNotebook');

export const patchNotebookSchema = z
  .strictObject({
    at: z.int().min(0).openapi({ description: 'Where in the text, in UTF-16 units.' }),
    cut: z.int().min(0).openapi({ description: 'How many units go.' }),
    put: z.string().openapi({ description: 'What comes in their place.' }),
    baseVersion: z.string().openapi({ description: 'The version that the change was made in.' }),
  })
  .openapi('PatchNotebook');

export const renameNotebookSchema = z
  .strictObject({
    to: notebookName.optional().openapi({ description: 'The new name; as it is where there is none.' }),
    title: z.string().trim().min(1).max(500).optional(),
  })
  .openapi('RenameNotebook');

export const trashedSchema = z
  .object({ name: z.string(), trash: z.string().openapi({ description: 'By this it can be brought back.' }) })
  .openapi('TrashedNotebook') satisfies z.ZodType<Api.TrashedNotebook>;

export const trashListSchema = z
  .object({
    notebooks: z.array(
      z.object({
        name: z.string(),
        trash: z.string().openapi({ description: 'By this it can be brought back.' }),
        title: z.string(),
        deletedAt: z.string(),
      }),
    ),
  })
  .openapi('TrashList') satisfies z.ZodType<Api.TrashList>;

export const trashParam = z.object({ trash: z.string().max(100) });

export const restoredSchema = z.object({ name: z.string() });

export const importSchema = z
  .strictObject({
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(1000), text: z.string() }))
      .min(1)
      .max(200),
  })
  .openapi('ImportNotebooks');

export const importResultSchema = z
  .object({
    added: z.array(z.object({ file: z.string(), name: z.string() })),
    refused: z.array(z.object({ file: z.string(), reason: textSchema })),
  })
  .openapi('ImportResult') satisfies z.ZodType<Api.ImportResult>;

export const personaLibrarySchema = z
  .object({
    personas: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        text: z.string(),
        notebooks: z.array(z.object({ name: z.string(), title: z.string() })),
      }),
    ),
  })
  .openapi('PersonaLibrary') satisfies z.ZodType<Api.PersonaLibrary>;

export const conflictSchema = errorSchema
  .extend({ disk: z.object({ text: z.string(), version: z.string() }) })
  .openapi('NotebookConflict') satisfies z.ZodType<Api.NotebookConflict>;
