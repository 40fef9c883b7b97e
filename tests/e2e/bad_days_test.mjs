// SPDX-License-Identifier: Apache-2.0
// Bad input at the command lines: one clear line, exit code 2, nothing half-written.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Center } from './center.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
let folder, center, config;

const run = (program, words) => spawnSync(join(bin, program), words, { encoding: 'utf8', timeout: 20000 });
function refused(program, words, ...patterns) {
  const { status, stderr } = run(program, words);
  assert.equal(status, 2, `${words.join(' ')}: ${status} ${stderr}`);
  const told = stderr.trim().split('\n').filter((line) => line.startsWith('sunbooth-'));
  assert.equal(told.length, 1, stderr);
  for (const pattern of patterns) assert.match(told[0], pattern);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-bad-'));
  config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  await center.enrolCode('hall-1', config);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('a kiosk configuration that cannot be read names file, field and mend', () => {
  const broken = join(folder, 'broken.toml');
  const text = readFileSync(config, 'utf8');
  const cases = [
    [text.replace(/^port = .*$/m, 'port = 99999'), /broken\.toml/, /center\.port/, /1 to 65535/],
    [text.replace(/^id = .*$/m, 'id = "Not A Name"'), /kiosk\.id/],
    [text.replace(/^root_key = .*$/m, 'root_key = "abc"'), /center\.root_key/],
    [text.replace(/^ca_file = .*$/m, 'ca_file = "missing.pem"'), /center\.ca_file/],
    [text.replace('[screen]', '[screen]\nbottom_mm = 99'), /screen\.bottom_mm/, /300 to 1500/],
    [`${text}\n[keypad]\nup = 300\n`, /keypad\.up/, /4 to 231/],
    [`${text}\n[keypad]\nup = 104\ndown = 104\n`, /keypad\.down/, /its own/],
    ['[kiosk\n', /line 1/],
  ];
  for (const [written, ...patterns] of cases) {
    writeFileSync(broken, written);
    refused('sunbooth-kiosk', ['--config', broken, '--drive'], ...patterns);
  }
  refused('sunbooth-kiosk', ['--config', join(folder, 'none.toml')], /none\.toml/);
  refused('sunbooth-kiosk', [], /--config/);
  refused('sunbooth-kiosk', ['--tour', join(folder, 'tour'), '--hall', config], /--hall/, /hall\/1/);
  refused('sunbooth-kiosk', ['--tour', '/proc/no/such'], /--tour/, /give a folder/);
  refused('sunbooth-kiosk', ['--tour', join(folder, 'tour'), '--only', 'nopage'], /--only/, /home/);
});

test('a kiosk that was never enrolled says so', () => {
  refused('sunbooth-kiosk', ['--config', config, '--drive'], /kiosk\.folder/, /--enrol/);
  refused('sunbooth-kiosk', ['--config', config, '--enrol', 'AAAA-BBBB-CCCC-DDDD'], /center\.host/, /127\.0\.0\.1/, /start the center/);
});

test('the center refuses what it cannot use, and writes nothing', () => {
  const nowhere = join(folder, 'nowhere');
  refused('sunbooth-center', ['serve', '--folder', nowhere], /nowhere/, /init/);
  refused('sunbooth-center', ['init', '--folder', center.folder], /already/);
  refused('sunbooth-center', ['init', '--folder', '/proc/no/such'], /--folder/, /proc/, /give a folder/);
  refused('sunbooth-center', ['bogus'], /verb/, /bogus/, /--help/);
  const toml = '/proc/no/kiosk.toml';
  refused('sunbooth-center', ['enrol', '--folder', center.folder, '--kiosk', 'hall-9', '--config', toml], /--config/, /kiosk\.toml:/, /give a file/);
  refused('sunbooth-center', ['enrol', '--folder', center.folder, '--kiosk', 'Bad Name'], /--kiosk/);
  refused('sunbooth-center', ['account', '--folder', center.folder, '--name', 'x-y', '--role', 'king'], /--role/);
  const hall = join(folder, 'hall.json');
  writeFileSync(hall, '{"id":"x"}');
  refused('sunbooth-center', ['import', 'hall', hall, '--folder', center.folder], /hall\.json/, /version/);
  refused('sunbooth-center', ['verify', 'receipt', 'SB1.abc', '--folder', center.folder], /receipt/);
  assert.equal(existsSync(nowhere), false);
});

test('bad rows of a case file are told by line and column, and the good ones go in', () => {
  const file = join(folder, 'cases.csv');
  const [header, first, second] = readFileSync(join(root, 'assets/demo/cases.csv'), 'utf8').split('\n');
  writeFileSync(file, [header, first, second.replace('completed', 'sleeping'), ''].join('\n'));
  const { status, stdout, stderr } = run('sunbooth-center', ['import', 'cases', file, '--folder', center.folder]);
  assert.equal(status, 0);
  assert.match(stdout, /1 cases added, 0 updated, 1 errors/);
  assert.match(stderr, /line 3: stage must be/);
});

/** A file of many cases, made from the demo's first. */
function manyCases(count) {
  const [header, first] = readFileSync(join(root, 'assets/demo/cases.csv'), 'utf8').split('\n');
  const rows = Array.from({ length: count }, (_, i) => first.replace(/^[^,]*/, `420600-2027-${String(i).padStart(6, '0')}`));
  const file = join(folder, 'many.csv');
  writeFileSync(file, `${header}\n${rows.join('\n')}\n`);
  return file;
}
const casesHeld = () => Number(spawnSync('sqlite3', ['-readonly', join(center.folder, 'center.db'),
  "SELECT count(*) FROM case_file WHERE case_no LIKE '420600-2027-%'"], { encoding: 'utf8' }).stdout);

test('bad input is refused by a running center as by a stopped one', async () => {
  const hall = join(folder, 'hall.json');
  writeFileSync(hall, '{"id":"x"}');
  await center.serve();
  try {
    refused('sunbooth-center', ['import', 'hall', hall, '--folder', center.folder], /hall\.json/, /version/);
    refused('sunbooth-center', ['enrol', '--folder', center.folder, '--kiosk', 'Bad Name'], /--kiosk/);
    refused('sunbooth-center', ['import', 'cases', join(folder, 'none.csv'), '--folder', center.folder], /none\.csv/);
    refused('sunbooth-center', ['restore', '--folder', center.folder, '--from', folder], /stop it first/);
  } finally {
    await center.stop();
  }
});

test('a center that is killed during an import holds whole pieces of it, the verb says so, and again brings the rest', async () => {
  const count = 20000;
  const piece = 2000;  // A file goes in by pieces, so that intake need not wait for all of it.
  const file = manyCases(count);
  for (const wait of [20, 100, 250, 500]) {
    spawnSync('sqlite3', [join(center.folder, 'center.db'), 'DELETE FROM case_file']);
    await center.serve();
    const verb = center.importCases(file).then(() => 0, (error) => error);
    await new Promise((done) => setTimeout(done, wait));
    center.process.kill('SIGKILL');
    await center.exited;
    const failed = await verb;
    if (failed) {
      assert.equal(failed.code, 2);
      assert.match(failed.stderr, /the center stopped before it answered|try again|added/);
    }
    const held = casesHeld();
    assert.ok(held % piece === 0 && (held === count || failed), `${held} cases after ${wait} ms`);
  }
  assert.match(await center.importCases(file), /0 errors/);
  assert.equal(casesHeld(), count);
});

test('a port in use is named with its mend', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  refused('sunbooth-center', ['serve', '--folder', center.folder, '--port', String(port)], /port/, /in use|another/);
  server.close();
});
