// SPDX-License-Identifier: Apache-2.0
// A center for the tests of lines, and the judgement at their end.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Center } from '../e2e/center.mjs';

export const bin = process.env.SUNBOOTH_BIN;
export const root = process.env.SUNBOOTH_ROOT;
export const filer = join(bin, 'filer');

/** A center in a folder of its own. @param program its twin, for a mutant */
export async function makeCenter(program = join(bin, 'sunbooth-center'), folder, ...words) {
  const center = new Center(program, folder);
  await center.verb('init', '--folder', folder, ...words);
  await center.importHall(join(root, 'assets/demo/hall.json'));
  return center;
}

export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'sunbooth-lines-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function rowsOf(folder, sql) {
  return execFileSync('sqlite3', ['-readonly', join(folder, 'center.db'), sql], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\n').filter((line) => line !== '');
}

/** How long a step may take before it counts as hung. */
export function within(seconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * One sentence for each broken promise; the center is stopped. `unseenMax`: records that may be there although nobody
 * read their code: the machine went in between.
 */
export function faultsOf(centerFolder, saved, { unseenMax = 0 } = {}) {
  if (!existsSync(join(centerFolder, 'center.db'))) return ['there is no center'];
  const stored = rowsOf(centerFolder, 'SELECT lower(hex(record_id)) FROM submission');
  const tickets = rowsOf(centerFolder, 'SELECT receipt_code FROM ticket');
  const alarms = rowsOf(centerFolder, "SELECT kind || ' for ' || kiosk || ': ' || detail FROM alarm");
  const times = new Map();
  for (const id of stored) times.set(id, (times.get(id) ?? 0) + 1);
  const faults = [];
  for (const { id, code } of saved) {
    if (times.get(id) !== 1) faults.push(`${code} was confirmed and is in the center ${times.get(id) ?? 0} times`);
  }
  const known = new Set(saved.map((one) => one.id));
  const unseen = stored.filter((id) => !known.has(id)).length;
  if (unseen > unseenMax) faults.push(`${unseen} records that were never confirmed, at most ${unseenMax} can be`);
  if (tickets.length !== new Set(tickets).size || tickets.length !== stored.length) faults.push(`${stored.length} records, ${tickets.length} tickets`);
  for (const alarm of alarms) faults.push(`the center raised ${alarm}`);
  return faults;
}

/** The faults in numbers, as the closing line of a run reads them. */
export function inNumbers(faults) {
  const lost = faults.filter((fault) => fault.endsWith('in the center 0 times')).length;
  const doubled = faults.filter((fault) => /in the center [1-9]\d* times$/.test(fault)).length;
  return `${lost} lost, ${doubled} doubled, ${faults.length - lost - doubled} otherwise broken`;
}
