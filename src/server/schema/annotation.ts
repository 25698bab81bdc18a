import { z } from '@hono/zod-openapi';
import { MOST_NOTE, MOST_TAG, MOST_TAGS, RATINGS, toTag } from '../../core/annotation.ts';
import type { AnnotationEntry, Rating } from '../../core/annotation.ts';
import { VERDICTS } from '../../core/vote.ts';
import type { AnswerKey, Vote } from '../../core/vote.ts';
import { orNull } from './or-null.ts';

const requestHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .openapi({ description: 'Hex SHA-256 of the canonical JSON of the exact request.' });
const repeat = z.number().int().min(1).openapi({ description: '1-based.' });

const rating = z
  .union(RATINGS.map((one) => z.literal(one)))
  .openapi({ type: 'integer', minimum: 1, maximum: 5 }) satisfies z.ZodType<Rating>;

const said = {
  starred: z.boolean(),
  rating: orNull(rating),
  note: z.string().max(MOST_NOTE),
  tags: z.array(z.string().min(1).max(MOST_TAG)).max(MOST_TAGS),
};

export const annotationSchema = z
  .object({ requestHash, repeat, ...said })
  .openapi('Annotation') satisfies z.ZodType<AnnotationEntry>;

export const putAnnotationSchema = z
  .strictObject({
    requestHash,
    repeat,
    starred: said.starred.optional(),
    rating: said.rating.optional(),
    note: said.note.optional(),
    tags: said.tags.transform((tags) => [...new Set(tags.map(toTag).filter((tag) => tag !== ''))]).optional(),
  })
  .openapi('PutAnnotation', { description: 'What is left out stays as it was said before.' });

export const annotationListSchema = z.object({ annotations: z.array(annotationSchema) });

const answer = z.object({ requestHash, repeat }).openapi('AnswerKey') satisfies z.ZodType<AnswerKey>;

const verdict = z
  .enum(VERDICTS)
  .openapi({ description: 'Which of the two is better; tie: both are alike good; bad: both are bad.' });

export const voteSchema = z.object({ a: answer, b: answer, verdict, votedAt: z.string() }).openapi('Vote', {
  description: 'How two answers were judged by a person who did not know whose they were.',
}) satisfies z.ZodType<Vote>;

export const putVoteSchema = z
  .strictObject({
    a: answer,
    b: answer,
    verdict: orNull(verdict).openapi({ description: 'null takes the vote on this pair back.' }),
  })
  .refine(({ a, b }) => a.requestHash !== b.requestHash || a.repeat !== b.repeat, {
    message: 'An answer is not compared with itself.',
  })
  .openapi('PutVote');

export const voteListSchema = z.object({ votes: z.array(voteSchema) });
