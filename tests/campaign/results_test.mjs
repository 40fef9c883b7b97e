// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { report } from './report.mjs';
import { resultOf } from './results.mjs';

const kLog = `
R-1 outbox: 420 operations, 900000 images, 0 broken promises
<end of output>
Test time =  12.40 sec
----------------------------------------------------------
Test Passed.
"one" end time: Nov 26 18:00 UTC
S-6 enrolment: 100000 guesses, 0 in
<end of output>
Test time =   2.20 sec
----------------------------------------------------------
Test Failed.
`;
const at = { commit: 'abc', date: '2026-11-26', cores: 2 };

test('the log of a whole run gives its figures, its seconds, and how many of its tests passed', () => {
  const result = resultOf(kLog, at);
  assert.equal(result.closing, '1 of 2 tests passed');
  assert.equal(result.passed, false);
  assert.equal(result.seconds, 15);
  assert.deepEqual(result.figures, ['R-1 outbox: 420 operations, 900000 images, 0 broken promises', 'S-6 enrolment: 100000 guesses, 0 in']);
});

test('the output of one program is taken as well', () => {
  const result = resultOf('R-4 speed: 9 simulated hours\n[doctest] Status: SUCCESS!\n', { ...at, slice: 1 });
  assert.equal(result.closing, '1 of 1 tests passed');
  assert.equal(result.passed, true);
  assert.equal(resultOf('R-4 speed: 9 simulated hours\n', at).passed, false);
});

test('the paper shows each figure beside the wanted ones, and says what was not measured', () => {
  const paper = report([resultOf(kLog, at)]);
  assert.match(paper, /\| R-1 \|[^|]*\| 900,000 \| 1,000,000 \| 10,000,000 \| crash images \| 0 of 5 \(not yet: /);
  assert.match(paper, /\| R-2 \|[^|]*\| not measured yet \|/);
  assert.match(paper, /## change\n\n1 runs, 15 s on 2 cores, commit abc \(2026-11-26\)/);
  assert.match(paper, /## sim\n\nNot measured yet\./);
});
