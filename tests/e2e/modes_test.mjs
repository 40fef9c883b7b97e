// SPDX-License-Identifier: Apache-2.0
// Somebody who sees badly and sits in a wheelchair does the whole job at the real kiosk: largest words,
// white on black, buttons low. Whoever comes next finds nothing of it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { spawnSync } from 'node:child_process';
import { Center } from './center.mjs';
import { Kiosk } from './kiosk.mjs';
import { complain, lookUpReceipt, rate } from './main_job.mjs';
import { Office } from './office.mjs';

const bin = process.env.SUNBOOTH_BIN;
const root = process.env.SUNBOOTH_ROOT;
const kPxPerMm = Math.hypot(1080, 1920) / (27 * 25.4);
const kReachMm = 1220;
const kBottomMm = 900;  // The highest that kiosk-ux 1.1 reckons with.
let folder, center, kiosk, office;

/** Taps as a person does who turns the leaf when a thing is not on it. */
class Patient extends Kiosk {
  async tap(id) {
    for (const turn of ['leaf.after', 'leaf.before']) {
      for (;;) {
        const { nodes } = await this.tree();
        await this.check(nodes);
        if (nodes.some((node) => node.id === id && node.interactive)) return super.tap(id);
        if (!nodes.some((node) => node.id === turn && node.interactive)) break;
        await super.tap(turn);
      }
    }
    throw new Error(`${id} is on no leaf`);
  }

  async check(nodes) {
    if (!this.reach) return;
    for (const { id, rect, interactive } of nodes) {
      const [, top, , height] = rect;
      if (!interactive || height >= 1900) continue;
      const floor = kBottomMm + (1920 - top) / kPxPerMm;
      assert.ok(floor <= kReachMm + 1, `${id} stands ${floor.toFixed(0)} mm above the floor`);
    }
  }
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunbooth-modes-'));
  const config = join(folder, 'kiosk.toml');
  center = new Center(join(bin, 'sunbooth-center'), join(folder, 'center'));
  await center.init();
  await center.importHall(join(root, 'assets/demo/hall.json'));
  const password = await center.account('audit', '--role', 'auditor');
  const code = await center.enrolCode('hall-1', config);
  await center.serve();
  center.tell(config);
  const enrolled = spawnSync(join(bin, 'sunbooth-kiosk'), ['--config', config, '--enrol', code], { encoding: 'utf8' });
  assert.equal(enrolled.status, 0, enrolled.stderr);
  writeFileSync(config, readFileSync(config, 'utf8').replace('[screen]', `[screen]\nbottom_mm = ${kBottomMm}`));
  kiosk = new Patient(join(bin, 'sunbooth-kiosk'), ['--config', config]);
  office = new Office(center.address, center.ca);
  await office.signIn('audit', password);
});
after(async () => {
  office?.close();
  await kiosk?.quit();
  await center?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const heightOf = async (id) => (await kiosk.node(id)).rect[3];

test('largest words, white on black and low buttons: from the first page to the receipt and its reply', async () => {
  await kiosk.tap('shell.zh');
  const standard = await heightOf('home.heading');
  await kiosk.tap('shell.modes');
  for (const key of ['modes.text.largest', 'modes.theme.contrast_dark', 'modes.reach']) {
    await kiosk.tap(key);
    assert.ok((await kiosk.node(key)).selected, key);
  }
  await kiosk.tap('modes.close');
  kiosk.reach = true;
  assert.ok(await heightOf('home.heading') > 1.3 * standard);
  const { code, delivered } = await complain(kiosk);
  assert.ok(code);
  assert.ok(delivered !== undefined);
  await kiosk.tap('shell.home');
  assert.ok(await heightOf('home.heading') > 1.3 * standard, 'the choice goes with the visitor');
  await rate(kiosk);
  await kiosk.tap('shell.home');
  await lookUpReceipt(kiosk, code);
  const { nodes } = await kiosk.tree();
  assert.ok(nodes.some((node) => node.id.startsWith('receipt.') || node.id.startsWith('leaf.')));
  assert.equal((await office.tickets()).length, 1);
  await kiosk.tap('shell.exit');
  await kiosk.tap('leave.end');
  assert.equal((await kiosk.tree()).page, 'attract');
  kiosk.reach = false;

  await kiosk.tap('shell.zh');
  assert.equal(await heightOf('home.heading'), standard);
  await kiosk.tap('shell.modes');
  for (const key of ['modes.text.standard', 'modes.theme.light']) {
    assert.ok((await kiosk.node(key)).selected, key);
  }
  for (const key of ['modes.reach', 'modes.more_time', 'modes.elder']) {
    assert.ok(!(await kiosk.node(key)).selected, key);
  }
  await kiosk.tap('modes.close');
  await kiosk.tap('shell.exit');
});

test('one press on the first page is enough for the elderly', async () => {
  await kiosk.tap('attract.elder');
  assert.equal((await kiosk.tree()).page, 'home');
  await kiosk.tap('shell.modes');
  assert.ok((await kiosk.node('modes.elder')).selected);
  assert.ok((await kiosk.node('modes.text.large')).selected);
  await kiosk.tap('modes.elder');  // Pressed again, it is taken back.
  assert.ok((await kiosk.node('modes.text.standard')).selected);
  await kiosk.tap('modes.close');
  await kiosk.tap('shell.exit');
});
