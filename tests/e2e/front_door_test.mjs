// SPDX-License-Identifier: Apache-2.0
// What `./dev run` does once everything is built: the first thing that anybody sees of Sunbooth.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const build = process.env.SUNBOOTH_BUILD;
const demo = join(process.env.SUNBOOTH_ROOT, 'tests/e2e/demo.mjs');
const { DISPLAY: _, WAYLAND_DISPLAY: __, ...environment } = process.env;
const pictures = ['1-case.png', '2-words.png', '3-check.png', '4-receipt.png', '5-rating.png', '6-rated.png'];
let folder;

before(() => { folder = mkdtempSync(join(tmpdir(), 'sunbooth-door-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program; `watch` sees all that it has said so far. Resolves when it has ended. */
function run(program, words, { env = {}, watch = () => {} } = {}) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...environment, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => { said += bytes; watch(said, child); });
  }
  return new Promise((done) => child.on('exit', (status) => done({ status, said })));
}

const demoIn = (name) => [demo, '--build', build, '--folder', join(folder, name)];
const show = (name, options) => run(process.execPath, demoIn(name), options);
/** As somebody at a terminal has it. */
const stay = (name, options) => run(process.execPath, [...demoIn(name), '--stay'], options);

test('nobody at the keyboard: the main job runs, is reported and ends with 0', async () => {
  const { status, said } = await show('first');
  assert.equal(status, 0, said);
  assert.match(said, /Making a demo center/);
  assert.match(said, /receipt {4}[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4} /);
  assert.match(said, /stored {5}TS\d{19}, registered, window 3, sealed original verified/);
  assert.match(said, /contact 138\*\*\*\*5678/);
  assert.match(said, /console {4}https:\/\/127\.0\.0\.1:\d+ {2}account admin, one-time password (\S{4}-){3}\S{4}/);
  assert.deepEqual(readdirSync(join(folder, 'first', 'pictures')).sort(), pictures);
});

test('a second run uses the center and the kiosk that are there', async () => {
  const { status, said } = await show('first', { env: { DISPLAY: ':999' } });
  assert.equal(status, 0, said);
  assert.doesNotMatch(said, /Making a demo center|Enrolling/);
  assert.match(said, /sealed original verified/);
});

test('at a terminal it stays until Ctrl-C, which stops everything', async () => {
  let pressed = false;
  const { status, said } = await stay('first', {
    watch(text, child) {
      if (pressed || !text.includes('Ctrl-C stops it.')) return;
      pressed = true;
      child.kill('SIGINT');
    },
  });
  assert.ok(pressed, said);
  assert.equal(status, 0, said);
  const address = /https:\/\/127\.0\.0\.1:\d+/.exec(said)[0];
  await assert.rejects(fetch(address), (error) => error.cause.code === 'ECONNREFUSED');
});

test('interrupted while it works, it stops what it started and says so', async () => {
  let pressed = false;
  const { status, said } = await stay('first', {
    watch(text, child) {
      if (pressed || !text.includes('Looking up a case')) return;
      pressed = true;
      child.kill('SIGINT');
    },
  });
  assert.ok(pressed, said);
  assert.equal(status, 1, said);
  assert.match(said, /interrupted before the report/);
  const again = await show('first');  // Nobody holds the folder, nothing is half made.
  assert.equal(again.status, 0, again.said);
});

test('a window that cannot be opened is told, and everything ends with 1', async () => {
  const { status, said } = await stay('first', { env: { DISPLAY: ':999', SDL_VIDEODRIVER: 'x11' } });
  assert.equal(status, 1, said);
  assert.match(said, /sunbooth-kiosk: /);
  assert.match(said, /the kiosk could not run \(2\)/);
});

test('a kiosk with a damaged configuration is told by file and field, and ends with 1', async () => {
  writeFileSync(join(folder, 'first', 'kiosk.toml'), 'kiosk = "demo-1"\n');
  const { status, said } = await show('first');
  assert.equal(status, 1, said);
  assert.match(said, /kiosk\.toml/);
});
