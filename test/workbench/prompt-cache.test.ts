import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import type { Fetch } from '../../src/providers/provider.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import { createProject } from './sample-project.ts';

const NOTEBOOK = `---
gamut: 1
---
\`\`\`persona id=cook
${'You are a cook, and you know your onions. '.repeat(800)}
\`\`\`

\`\`\`prompt id=ask
What goes with rice?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: cook
model: anthropic/claude-haiku-4-5
max_tokens: 10
cache_control: 5m
repeats: 12
\`\`\`
`;

/** A vendor that caches as Anthropic does: what a request writes can be read once its answer has begun. */
function createCachingVendor() {
  const cached = new Set<string>();
  const vendor = { written: 0, read: 0 };
  const send: Fetch = async (_input, init) => {
    const { system } = JSON.parse(String(init?.body)) as { system: { text: string }[] };
    const persona = JSON.stringify(system);
    const isRead = cached.has(persona);
    if (isRead) vendor.read += 1;
    else vendor.written += 1;
    // Reading a long persona takes a while.
    await new Promise(setImmediate);
    cached.add(persona);
    const usage = {
      input_tokens: 9,
      cache_read_input_tokens: isRead ? 8000 : 0,
      cache_creation_input_tokens: isRead ? 0 : 8000,
      output_tokens: 1,
    };
    const events = [
      { type: 'message_start', message: { id: 'm', model: 'claude-haiku-4-5', content: [], usage } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Soy.' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
      { type: 'message_stop' },
    ];
    const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { vendor, fetch: send };
}

test('of the first requests of a persona, sent together, one pays for writing it into the cache and all others read it', async () => {
  const { vendor, fetch } = createCachingVendor();
  const root = createProject({ 'notebooks/cook.gamut.md': NOTEBOOK });
  const env = { ANTHROPIC_API_KEY: 'sk-ant-0123456789' };
  const workbench = await openWorkbench({ notebooksDir: join(root, 'notebooks'), env, fetch });
  onTestFinished(() => workbench.close());
  const plan = await workbench.plan('cook.gamut.md', 'main');
  const { signal } = new AbortController();
  const { events } = await workbench.start(plan, { mode: 'missing', signal });
  const finished: Extract<RunEvent, { type: 'trial-finished' }>[] = [];
  for await (const event of events) if (event.type === 'trial-finished') finished.push(event);
  expect(vendor).toEqual({ written: 1, read: 11 });
  const savings = finished.map(({ record }) => Math.sign(workbench.savingUsd(record) ?? 0));
  // The one that wrote paid more, all others less.
  expect(savings.toSorted()).toEqual([-1, ...Array.from({ length: 11 }, () => 1)]);
});
