// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keep, readLedger, sumOfYears } from './ledger.mjs';

test('seed ranges are kept by commit, and their years add up, each once', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sunbooth-ledger-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'seeds.txt');
  const line = 'R-4 R-5 seeds 1 to 50, 72 h each: 9 thanked';
  keep([line, 'R-4 speed: 9'], 'abc', file);
  keep(['R-4 R-5 seeds 51 to 100, 72 h each: 9 thanked'], 'abc', file);
  keep([line], 'abc', file);
  keep([line], 'def', file);
  const entries = readLedger(readFileSync(file, 'utf8'));
  assert.equal(entries.length, 4);
  assert.deepEqual(entries[0], { first: 1, last: 50, hours: 72, commit: 'abc' });
  assert.equal(sumOfYears(entries), '150 runs at 2 commits: 1.23 simulated years of five to eight terminals and a center');
});
