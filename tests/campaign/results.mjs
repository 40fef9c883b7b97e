// SPDX-License-Identifier: Apache-2.0
// What was measured, as it is kept: one file a slice in build/campaign, with its commit and its day.
// `node results.mjs LOG COMMIT [N]` takes the figures of a `./dev test` out of its log as run N of the part
// "change": CI measures a slice of every row, and the table shows it beside the campaign's.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { figuresIn } from './figures.mjs';
import { keep } from './ledger.mjs';
import { parts } from './parts.mjs';

const root = process.env.SUNBOOTH_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const folder = join(root, 'build', 'campaign');

/** Of `./dev test`, which is not the campaign's to run: the whole, and tests that ran again by themselves since. */
export const change = { name: 'change', slices: 4 };

export const fileOf = (part, slice) => join(folder, `${part.name}-${slice}.json`);

/** All slices that are kept, in the order of the parts. */
export function keptResults() {
  return [change, ...parts].flatMap((part) => Array.from({ length: part.slices }, (_, slice) => fileOf(part, slice)))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

export function keepResult(file, result) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  keep(result.figures, result.commit);
}

/** Where a test put its files is of no interest to who reads the figures. */
const kScratch = /\/tmp\/[\w.-]+\//g;

/** How many tests a log of ctest tells of, or the programs' own output, and how many passed. */
function standing(log) {
  const ends = [...log.matchAll(/^Test (Passed|Failed)\./gm)].map((match) => match[1] === 'Passed');
  const own = [...log.matchAll(/^\[doctest\] Status: (SUCCESS|FAILURE)/gm)].map((match) => match[1] === 'SUCCESS');
  const all = ends.length > 0 ? ends : own;
  return { all: all.length, passed: all.filter(Boolean).length };
}

/** The figures of a run of tests. Seconds are those of the tests, added up, as far as the log tells them. */
export function resultOf(log, { commit, date, cores, slice = 0 }) {
  const { all, passed } = standing(log);
  const seconds = [...log.matchAll(/^Test time =\s+([\d.]+) sec/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
  return {
    part: change.name, slice, commit, date, cores, passed: passed === all && all > 0,
    seconds: Math.round(seconds),
    closing: `${passed} of ${all} tests passed`,
    figures: figuresIn(log.replaceAll(kScratch, '')),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, commit, slice = '0'] = process.argv.slice(2);
  if (!file || !commit || !(Number(slice) < change.slices)) {
    console.error('results: usage: node tests/campaign/results.mjs LOG COMMIT [0…3]');
    process.exit(2);
  }
  const date = statSync(file).mtime.toISOString().slice(0, 10);
  const result = resultOf(readFileSync(file, 'utf8'), { commit, date, cores: cpus().length, slice: Number(slice) });
  keepResult(fileOf(change, slice), result);
  console.log(`${result.closing}, ${result.figures.length} figures at ${commit}`);
}
