// SPDX-License-Identifier: Apache-2.0
// ./dev campaign [part...]: the promises at their full figures, in slices that are done once and
// kept, so that a run may be stopped and taken up again. Writes tests/RELIABILITY.md from what was
// measured, alone with `--report`. --fresh forgets the slices of the parts that are named; --minutes=N begins no slice after so
// many. --trial runs the first slice of each part as small as it goes, whatever one of them says, and keeps nothing: it shows
// that every part runs to its end.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { figuresIn } from './figures.mjs';
import { parts } from './parts.mjs';
import { report } from './report.mjs';
import { fileOf, keepResult, keptResults } from './results.mjs';

const root = process.env.SUNBOOTH_ROOT;

function fail(line) {
  console.error(`campaign: ${line}`);
  process.exit(2);
}

function commit() {
  const git = (...words) => execFileSync('git', ['-C', root, ...words], { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'app', 'sync', 'tests', 'CMakeLists.txt',
    ':!tests/RELIABILITY.md', ':!tests/campaign/seeds.txt');
  return git('rev-parse', '--short=12', 'HEAD') + (changed === '' ? '' : ' with changes');
}

/** Configures and builds what only this part needs. */
function prepare(part) {
  if (!part.targets) return;
  const build = join(root, 'build', part.preset);
  const steps = [...(existsSync(join(build, 'build.ninja')) ? [] : [['cmake', '--preset', part.preset]]), ['ninja', '-C', build, ...part.targets]];
  for (const [program, ...words] of steps) {
    const done = spawnSync(program, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) fail(`${part.name} cannot be built: ${(done.stdout + done.stderr).slice(-3000)}`);
  }
}

/** The test of a part, or its own command. @returns {status, closing, log} */
function perform(part, slice) {
  const options = { cwd: root, env: { ...process.env, ...part.env(slice), ...(trial ? part.trial : {}) }, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] };
  if (part.run) {
    const [program, ...words] = part.run(slice, join(root, 'build', part.preset), trial);
    const done = spawnSync(program, words, options);
    return { status: done.status, closing: `ended with ${done.status}`, log: done.stdout };
  }
  const done = spawnSync('ctest', ['--preset', part.preset, '-R', part.test, '--no-tests=error', '--timeout', '14400'], options);
  const log = readFileSync(join(root, 'build', part.preset, 'Testing', 'Temporary', 'LastTest.log'), 'utf8');
  return { status: done.status, closing: done.stdout.split('\n').find((line) => line.includes('tests passed')) ?? 'no closing line', log };
}

/** Runs one slice. @returns what is kept of it. */
function run(part, slice) {
  const began = Date.now();
  const done = perform(part, slice);
  return {
    part: part.name,
    slice,
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    seconds: Math.round((Date.now() - began) / 1000),
    passed: done.status === 0,
    closing: done.closing,
    figures: figuresIn(done.log),
  };
}

/** Nothing is kept, and one part that fails does not keep the others from being tried. @returns whether it went well */
function tryPart(part) {
  prepare(part);
  const result = run(part, 0);
  console.log(`${part.name}: ${result.closing} ${result.seconds} s`);
  for (const line of result.figures) console.log(`  ${line}`);
  return result.passed;
}

function runPart(part) {
  for (let slice = 0; slice < part.slices && Date.now() < until; slice += 1) {
    const file = fileOf(part, slice);
    if (existsSync(file)) continue;
    prepare(part);
    process.stdout.write(`${part.name}, slice ${slice + 1} of ${part.slices} `);
    const result = run(part, slice);
    console.log(`${result.closing} ${result.seconds} s`);
    for (const line of result.figures) console.log(`  ${line}`);
    if (!result.passed) fail(`${part.name}, slice ${slice}: a promise does not hold; ${part.run ? 'see above' : `build/${part.preset}/Testing/Temporary/LastTest.log`}`);
    keepResult(file, result);
  }
}

const words = process.argv.slice(2);
const fresh = words.includes('--fresh');
const minutes = words.find((word) => /^--minutes=\d+$/.test(word));
const until = minutes ? Date.now() + 60_000 * Number(minutes.split('=')[1]) : Infinity;
const names = words.filter((word) => !word.startsWith('--'));
for (const name of names) {
  if (!parts.some((part) => part.name === name)) fail(`"${name}" is no part; there are ${parts.map((part) => part.name).join(', ')}`);
}
const trial = words.includes('--trial');
const wanted = words.includes('--report') ? [] : names.length === 0 ? parts : parts.filter((part) => names.includes(part.name));
if (trial) {
  const failed = wanted.filter((part) => !tryPart(part)).map((part) => part.name);
  if (failed.length > 0) fail(`these parts do not run to their end: ${failed.join(', ')}`);
  process.exit(0);
}
for (const part of wanted) {
  for (let slice = 0; fresh && slice < part.slices; slice += 1) rmSync(fileOf(part, slice), { force: true });
  runPart(part);
}
writeFileSync(join(root, 'tests', 'RELIABILITY.md'), report(keptResults()));
console.log('tests/RELIABILITY.md is written');
