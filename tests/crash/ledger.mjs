// SPDX-License-Identifier: Apache-2.0
// What must hold between the receipts that citizens saw and what the center has.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const plain = (code) => code.replaceAll('-', '');

/**
 * Compares. `shown`: receipt codes as kiosks showed them. `tickets`: receipt codes of the center,
 * one for each ticket. `submissions`: how many records it stored. `alarms`: what it raised (gaps,
 * forks, refusals). `unseenMax`: records that may be saved without anybody having read their code:
 * one for each kill of a kiosk. Returns one sentence for each fault.
 */
export function judge({ shown, tickets, submissions, alarms, unseenMax }) {
  const times = new Map();
  for (const code of tickets) times.set(plain(code), (times.get(plain(code)) ?? 0) + 1);
  const faults = [];
  for (const code of shown) {
    const count = times.get(plain(code)) ?? 0;
    if (count !== 1) faults.push(`receipt ${code} was shown and is in the center ${count} times`);
  }
  if (new Set(shown.map(plain)).size !== shown.length) faults.push('one code was shown for two complaints');
  if (submissions !== tickets.length) faults.push(`${submissions} records, but ${tickets.length} tickets`);
  const unseen = tickets.length - shown.length;
  if (unseen > unseenMax) faults.push(`${unseen} tickets that nobody saw filed, at most ${unseenMax} can be`);
  for (const alarm of alarms) faults.push(`the center raised ${alarm}`);
  return faults;
}

/** Reads the center's side from its database; the center must be stopped. */
export function readCenter(folder) {
  const rows = (sql) => execFileSync('sqlite3', ['-readonly', join(folder, 'center.db'), sql], { encoding: 'utf8' })
    .split('\n').filter((line) => line !== '');
  return {
    tickets: rows('SELECT receipt_code FROM ticket'),
    submissions: Number(rows('SELECT count(*) FROM submission')[0]),
    alarms: rows("SELECT 'alarm ' || kind || ' for ' || kiosk || ': ' || detail FROM alarm"),
  };
}
