// SPDX-License-Identifier: Apache-2.0
// The ledger of seeds: which ranges ran at which commit and held, so that simulated years are a sum
// that anybody can run again. `node tests/campaign/ledger.mjs` prints the sum; the campaign adds a
// line for each slice of the simulator that held.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ledgerFile = join(dirname(fileURLToPath(import.meta.url)), 'seeds.txt');

const kHead = `# Seeds of the simulator that held, by commit: first last hours-each commit. One of them again:
#   SUNBOOTH_SIM_SEED=first SUNBOOTH_SIM_SEEDS=1 SUNBOOTH_SIM_HOURS=hours-each ./dev test sim_test
`;
const kHoursAYear = 8766;

/** @returns {{first: number, last: number, hours: number, commit: string}[]} */
export function readLedger(text) {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [first, last, hours, commit] = line.split(' ');
    return { first: Number(first), last: Number(last), hours: Number(hours), commit };
  });
}

/** One sentence. A range that ran twice at one commit counts once. */
export function sumOfYears(entries) {
  const unique = [...new Map(entries.map((one) => [JSON.stringify(one), one])).values()];
  const runs = unique.reduce((sum, one) => sum + one.last - one.first + 1, 0);
  const hours = unique.reduce((sum, one) => sum + (one.last - one.first + 1) * one.hours, 0);
  const commits = new Set(unique.map((one) => one.commit)).size;
  return `${runs.toLocaleString('en')} runs at ${commits} commits: ${(hours / kHoursAYear).toFixed(2)} simulated years of five to eight terminals and a center`;
}

/** Adds what figures of the simulator tell: "R-4 R-5 seeds 1 to 50, 72 h each: …". */
export function keep(figures, commit, file = ledgerFile) {
  if (!existsSync(file)) writeFileSync(file, kHead);
  for (const line of figures) {
    const found = /^R-4 R-5 seeds (\d+) to (\d+), (\d+) h each/.exec(line);
    if (found) appendFileSync(file, `${found[1]} ${found[2]} ${found[3]} ${commit}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(sumOfYears(readLedger(existsSync(ledgerFile) ? readFileSync(ledgerFile, 'utf8') : '')));
}
