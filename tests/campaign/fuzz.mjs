// SPDX-License-Identifier: Apache-2.0
// One parser under libFuzzer for so many seconds: node fuzz.mjs BUILD_FOLDER TARGET SECONDS [--keep]. A
// crash ends with its input in build/fuzz/found. What reached further stays there for the next run; with
// --keep the few of them that add most go to tests/fuzz/corpus, where the tests feed them too.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kKeptMax = 12;         // Of a target: every one is another file in the tree.
const kKeptBytesMax = 1024;  // What reaches further is small, or it can be made so.

const [build, target, seconds, keep] = process.argv.slice(2);
const program = join(build, 'bin', `fuzz_${target}`);
const place = mkdtempSync(join(tmpdir(), 'sunbooth-fuzz-'));
const kept = join('tests', 'fuzz', 'corpus', target);
const found = join(build, 'found', target);
mkdirSync(found, { recursive: true });

function run(...words) {
  return spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The last value that libFuzzer printed of `name`. */
const told = (text, name) => [...text.matchAll(new RegExp(`${name}: (\\d+)`, 'g'))].at(-1)?.[1] ?? '?';

/** Inputs in the order in which they add most to the seeds, as many as are kept. */
function offer() {
  const best = join(place, 'best');
  mkdirSync(best);
  const folders = [join(place, 'in'), ...(existsSync(kept) ? [kept] : []), found];
  // The first folder is what is there already; the merge adds to it what it lacks.
  const merged = run('-set_cover_merge=1', `-max_len=${kKeptBytesMax}`, best, ...folders);
  if (merged.status !== 0) throw new Error(merged.stderr.slice(-2000));
  const size = (name) => statSync(join(best, name)).size;
  const seeds = new Set(readdirSync(join(place, 'in')).map((name) => statSync(join(place, 'in', name)).size));
  const names = readdirSync(best).filter((name) => !seeds.has(size(name)) && size(name) <= kKeptBytesMax)
    .sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1)).slice(0, kKeptMax);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  for (const name of names) copyFileSync(join(best, name), join(kept, name));
  return names.length;
}

const seeds = run('--seeds', place);
if (seeds.status !== 0) throw new Error(seeds.stderr);
const folders = [found, join(place, 'in'), ...(existsSync(kept) ? [kept] : [])];
const done = run(`-dict=${join(place, 'words')}`, `-max_total_time=${seconds}`, '-max_len=4096', '-timeout=5', '-print_final_stats=1', `-artifact_prefix=${found}-`,
  ...folders);
console.log(`S-3 libFuzzer ${target}: ${told(done.stderr, 'stat::number_of_executed_units')} inputs in ${seconds} s, ${told(done.stderr, 'cov')} edges, `
  + `${readdirSync(found).length} kept, ${done.status === 0 ? 0 : 1} crashes`);
if (done.status === 0 && keep === '--keep') console.log(`  ${offer()} of them are in ${kept}`);
rmSync(place, { recursive: true });
if (done.status !== 0) {
  console.error(done.stderr.slice(-4000));
  process.exit(1);
}
