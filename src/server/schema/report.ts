import { z } from '@hono/zod-openapi';
import type { ReportChart } from '../../core/html-report/report-html.ts';

const picture = z
  .string()
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/)
  .nullable();

export const reportSchema = z
  .strictObject({
    charts: z
      .array(
        z.object({
          cell: z.int().min(0).openapi({ description: 'Index of the chart cell.' }),
          title: z.string().max(1000),
          sentence: z.string().max(5000),
          picture: picture.openapi({
            description: 'A PNG as a data: address, two pixels for one of the page.',
          }),
          dark: picture.default(null).openapi({ description: 'The same for dark screens.' }),
          table: z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
        }) satisfies z.ZodType<ReportChart>,
      )
      .max(100)
      .default([]),
  })
  .openapi('ReportRequest', { description: 'What only a page can add to a report: its charts.' });
