// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLine, figuresIn } from './figures.mjs';

const kLog = `
tests/explorer/explorer_test.cpp:30: MESSAGE: R-1 outbox: 420 operations, 900000 images, 0 broken promises
tests/explorer/explorer_test.cpp:40: MESSAGE: R-1 mutant store.synchronous_off: 44 of 9000 broken, first x
TEST CASE:  explorer R-1: what the terminal thanked for survives
# R-3 seed 7: 40 kills, 12 receipts shown
tests/sim/sim_test.cpp:50: MESSAGE: R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 0 lost or doubled
tests/sim/sim_test.cpp:50: MESSAGE: R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 0 lost or doubled
`;

test('a figure is a printed line that begins with the name of a row, once', () => {
  assert.deepEqual(figuresIn(kLog), [
    'R-1 mutant store.synchronous_off: 44 of 9000 broken, first x',
    'R-1 outbox: 420 operations, 900000 images, 0 broken promises',
    'R-3 seed 7: 40 kills, 12 receipts shown',
    'R-4 R-5 seeds 1 to 12, 24 h each: 6000 thanked, 0 lost or doubled',
  ]);
});

test('the closing line counts rows and mutants', () => {
  assert.equal(
    closingLine(figuresIn(kLog)),
    'promises: 4 rows measured (R-1 R-3 R-4 R-5): 12 seeds, 900000 images, 0 faults, 40 kills, 0 cuts, 0 requests, 0 inputs; ' +
      'lost 0 dup 0 silent 0 5xx 0 crash 0; mutants caught 1 of 1',
  );
});
