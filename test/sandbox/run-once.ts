import { SandboxPool } from '../../src/sandbox/pool.ts';
import { toRequest } from './generation-request.ts';

// A process that asks once and closes nothing: it must end by itself.
const pool = new SandboxPool({ workers: 2 });
let text = '';
for await (const event of pool.generate(toRequest({ maxTokens: 3 })))
  if (event.type === 'text') text += event.text;
process.stdout.write(text);
