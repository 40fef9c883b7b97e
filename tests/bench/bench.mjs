// SPDX-License-Identifier: Apache-2.0
// `./dev bench [press|intake|center|kiosk|input|console]`: measures what the README promises, on this machine.
// Goals are for a quiet machine; a missed one is marked, and the exit code is 1.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Center } from '../e2e/center.mjs';
import { measureConsole } from './console_part.mjs';
import { measureInput } from './input_part.mjs';
import { measureKiosk } from './kiosk_part.mjs';
import { tableOf } from './table.mjs';

const run = promisify(execFile);
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

async function measured(program, words) {
  const { stdout } = await run(program, words, { maxBuffer: 1 << 22 });
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

async function newCenter(bin, folder) {
  const center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  return center;
}

async function press({ bin, folder }) {
  const own = join(folder, 'press');
  mkdirSync(own);
  return measured(join(bin, 'sunbooth-bench'), ['press', '--folder', own]);
}

async function intake({ bin, folder, full }) {
  const own = join(folder, 'intake');
  mkdirSync(own);
  const center = await newCenter(bin, own);
  const config = join(own, 'kiosk.toml');
  const lines = [];
  for (let i = 1; i <= 50; i += 1) {
    rmSync(config, { force: true });
    lines.push(`hall-${i} ${await center.enrolCode(`hall-${i}`, config)}`);
  }
  writeFileSync(join(own, 'kiosks'), `${lines.join('\n')}\n`);
  const rootKey = /^root_key = "(.*)"$/m.exec(readFileSync(config, 'utf8'))[1];
  const program = join(bin, 'sunbooth-bench');
  await center.serve();
  try {
    const rows = await measured(program, ['intake', '--folder', own, '--ca', center.ca,
      '--root-key', rootKey, '--port', new URL(center.address).port,
      '--center-pid', String(center.process.pid), '--batches', full ? '100' : '20']);
    await center.stop();
    return [...rows, ...await measured(program, ['split', '--folder', center.folder, '--kiosks', own])];
  } finally {
    await center.stop();
  }
}

async function kiosk({ bin, folder, full }) {
  const own = join(folder, 'kiosk');
  mkdirSync(own);
  const center = await newCenter(bin, own);
  const config = join(own, 'kiosk.toml');
  const code = await center.enrolCode('hall-1', config);
  await center.serve();
  try {
    center.tell(config);
    const program = join(bin, 'sunbooth-kiosk');
    execFileSync(program, ['--config', config, '--enrol', code], { stdio: 'pipe' });
    const pages = await measured(join(bin, 'sunbooth-bench-pages'), [full ? '10000' : '2000']);
    return [...pages, ...await measureKiosk(program, config)];
  } finally {
    await center.stop();
  }
}

/** Staff's pages over a database of years; `--full`: two million tickets. */
async function center({ bin, folder, full }) {
  const own = join(folder, 'desk');
  mkdirSync(own);
  return measured(join(bin, 'sunbooth-bench'), ['center', '--folder', own,
    '--hall', join(root, 'assets/demo/hall.json'),
    ...(full ? ['--tickets', '2000000', '--open', '100000'] : [])]);
}

const input = ({ bin }) => measureInput(join(bin, '..'));
const console_ = ({ bin, build }) => measureConsole({ bin, root, build });

const parts = { press, intake, center, kiosk, input, console: console_ };
const { values, positionals } = parseArgs({
  options: { build: { type: 'string' }, preset: { type: 'string', default: 'release' }, full: { type: 'boolean' } },
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = wanted.find((name) => !parts[name]);
if (unknown || !values.build) {
  console.error(`bench: ${unknown ? `"${unknown}" is not a part; the parts are ${Object.keys(parts).join(', ')}` : '--build is missing'}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'sunbooth-bench-'));
const rows = [];
try {
  console.log(`${cpus().length} cores, ${cpus()[0].model}; files in ${tmpdir()}`);
  for (const name of wanted) {
    console.log(`Measuring ${name}`);
    rows.push(...await parts[name]({ bin: join(values.build, values.preset, 'bin'), build: values.build, folder, full: values.full }));
  }
} catch (failed) {
  console.error(`bench: ${failed.stderr || failed.message}`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(tableOf(rows));
if (rows.some((row) => row.met === false)) process.exitCode ||= 1;
