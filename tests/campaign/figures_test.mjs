// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLine, figuresIn, isComplete, lacking, standingOf, table, wantedOf } from './figures.mjs';
import { rows } from './rows.mjs';

const kLog = `
tests/explorer/explorer_test.cpp:30: MESSAGE: R-1 outbox: 420 operations, 900000 images, 3 opened by the program, 0 broken promises
tests/explorer/explorer_test.cpp:40: MESSAGE: R-1 mutant store.synchronous_off: 44 of 9000 broken, first x
TEST CASE:  explorer R-1: what the terminal thanked for survives
ok 1 - R-2 cuts: what was confirmed survives power cuts of a real file system # SKIP R-2 is not measured here: mounting needs root
# R-3 both sides seed 7: 40 kills, 12 confirmed, 0 lost, 0 doubled, 0 otherwise broken
tests/sim/sim_test.cpp:50: MESSAGE: R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 31 restores, 0 lost, 0 doubled, 0 otherwise broken
tests/sim/sim_test.cpp:50: MESSAGE: R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 31 restores, 0 lost, 0 doubled, 0 otherwise broken
tests/sim/sim_test.cpp:60: MESSAGE: R-4 speed: 336 simulated hours at 40000 times real time on one core
# S-4: 112,288 malformed requests (seed 484016861), 100069 answered, 0 of 5xx
`;
const figures = figuresIn(kLog);
const rowOf = (name) => rows.find((row) => row.row === name);

test('a figure is a printed line that begins with the name of a row, once', () => {
  assert.deepEqual(figures, [
    'R-1 mutant store.synchronous_off: 44 of 9000 broken, first x',
    'R-1 outbox: 420 operations, 900000 images, 3 opened by the program, 0 broken promises',
    'R-2 is not measured here: mounting needs root',
    'R-3 both sides seed 7: 40 kills, 12 confirmed, 0 lost, 0 doubled, 0 otherwise broken',
    'R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 31 restores, 0 lost, 0 doubled, 0 otherwise broken',
    'R-4 speed: 336 simulated hours at 40000 times real time on one core',
    'S-4: 112,288 malformed requests (seed 484016861), 100069 answered, 0 of 5xx',
  ]);
});

test('a row tells what was measured of its budget, and which mutants are missing', () => {
  assert.equal(standingOf(rowOf('R-1'), figures).measured, 900_000);
  assert.deepEqual(standingOf(rowOf('R-1'), figures).missing, ['store.synchronous_normal', 'lying drive', 'client.aside_unnoted', 'client.head_ahead']);
  assert.equal(standingOf(rowOf('R-5'), figures).measured, 31);
  assert.match(table(figures)[0], /R-1 .*900,000 of 1,000,000 crash images; mutants caught 1 of 5, missing store.synchronous_normal, lying drive/);
  assert.match(table(figures)[1], /R-2 .*not measured here: mounting needs root/);
  assert.equal(isComplete(figures), false);
});

test('the closing line adds up what the figures say', () => {
  const all = rows.reduce((sum, row) => sum + row.mutants.length, 0);
  assert.equal(
    closingLine(figures),
    `promises: 5 of ${rows.length} rows measured, R-2 not possible here: 12 seeds, 900000 images, 0 faults, 40 kills, 0 cuts, 112288 requests, 0 inputs; `
      + `lost 0 dup 0 broken 0 silent - 5xx 0 crash -; mutants caught 1 of ${all}`,
  );
});

test('what is broken is told by number: no figure of the closing line is a constant', () => {
  const broken = figuresIn('# R-3 seed 7: 40 kills, 12 confirmed, 2 lost, 3 doubled, 4 otherwise broken\n# R-8 queue: 9 images: 5 silent, 6 crashed\n# S-4: 5 malformed requests, 7 of 5xx\n');
  assert.match(closingLine(broken), /lost 2 dup 3 broken 4 silent 5 5xx 7 crash 6;/);
});

test('a mutant that only a campaign builds is asked of a campaign alone', () => {
  const [row, told] = [rowOf('R-15'), ['R-15 model: 435315 states', 'R-15 mutant ERASE_ON_STORED: caught', 'R-15 mutant IGNORE_GENERATION: caught']];
  assert.deepEqual(standingOf(row, told).missing, []);
  assert.deepEqual(standingOf(row, told, 'campaign').missing, ['lanes.counts_unlocked']);
  assert.deepEqual(standingOf(row, [...told, 'R-15 mutant lanes.counts_unlocked: caught'], 'campaign').missing, []);
});

/** What a row's test prints when all is well. */
const kWords = {
  'R-1': 'images, 0 broken promises', 'R-2': 'cuts, 0 lost, 0 doubled', 'R-3': 'kills, 900 of terminals, 85 of the center, 10 of sunbooth-kiosk; 0 lost',
  'R-4': 'simulated hours', 'R-5': 'restores, 0 lost, 0 doubled, 0 otherwise broken', 'R-6': 'faults of 9000 that there are, 0 broken promises', 'R-7': 'free spaces',
  'R-8': 'images, 0 silent, 0 crashed', 'R-9': 'images, 0 broken promises', 'R-12': 'connections, 0 lost', 'R-15': 'states', 'S-1': 'canaries filed',
  'S-3': 'inputs, 0 crashes', 'S-4': 'malformed requests, 0 of 5xx', 'S-5': 'bad certificates refused', 'S-6': 'guesses', 'S-13': 'pieces before',
};
const lineOf = (row) => (row.row === 'S-2' ? `S-2 all: ${row.change} of ${row.change} edits named` : `${row.row} all: ${row.change} ${kWords[row.row]}`);
const whole = figuresIn(rows.flatMap((row) => [lineOf(row), ...row.mutants.map((mutant) => `${row.row} mutant ${mutant}: caught`)]).join('\n'));
const changed = (from, to) => whole.map((line) => line.replace(from, to));

test('a run that shows all of every row is complete; one that lacks anything is told what', () => {
  assert.deepEqual(lacking(whole), []);
  assert.equal(isComplete(whole), true);
  assert.deepEqual(lacking(changed(/^R-1 all: \d+ images/, 'R-1 all: 1 images')), ['R-1: 1 of 1000000 crash images']);
  assert.deepEqual(lacking(changed(/^R-3 all: 1000 kills, 900 of terminals, 85/, 'R-3 all: 1 kills, 900 of terminals, 59')),
    ['R-3: 1 of 1000 kill -9', 'R-3: 59 of the center, at least 60']);
  assert.deepEqual(lacking(whole.filter((line) => line !== 'S-6 mutant fleet.no_guess_lock: caught')), ['S-6: the mutant fleet.no_guess_lock was not caught']);
});

test('one that was lost, doubled or broken is enough', () => {
  assert.deepEqual(lacking(changed('cuts, 0 lost, 0 doubled', 'cuts, 7 lost, 2 doubled')), ['lost 7, and not one may be', 'dup 2, and not one may be']);
  for (const [from, to] of [['0 silent', '1 silent'], ['0 crashes', '1 crashes'], ['0 of 5xx', '1 of 5xx'], ['0 otherwise broken', '1 otherwise broken']]) {
    assert.equal(lacking(changed(from, to)).length, 1, to);
  }
});

test('a row is excused only when nothing of it was measured', () => {
  const skip = 'R-2 is not measured here: mounting needs root';
  assert.deepEqual(lacking([...whole.filter((line) => !line.startsWith('R-2 ')), skip]), []);
  const part = [...whole.filter((line) => !line.startsWith('R-12 ')), 'R-12 proxy: 21 connections, 0 lost', 'R-12 in namespaces is not measured here: no root'];
  assert.deepEqual(lacking(part), rowOf('R-12').mutants.map((mutant) => `R-12: the mutant ${mutant} was not caught`));
});

test('a campaign takes all fault points that there are', () => {
  const lines = ['R-6 intake: 400 faults of 5000 that there are', 'R-6 intake: 5000 faults of 5000 that there are', 'R-6 backup: 10 faults of 70 that there are'];
  assert.equal(wantedOf(rowOf('R-6'), lines, 'campaign'), 5070);
  assert.equal(wantedOf(rowOf('R-6'), lines, 'change'), 2000);
  assert.equal(wantedOf(rowOf('R-6'), [], 'campaign'), 2000);
});
