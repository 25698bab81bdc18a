/**
 * What `gamut run` is measured against: a bare loop over the openai SDK, the same requests, as many in parallel, the
 * stream read in the same way (text joined, logprobs kept until the answer is whole). Arguments: BASE_URL COUNT PARALLEL
 * TOP_LOGPROBS
 */
import OpenAI from 'openai';

const [baseURL = '', count = '0', parallel = '1', topLogprobs = '0'] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'bench', maxRetries: 0 });
const top = Number(topLogprobs);

let next = 0;
let textLength = 0;
let entries = 0;

async function work(): Promise<void> {
  while (next < Number(count)) {
    next += 1;
    const stream = await client.chat.completions.create({
      model: 'bench',
      messages: [{ role: 'user', content: `Question ${next}` }],
      stream: true,
      stream_options: { include_usage: true },
      ...(top > 0 ? { logprobs: true, top_logprobs: top } : {}),
    });
    let text = '';
    const logprobs: unknown[] = [];
    for await (const chunk of stream) {
      const choice = chunk.choices[0];
      text += choice?.delta.content ?? '';
      for (const entry of choice?.logprobs?.content ?? []) logprobs.push(entry);
    }
    textLength += text.length;
    entries += logprobs.length;
  }
}

await Promise.all(Array.from({ length: Number(parallel) }, work));
process.stdout.write(`${JSON.stringify({ count: next, textLength, entries })}\n`);
