// SPDX-License-Identifier: Apache-2.0
// One parser under libFuzzer for so many seconds: node fuzz.mjs BUILD_FOLDER TARGET SECONDS. A crash
// ends with its input in build/fuzz; what reaches further is offered for tests/fuzz/corpus, merged and
// small.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [build, target, seconds] = process.argv.slice(2);
const program = join(build, 'bin', `fuzz_${target}`);
const place = mkdtempSync(join(tmpdir(), 'sunbooth-fuzz-'));
const kept = join('tests', 'fuzz', 'corpus', target);
const found = join(build, 'found', target);
mkdirSync(found, { recursive: true });
const seeds = spawnSync(program, ['--seeds', place], { encoding: 'utf8' });
if (seeds.status !== 0) throw new Error(seeds.stderr);
const folders = [found, join(place, 'in'), ...(existsSync(kept) ? [kept] : [])];
const done = spawnSync(program, [`-dict=${join(place, 'words')}`, `-max_total_time=${seconds}`, '-max_len=4096', '-timeout=5', '-print_final_stats=1',
  `-artifact_prefix=${found}-`, ...folders], { encoding: 'utf8', maxBuffer: 1 << 28 });
rmSync(place, { recursive: true });
const runs = /stat::number_of_executed_units: (\d+)/.exec(done.stderr)?.[1] ?? '0';
const reached = [...done.stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '?';
console.log(`S-3 libFuzzer ${target}: ${runs} inputs in ${seconds} s, ${reached} edges, ${readdirSync(found).length} kept, ${done.status === 0 ? 0 : 1} crashes`);
if (done.status !== 0) {
  console.error(done.stderr.slice(-4000));
  process.exit(1);
}
