// SPDX-License-Identifier: Apache-2.0
// What builds the console and drives its tests runs on Debian 12's Node 18: every package of the lock files
// says so itself, and no script of ours calls what came later.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import semver from 'semver';

const root = process.env.SUNBOOTH_ROOT;
const node = '18.19.0';  // Debian 12, nodejs 18.19.0+dfsg-6~deb12u2 of 2024-05; its security updates are newer.
const folders = ['sync/center/console', 'tests/browser', 'app/input_method/handwriting/train'];
/** Calls that Node 18 does not have, with the version that brought them. */
const later = {
  'import.meta.dirname or filename (20.11)': /import\.meta\.(dirname|filename)(?!\s*\?\?)/,
  'Array.fromAsync (22)': /Array\.fromAsync/,
  'Promise.withResolvers (22), Promise.try (24)': /Promise\.(withResolvers|try)\b/,
  'toSorted, toReversed, toSpliced, with (20)': /\.(toSorted|toReversed|toSpliced)\(/,
  'Object.groupBy, Map.groupBy (21)': /\b(Object|Map)\.groupBy/,
  'structured sets (22)': /\.(isSubsetOf|isSupersetOf|symmetricDifference)\(/,
  'fs.glob (22)': /\b(globSync|fs\.glob)\b/,
  'process.loadEnvFile (20.12)': /process\.loadEnvFile/,
  'node:sqlite (22)': /node:sqlite/,
};

test('every package of the lock files takes this Node', () => {
  for (const folder of folders) {
    const { packages } = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'));
    assert.ok(Object.keys(packages).length > 1, folder);
    for (const [name, { engines, optional }] of Object.entries(packages)) {
      const wanted = Array.isArray(engines) ? '*' : engines?.node ?? '*';
      // npm leaves an optional package out that does not fit.
      assert.ok(optional || semver.satisfies(node, wanted), `${folder}: ${name} wants node ${wanted}`);
    }
  }
});

test('no script of ours calls what came after it', () => {
  const files = execFileSync('git', ['ls-files', '*.mjs', '*.cjs', '*/vite.config.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  assert.ok(files.length > 20, String(files.length));
  for (const file of files.filter((one) => !one.endsWith('node18_test.mjs'))) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [what, pattern] of Object.entries(later)) assert.doesNotMatch(text, pattern, `${file}: ${what}`);
  }
});
