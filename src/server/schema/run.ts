import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import { blockedTrials, onlySchema, range } from './matrix.ts';
import { notebookName } from './notebook.ts';
import { failureSchema, textSchema, tokenSchema } from './record.ts';
import { orNull } from './or-null.ts';

export const runParam = z.object({ runId: z.string().min(1) });

const runMode = z.enum(['missing', 'all', 'failed']).openapi('RunMode', {
  description: 'missing: what has no result or a stale one; all: everything anew; failed: what failed.',
});

export const startRunSchema = z
  .strictObject({
    notebook: notebookName,
    matrix: z.string().min(1),
    mode: runMode,
    only: onlySchema.optional(),
    confirmUnknownPrice: z.boolean().optional().openapi({
      description:
        'Go on though a budget is set and a price is unknown. Without it such a run is refused with 409 `unpriced`.',
    }),
    confirmCost: z.boolean().optional().openapi({
      description:
        'Go on though it may cost more than budget.ask_above_usd (1 unless set), or makes paid answers anew. Without it such a run is refused with 409 `costly`.',
    }),
    budgetUsd: z.number().min(0).optional().openapi({
      description: 'The most that this run may cost, US dollars, in place of what gamut.config.yaml says.',
    }),
  })
  .openapi('StartRun');

export const resumeRunSchema = startRunSchema
  .pick({ confirmUnknownPrice: true, budgetUsd: true })
  .openapi('ResumeRun');
export const runBudgetSchema = z
  .strictObject({ budgetUsd: z.number().min(0).nullable() })
  .openapi('RunBudget', { description: 'US dollars; null for what gamut.config.yaml says.' });
export const touchedRunSchema = z.object({ runId: z.string(), isLive: z.boolean() });

export const forgottenRunSchema = z.object({ runId: z.string() });

export const startedRunSchema = z.object({ runId: z.string(), total: z.number() });
export const stoppedRunSchema = z.object({ runId: z.string(), stopped: z.boolean() });

const liveTrial = z
  .object({
    trialId: z.string(),
    model: z.string().openapi({ description: '`provider/model`' }),
    status: z.enum(['queued', 'streaming', 'retrying']),
    attempt: z.number(),
    text: z.string(),
    reasoning: z.string(),
    tokens: z.array(tokenSchema),
    startedAt: z.string().nullable(),
    retry: z.object({ failure: failureSchema, dueAt: z.string(), maxAttempts: z.number() }).nullable(),
  })
  .openapi('LiveTrial');

const run = z
  .object({
    runId: z.string(),
    notebook: z.string(),
    cellId: z.string(),
    mode: runMode,
    phase: z.enum(['running', 'paused', 'done', 'stopped', 'failed']),
    total: z.number(),
    done: z.number(),
    failed: z.number(),
    aborted: z.number(),
    costUsd: z.number(),
    unpriced: z.number(),
    estimateUsd: orNull(range),
    budgetUsd: z.number().nullable().openapi({
      description: 'The limit that was set for this run, US dollars; null where there is none of its own.',
    }),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    resumed: z.object({ done: z.number(), paidTwice: z.number() }).nullable().openapi({
      description: 'Of a run that goes on: answers it had, and requests that may be billed twice.',
    }),
    pauses: z.array(
      z.object({
        what: z.string().openapi({ description: 'What the pause is known by among those of its run.' }),
        provider: z.string().nullable(),
        models: z.array(z.string()).nullable().openapi({
          description: 'The models whose trials wait, `provider/model`; null for all.',
        }),
        failure: orNull(failureSchema),
        reason: textSchema,
        budget: z
          .object({
            scope: z.enum(['run', 'notebook', 'day']),
            limitUsd: z.number(),
            spentUsd: z.number(),
            reservedUsd: z.number(),
            neededUsd: z.number(),
          })
          .nullable(),
      }),
    ),
    live: z.array(liveTrial),
  })
  .openapi('Run') satisfies z.ZodType<Api.RunView>;

const interruptedRun = z
  .object({
    runId: z.string(),
    notebook: z.string(),
    cellId: z.string(),
    mode: runMode,
    total: z.number(),
    done: z.number(),
    missing: z.number().openapi({ description: 'Trials without an answer: what resuming makes.' }),
    costUsd: z.number(),
    unpriced: z.number(),
    paidTwice: z.number().openapi({
      description: 'Requests under way when the process died, but for free ones: they may be billed twice.',
    }),
    blocked: blockedTrials.openapi({
      description: 'Missing trials whose provider is not set up, or is there no more.',
    }),
    budgetUsd: z.number().nullable(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    reason: z.enum(['stopped', 'failed']).nullable().openapi({
      description: 'stopped: by a person; failed: it could not go on; null: it was cut off.',
    }),
  })
  .openapi('InterruptedRun') satisfies z.ZodType<Api.InterruptedRunView>;

export const runListSchema = z.object({
  active: z.array(run),
  recent: z.array(run),
  interrupted: z.array(interruptedRun),
});
