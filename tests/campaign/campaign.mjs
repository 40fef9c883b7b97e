// SPDX-License-Identifier: Apache-2.0
// ./dev campaign [part...]: the promises at their full figures, in slices that are done once and
// kept, so that a run may be stopped and taken up again. Writes tests/RELIABILITY.md from what was
// measured. --fresh forgets the slices of the parts that are named.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { figuresIn } from './figures.mjs';
import { parts } from './parts.mjs';
import { report } from './report.mjs';

const root = process.env.SUNBOOTH_ROOT;
const kept = join(root, 'build', 'campaign');

function fail(line) {
  console.error(`campaign: ${line}`);
  process.exit(2);
}

function commit() {
  const git = (...words) => execFileSync('git', ['-C', root, ...words], { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'app', 'sync', 'tests', 'CMakeLists.txt');
  return git('rev-parse', '--short=12', 'HEAD') + (changed === '' ? '' : ' with changes');
}

/** Runs one slice. @returns what is kept of it. */
function run(part, slice) {
  const began = Date.now();
  const done = spawnSync('ctest', ['--preset', part.preset, '-R', part.test, '--no-tests=error', '--timeout', '14400'], {
    cwd: root,
    env: { ...process.env, ...part.env(slice) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log = readFileSync(join(root, 'build', part.preset, 'Testing', 'Temporary', 'LastTest.log'), 'utf8');
  return {
    part: part.name,
    slice,
    commit: commit(),
    cores: cpus().length,
    seconds: Math.round((Date.now() - began) / 1000),
    passed: done.status === 0,
    closing: done.stdout.split('\n').find((line) => line.includes('tests passed')) ?? 'no closing line',
    figures: figuresIn(log),
  };
}

function runPart(part) {
  for (let slice = 0; slice < part.slices; slice += 1) {
    const file = join(kept, `${part.name}-${slice}.json`);
    if (existsSync(file)) continue;
    process.stdout.write(`${part.name}, slice ${slice + 1} of ${part.slices} `);
    const result = run(part, slice);
    console.log(`${result.closing} ${result.seconds} s`);
    for (const line of result.figures) console.log(`  ${line}`);
    if (!result.passed) fail(`${part.name}, slice ${slice}: a promise does not hold; build/${part.preset}/Testing/Temporary/LastTest.log`);
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  }
}

const words = process.argv.slice(2);
const fresh = words.includes('--fresh');
const names = words.filter((word) => word !== '--fresh');
for (const name of names) {
  if (!parts.some((part) => part.name === name)) fail(`"${name}" is no part; there are ${parts.map((part) => part.name).join(', ')}`);
}
const wanted = names.length === 0 ? parts : parts.filter((part) => names.includes(part.name));
mkdirSync(kept, { recursive: true });
for (const part of wanted) {
  for (let slice = 0; fresh && slice < part.slices; slice += 1) rmSync(join(kept, `${part.name}-${slice}.json`), { force: true });
  runPart(part);
}
const results = parts.flatMap((part) =>
  Array.from({ length: part.slices }, (_, slice) => join(kept, `${part.name}-${slice}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8'))),
);
writeFileSync(join(root, 'tests', 'RELIABILITY.md'), report(results));
console.log('tests/RELIABILITY.md is written');
