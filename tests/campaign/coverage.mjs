// SPDX-License-Identifier: Apache-2.0
// R-14: how much of the core its own tests reach, by lines, branches and MC/DC, by clang 19 (Debian 12
// has it beside its own gcc 12, which cannot count MC/DC). Reported, no gate.
// node coverage.mjs BUILD_FOLDER TEST...: runs these tests of the preset "coverage" and prints R-14.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The core: what carries a record from the press to the ticket, and what proves it. */
const kCore = ['sync/client', 'sync/seal', 'sync/store', 'sync/wire', 'sync/center/intake', 'sync/center/tickets', 'sync/center/fleet',
  'sync/center/registry', 'sync/center/vault', 'sync/center/retention'];

const [build, ...tests] = process.argv.slice(2);
const profiles = join(build, 'profiles');
const whole = join(build, 'whole.profdata');
rmSync(profiles, { recursive: true, force: true });
mkdirSync(profiles);
for (const test of tests) {
  execFileSync(join(build, 'bin', test), [], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LLVM_PROFILE_FILE: join(profiles, `${test}-%p.profraw`) },
  });
}
const raw = readdirSync(profiles).map((name) => join(profiles, name));
execFileSync('llvm-profdata-19', ['merge', '-sparse', '-o', whole, ...raw]);
const [first, ...others] = tests.map((test) => join(build, 'bin', test));
const json = execFileSync('llvm-cov-19', ['export', '--summary-only', '--show-mcdc-summary', `--instr-profile=${whole}`, first,
  ...others.flatMap((object) => ['-object', object])], { encoding: 'utf8', maxBuffer: 1 << 28 });
const files = JSON.parse(json).data[0].files;

/** Lines, branches and conditions of a folder. */
function told(room) {
  const own = files.filter((file) => new RegExp(`/${room}/[^/]+\\.(cpp|h)$`).test(file.filename));
  const sum = (kind) => {
    const all = own.reduce((total, file) => total + (file.summary[kind]?.count ?? 0), 0);
    const reached = own.reduce((total, file) => total + (file.summary[kind]?.covered ?? 0), 0);
    return `${all === 0 ? '-' : ((100 * reached) / all).toFixed(1)} % of ${all}`;
  };
  return `lines ${sum('lines')}, branches ${sum('branches')}, MC/DC ${sum('mcdc')} conditions`;
}
for (const room of kCore) console.log(`R-14 ${room}: ${told(room)}`);
console.log(`R-14 core: ${told(`(?:${kCore.join('|')})`)}`);
