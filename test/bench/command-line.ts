import path from 'node:path';
import { measure, median, say, seconds, type Measured } from './measure.ts';
import { createStage, startStandIn } from './stage.ts';

const cli = path.resolve(import.meta.dirname, '../../src/cli/gamut.js');
const bareLoop = path.resolve(import.meta.dirname, 'bare-loop.ts');
const PARALLEL = 64;

interface RunOptions {
  baseUrl: string;
  trials: number;
  topLogprobs: number;
}

/** A whole `gamut run`, its process included, in a new project. */
async function runGamut({ baseUrl, trials, topLogprobs }: RunOptions): Promise<Measured> {
  const stage = await createStage({ baseUrl, rows: trials, topLogprobs });
  try {
    const args = ['run', stage.notebook, '--yes', '--concurrency', String(PARALLEL), '--lang', 'en'];
    return await measure(cli, args, stage.root);
  } finally {
    await stage.remove();
  }
}

function runBare({ baseUrl, trials, topLogprobs }: RunOptions): Promise<Measured> {
  const args = [baseUrl, String(trials), String(PARALLEL), String(topLogprobs)];
  return measure(bareLoop, args, import.meta.dirname);
}

/** 1,000 streamed trials x 100 tokens with 5 top_logprobs, 64 in parallel: `gamut run` against a bare loop. */
export async function benchThroughput(rounds = 5): Promise<void> {
  say(
    `\n# 1,000 trials x 100 tokens, 5 top_logprobs, ${PARALLEL} in parallel (${rounds} rounds each, in turn)`,
  );
  const standIn = await startStandIn();
  try {
    const options = { baseUrl: standIn.baseUrl, trials: 1000, topLogprobs: 5 };
    const [gamut, bare]: [Measured[], Measured[]] = [[], []];
    await runBare(options);
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await runBare(options));
      gamut.push(await runGamut(options));
    }
    const tell = (name: string, list: Measured[]) => {
      const walls = list.map((one) => one.wallMs);
      const cpu = seconds(median(list.map((one) => one.cpuMs)));
      say(`${name}   median ${seconds(median(walls))}, cpu ${cpu}   (${walls.map(seconds).join(', ')})`);
    };
    tell('gamut run', gamut);
    tell('bare loop', bare);
    const ratio = (of: (one: Measured) => number) =>
      (median(gamut.map(of)) / median(bare.map(of))).toFixed(2);
    say(
      `ratio       ${ratio((one) => one.wallMs)}, cpu ${ratio((one) => one.cpuMs)}   (target: at most 1.25)`,
    );
  } finally {
    standIn.stop();
  }
}

/** Peak memory of `gamut run` with 1,000 and with 4,000 trials. */
export async function benchMemory(): Promise<void> {
  say(`\n# Peak memory, 100 tokens with 5 top_logprobs, ${PARALLEL} in parallel`);
  const standIn = await startStandIn();
  try {
    const peaks: number[] = [];
    for (const trials of [1000, 4000]) {
      const { peakMib, wallMs } = await runGamut({ baseUrl: standIn.baseUrl, trials, topLogprobs: 5 });
      peaks.push(peakMib);
      say(`${String(trials).padStart(5)} trials   ${peakMib.toFixed(0)} MiB   ${seconds(wallMs)}`);
    }
    const [small = NaN, large = NaN] = peaks;
    say(`ratio          ${(large / small).toFixed(2)}   (flat: near 1)`);
  } finally {
    standIn.stop();
  }
}

/** 300 ms to the first token, no logprobs: throughput against the ideal of full lanes. */
export async function benchLatency(rounds = 3): Promise<void> {
  const [trials, firstTokenMs] = [1000, 300];
  say(
    `\n# ${trials} trials x 100 tokens, ${firstTokenMs} ms to the first token, no logprobs, ${PARALLEL} in parallel`,
  );
  const standIn = await startStandIn({ topLogprobs: 0, firstTokenMs });
  try {
    const idealMs = Math.ceil(trials / PARALLEL) * firstTokenMs;
    const options = { baseUrl: standIn.baseUrl, topLogprobs: 0 };
    const [runs, one, bare]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      runs.push((await runGamut({ ...options, trials })).wallMs);
      one.push((await runGamut({ ...options, trials: 1 })).wallMs - firstTokenMs);
      bare.push((await runBare({ ...options, trials })).wallMs);
    }
    const startMs = median(one);
    const wallMs = median(runs);
    const share = (ms: number) => `${((idealMs / ms) * 100).toFixed(0)}% of the ideal`;
    say(`ideal                    ${seconds(idealMs)}`);
    say(`gamut run                ${seconds(wallMs)}   ${share(wallMs)}, the whole process`);
    say(
      `gamut run, once started  ${seconds(wallMs - startMs)}   ${share(wallMs - startMs)}   (target: at least 92%)`,
    );
    say(`bare loop                ${seconds(median(bare))}   ${share(median(bare))}, the whole process`);
  } finally {
    standIn.stop();
  }
}
