// SPDX-License-Identifier: Apache-2.0
// kill -9 at random moments: every receipt that a citizen saw is in the center exactly once.
// SUNBOOTH_KILLS: how many (20). SUNBOOTH_SEED: which moments and victims; it is printed. The
// same seed plans the same kills; what they hit depends on the machine's pace as well.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Center } from '../e2e/center.mjs';
import { Kiosk } from '../e2e/kiosk.mjs';
import { complain, goHome } from '../e2e/main_job.mjs';
import { judge, readCenter } from './ledger.mjs';
import { seeded } from './malformed.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const program = join(bin, 'sunbooth-kiosk');
const kills = Number(process.env.SUNBOOTH_KILLS ?? 20);
const seed = Number(process.env.SUNBOOTH_SEED ?? randomInt(1, 2 ** 31));

/** A kiosk that tells when a citizen presses "submit": the moment that matters most. */
class WatchedKiosk extends Kiosk {
  say(command) {
    if (command === 'tap complaint_check.submit') this.onSubmit();
    return super.say(command);
  }
}

/** A kiosk at which one citizen after the other complains, whatever happens to it. */
class Hall {
  constructor(name, folder) {
    this.name = name;
    this.config = join(folder, 'kiosk.toml');
    this.shown = [];
    this.deaths = 0;
    this.open = true;
    mkdirSync(folder);
  }

  start() {
    this.kiosk = new WatchedKiosk(program, ['--config', this.config]);
    this.watch();
  }

  watch() { this.submitted = new Promise((resolve) => { this.kiosk.onSubmit = resolve; }); }

  /** Files until closed. A failure counts unless the kiosk was just killed on purpose. */
  async work() {
    while (this.open) {
      const { kiosk } = this;
      try {
        await kiosk.say('wait hall 30');
        await goHome(kiosk);
        this.watch();
        this.shown.push((await complain(kiosk, null, { text: '', phone: '' })).code);
      } catch (failed) {
        if (!kiosk.doomed) throw failed;
        await this.restarted;
      }
    }
  }

  async die() {
    this.deaths += 1;
    this.kiosk.doomed = true;
    this.restarted = this.kiosk.kill().then(() => this.start());
    await this.restarted;
  }
}

let folder, center, halls;

/** Half of the kills come at any moment, half while a record is made, sent or answered. */
async function rightMoment(random, hall) {
  await pause(random(100, 1500));
  if (random(0, 1) === 0) return;
  await Promise.race([hall.submitted, pause(4000, undefined, { ref: false })]);
  await pause(random(0, 60));
}

async function killCenter(random) {
  center.process.kill('SIGKILL');
  await center.exited;
  await pause(random(0, 300));
  if (random(1, 4) === 1) {  // Once more, on its way up.
    const started = center.serve().catch(() => {});
    await pause(random(0, 80));
    center.process.kill('SIGKILL');
    await Promise.all([started, center.exited]);
  }
  await center.serve();
}

/** The last citizens finish; fresh kiosks, whose patience with the center is fresh too, deliver. */
async function drain(workers) {
  for (const hall of halls) hall.open = false;
  await Promise.all(workers);
  for (const hall of halls) await hall.die();
  for (const { kiosk } of halls) {
    await kiosk.say('wait delivered 60');
    const { state } = await kiosk.say('state');
    assert.equal(state.unsent, 0);
    assert.equal(state.parked, 0);
    await kiosk.quit();
  }
  await center.stop();
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-crash-'));
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  halls = ['hall-1', 'hall-2'].map((name) => new Hall(name, join(folder, name)));
  const codes = [];
  for (const hall of halls) codes.push(await center.enrolCode(hall.name, hall.config));
  await center.serve();
  for (const [i, hall] of halls.entries()) {
    center.tell(hall.config);
    execFileSync(program, ['--config', hall.config, '--enrol', codes[i]], { stdio: 'pipe' });
  }
});

after(async () => {
  for (const { kiosk } of halls ?? []) kiosk?.process.kill('SIGKILL');
  center?.process?.kill('SIGKILL');
  await center?.exited;
  rmSync(folder, { recursive: true, force: true });
});

test('ledger: a receipt that the center lacks, has twice or never got from a citizen is told', () => {
  const fine = {
    shown: ['AAAA-BBBB-CCCC', 'DDDD-EEEE-FFFF'],
    tickets: ['DDDDEEEEFFFF', 'AAAABBBBCCCC', 'GGGGHHHHJJJJ'],
    submissions: 3, alarms: [], unseenMax: 1,
  };
  assert.deepEqual(judge(fine), []);
  const lost = judge({ ...fine, tickets: fine.tickets.slice(1), submissions: 2 });
  assert.deepEqual(lost, ['receipt DDDD-EEEE-FFFF was shown and is in the center 0 times']);
  const twice = judge({ ...fine, tickets: [...fine.tickets, fine.tickets[0]], submissions: 4, unseenMax: 2 });
  assert.deepEqual(twice, ['receipt DDDD-EEEE-FFFF was shown and is in the center 2 times']);
  assert.match(judge({ ...fine, unseenMax: 0 })[0], /nobody saw filed/);
  assert.match(judge({ ...fine, submissions: 4 })[0], /4 records, but 3 tickets/);
  assert.match(judge({ ...fine, shown: [fine.shown[0], fine.shown[0]] })[0], /two complaints/);
  assert.match(judge({ ...fine, alarms: ['alarm gap'] })[0], /alarm gap/);
});

test(`${kills} times kill -9: every receipt that was shown is in the center exactly once`, async (t) => {
  t.diagnostic(`SUNBOOTH_SEED=${seed}`);
  const random = seeded(seed);
  for (const hall of halls) hall.start();
  const workers = halls.map((hall) => hall.work());
  const failed = Promise.all(workers);
  // Half of them each, in an order that nobody knows.
  const victims = Array.from({ length: kills }, (_, i) => i % 2 === 0);
  for (let i = kills - 1; i > 0; i -= 1) {
    const other = random(0, i);
    [victims[i], victims[other]] = [victims[other], victims[i]];
  }
  for (const isKiosk of victims) {
    const hall = halls[random(0, halls.length - 1)];
    await Promise.race([rightMoment(random, hall), failed]);
    if (isKiosk) await hall.die();
    else await killCenter(random);
  }
  const ofKiosks = halls.reduce((sum, hall) => sum + hall.deaths, 0);
  await drain(workers);

  const shown = halls.flatMap((hall) => hall.shown);
  const unseenMax = halls.reduce((sum, hall) => sum + hall.deaths, 0);
  const found = readCenter(center.folder);
  t.diagnostic(`R-3 seed ${seed}: ${kills} kills, ${ofKiosks} of sunbooth-kiosk, ${kills - ofKiosks} of the center; `
    + `${shown.length} receipts shown, ${found.tickets.length} tickets`);
  assert.ok(shown.length >= kills / 4, `only ${shown.length} receipts: the kills hit nothing`);
  assert.deepEqual(judge({ ...found, shown, unseenMax }), []);
  const some = found.tickets.indexOf(shown[0].replaceAll('-', ''));
  const without = found.tickets.filter((_, i) => i !== some);
  assert.notDeepEqual(judge({ ...found, shown, unseenMax, tickets: without }), []);
  assert.match(await center.verb('verify', 'chain', '--folder', center.folder), /every link holds/);
});
