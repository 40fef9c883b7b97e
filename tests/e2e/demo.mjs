// SPDX-License-Identifier: Apache-2.0
// What `./dev run` shows: a demo center and an enrolled kiosk, in a window or, without a display,
// driven through the main job.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';
import { mainJob } from './main_job.mjs';
import { Office } from './office.mjs';

const words = process.argv.slice(2);
const build = resolve(words[words.indexOf('--build') + 1]);
const bin = process.env.SUNBOOTH_BIN ?? join(build, 'dev', 'bin');
const root = resolve(build, '..');
const folder = words.includes('--folder') ? resolve(words[words.indexOf('--folder') + 1]) : join(build, 'demo');
const config = join(folder, 'kiosk.toml');
const kioskProgram = join(bin, 'sunbooth-kiosk');
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
// --stay is for tests, where there is no terminal to stay at.
const once = words.includes('--once') || (!process.stdin.isTTY && !words.includes('--stay'));

async function step(title, work) {
  process.stdout.write(`${title} … `);
  const from = Date.now();
  const result = await work();
  process.stdout.write(`${((Date.now() - from) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Makes the demo center the first time; afterwards only its passwords are fresh. */
async function prepare(center) {
  if (!center.exists()) await step('Making a demo center', () => center.init());
  await step('Importing the demo hall and its cases', async () => {
    await center.importHall(join(root, 'assets/demo/hall.json'));
    await center.importCases(join(root, 'assets/demo/cases.csv'));
  });
  const reporter = await center.account('report', '--role', 'auditor')
    .catch(() => center.account('report', '--reset'));
  const admin = await center.account('admin', '--reset');
  const enrolled = existsSync(join(folder, 'demo-1', 'kiosk.key'));
  const code = enrolled ? '' : await center.enrolCode('demo-1', config);
  // Slips go to a folder: what a thermal printer would print, in its own language.
  if (code) appendFileSync(config, '\n[printer]\nfolder = "slips"\n');
  const badge = /SBB1-\w+/.exec(await center.verb('badge', '--folder', center.folder, '--monitor', '1001'))?.[0];
  return { reporter, admin, code, badge };
}

async function enrol(code) {
  const child = spawn(kioskProgram, ['--config', config, '--enrol', code], { stdio: ['ignore', 'ignore', 'inherit'] });
  const status = await new Promise((done) => child.on('exit', done));
  if (status !== 0) throw new Error(`the kiosk could not be enrolled (${status})`);
}

async function report(center, password, done, shots) {
  const office = new Office(center.address, center.ca);
  await office.signIn('report', password);
  const [row] = await office.tickets();
  const ticket = await office.ticket(row.id);
  office.close();
  console.log(`
  case       ${done.found}
  receipt    ${done.complaint.code}  (QR: ${done.complaint.qr.slice(0, 24)}…)
  rating     ${done.rating.code}
  stored     ${ticket.ticket_no}, ${ticket.state}, window ${ticket.window}, sealed original ${ticket.original_verified ? 'verified' : 'NOT VERIFIED'}
             「${ticket.text}」, contact ${ticket.masked_contact}, answer due ${ticket.reply_by}
  pictures   ${shots}`);
  if (!ticket.original_verified || !done.complaint.delivered) throw new Error('the record did not arrive whole');
}

/** Listens from the beginning: whoever sees the words "Ctrl-C stops it" may press it at once. */
const interrupted = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => done());
});
let staying = false;  // All is told; it only waits to be stopped.

function tellConsole(center, secrets) {
  console.log(`  console    ${center.address}  account admin, one-time password ${secrets.admin}
             (its certificate comes from ${center.ca})
  monitor    1001, badge ${secrets.badge} (typed by a scanner, or "badge" in --drive)`);
}

async function offscreen(center, secrets) {
  const why = hasDisplay ? 'There is nobody at this display' : 'There is no display here';
  console.log(`${why}, so the kiosk runs offscreen and is driven through the main job.`);
  const shots = join(folder, 'pictures');
  const kiosk = new Kiosk(kioskProgram, ['--config', config]);
  try {
    const done = await step('Looking up a case, filing a complaint, rating a window', () => mainJob(kiosk, shots));
    await report(center, secrets.reporter, done, shots);
  } finally {
    await kiosk.quit();
  }
}

async function windowed(center, secrets) {
  const kiosk = spawn(kioskProgram, ['--config', config, '--windowed'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const closed = new Promise((done) => kiosk.on('exit', (status, signal) => done(signal ?? status)));
  console.log('The kiosk is open in a window; the mouse is a finger.');
  tellConsole(center, secrets);
  staying = true;
  console.log('\nClosing the window or Ctrl-C stops both.');
  process.stdin.resume();
  const status = await Promise.race([closed, interrupted]);
  kiosk.kill('SIGTERM');
  await closed;
  if (typeof status === 'number' && status !== 0) throw new Error(`the kiosk could not run (${status})`);
}

async function show(center) {
  const secrets = await prepare(center);
  try {
    await step('Starting the center', () => center.serve('--console', join(build, 'console')));
    if (existsSync(config)) center.tell(config);
    if (secrets.code) await step('Enrolling the kiosk', () => enrol(secrets.code));
    if (hasDisplay && !once) {
      await windowed(center, secrets);
      return;
    }
    await offscreen(center, secrets);
    tellConsole(center, secrets);
    if (!once) {
      staying = true;
      console.log('\nThe center keeps running. Ctrl-C stops it.');
      process.stdin.resume();
      await interrupted;
    }
  } finally {
    await center.stop();
  }
}

async function main() {
  mkdirSync(folder, { recursive: true });
  const center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  const shown = show(center).then(() => true);
  if (await Promise.race([shown, interrupted.then(() => false)])) return;
  // It may be at work: what it started is stopped here, and it ends with this process.
  if (!staying) {
    await center.stop();
    throw new Error('interrupted before the report');
  }
  await shown;
}

main().then(() => process.exit(0), (error) => {
  console.error(`\nsunbooth: ${error.message}`);
  process.exit(1);
});
