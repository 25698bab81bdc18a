// Loaded before a measured script: at its end it leaves the process's peak memory and its CPU time in a file.
import { writeFileSync } from 'node:fs';

const file = process.env.GAMUT_BENCH_USAGE_FILE;
if (file) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage = { peakMib: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 };
    writeFileSync(file, JSON.stringify(usage));
  });
}
