// SPDX-License-Identifier: Apache-2.0
// Half a year of a hall: cases, ratings and complaints, made anew the same by a seed, and what the
// center's people did about them. Filed by a real kiosk, done over the real API.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Office } from '../e2e/office.mjs';

/** mulberry32: small, and the same everywhere. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
}

/** How busy each window is, and how often it is rated badly, in percent: no hall is even. */
const windows = [
  { window: '1', unit: 'zwfw', share: 6, bad: 2 }, { window: '2', unit: 'scjg', share: 14, bad: 5 },
  { window: '3', unit: 'scjg', share: 9, bad: 16 }, { window: '4', unit: 'rlzy', share: 18, bad: 3 },
  { window: '5', unit: 'rlzy', share: 7, bad: 2 }, { window: '6', unit: 'ylbz', share: 16, bad: 7 },
  { window: '7', unit: 'zrzy', share: 12, bad: 11 }, { window: '8', unit: 'gajj', share: 11, bad: 4 },
  { window: '10', unit: 'swjj', share: 5, bad: 1 }, { window: '13', unit: 'gjjz', share: 2, bad: 0 },
];
const topics = ['slow', 'slow', 'slow', 'refused', 'refused', 'passing', 'manner', 'manner', 'absent', 'other'];
const said = {
  slow: '等了两个小时才轮到，说好当天办结的没有办。', refused: '材料齐全，窗口不收，也不说还缺什么。',
  passing: '从这个窗口推到那个窗口，跑了三趟。', manner: '问了一句就不耐烦，态度生硬。',
  absent: '上午十点窗口没有人，问了都说不知道。', other: '叫号机坏了没有人管。',
};

function pick(random, all, weight) {
  let left = random() * all.reduce((sum, one) => sum + weight(one), 0);
  return all.find((one) => (left -= weight(one)) < 0) ?? all.at(-1);
}

const kBadDay = 9;  // Days ago.

/** Records of so many days, the oldest first, some more on Mondays and fewer on weekends. */
export function records({ days, perDay, seed = 7 }) {
  const random = randomOf(seed);
  const all = [];
  for (let ago = days; ago > 0; ago--) {
    const weekday = new Date(Date.now() - ago * 86_400_000).getUTCDay();
    const busy = [0.1, 1.5, 1.1, 1, 1, 0.9, 0.25][weekday];
    // One day on which everybody came to complain: enough of one window's week to be told as a number.
    if (ago === kBadDay) {
      const { window, unit } = windows[0];
      for (let i = 0; i < 7; i++) all.push({ days: ago, topic: 'absent', window, unit, text: said.absent, phone: '' });
    }
    // Things get slowly better: a trend that a picture should show.
    const ease = 0.6 + 0.6 * (ago / days);
    for (let i = 0; i < perDay * busy * (0.7 + 0.6 * random()); i++) {
      const { window, unit, bad } = pick(random, windows, (one) => one.share);
      if (random() < 0.22) {
        const topic = topics[Math.floor(random() * topics.length)];
        const phone = random() < 0.7 ? `138${String(10_000_000 + Math.floor(random() * 89_999_999))}` : '';
        all.push({ days: ago, topic, window, unit, text: said[topic], phone });
      } else {
        const dice = random() * 100;
        const worst = bad * ease;
        const level = dice < worst / 3 ? 1 : dice < worst ? 2 : dice < worst + 9 ? 3 : dice < worst + 34 ? 4 : 5;
        // Some who rated badly leave a number, and are called back.
        const phone = level <= 2 && random() < 0.7 ? `139${String(10_000_000 + Math.floor(random() * 89_999_999))}` : '';
        all.push({ days: ago, level, window, unit, phone });
      }
    }
  }
  return all;
}

/** Completed cases of the same days, as the approval system tells them. */
export function cases({ days, perDay, seed = 11 }) {
  const random = randomOf(seed);
  const rows = ['case_no,service,unit,window,applicant_surname,id_last4,phone_last4,query_code,stage,accepted_on,promised_wd,statutory_wd,due_on,updated_at'];
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let ago = days; ago > 0; ago--) {
    const day = new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    for (let i = 0; i < perDay; i++) {
      const { window, unit } = pick(random, windows, (one) => one.share);
      const code = Array.from({ length: 12 }, () => letters[Math.floor(random() * letters.length)]).join('');
      rows.push(`T-${day}-${String(i).padStart(3, '0')},办件,${unit},${window},王,0${100 + (i % 900)},1${100 + (i % 900)},${code},completed,${day},5,15,${day},${day} 10:00`);
    }
  }
  return `${rows.join('\n')}\n`;
}

/** What is done with one ticket: most are answered, some wait, the old ones are mostly closed. */
async function work({ chief, caller, closer }, row, random, daysAgo) {
  const settled = random() < Math.min(0.95, 0.25 + daysAgo / 60);
  let ticket = await chief.ticket(row.id);
  const may = (deed) => ticket.allowed.includes(deed);
  if (may('callback') && ticket.has_contact) {
    ticket = await caller.act(ticket, 'callback', { outcome: random() < 0.85 ? 'verified' : 'no_answer', note: '' });
  }
  if (!settled && random() < 0.5) return;
  ticket = await chief.ticket(row.id);
  if (may('classify')) ticket = await chief.act(ticket, 'classify', { class: 'valid', words: '', note: '' });
  if (may('accept')) ticket = await chief.act(ticket, 'accept');
  if (!settled) return;
  if (may('reply')) ticket = await chief.act(ticket, 'reply', { text: '经核实情况属实，已整改，并向您致歉。' });
  // Whether it satisfies is asked by somebody who had no part in it.
  ticket = await closer.ticket(row.id);
  const pleased = random() < 0.85;
  if (may('closing_call')) {
    await closer.act(ticket, 'closing_call',
      { outcome: 'verified', satisfaction: pleased ? 4 : 2, solved: pleased ? 'yes' : 'partly', contacted: true, told: true });
  } else if (may('close')) {
    await closer.act(ticket, 'close', { note: '' });
  }
}

/** Fills the world. @return the supervisor that did the work. */
export async function liveThrough(world, { days = 180, perDay = 6, seed = 7 } = {}) {
  const random = randomOf(seed + 1);
  world.file([]);
  world.fileEarlier(days, records({ days, perDay, seed }));
  world.file([]);
  const file = join(world.folder, 'cases.csv');
  writeFileSync(file, cases({ days, perDay: 40 }));
  await world.center.importCases(file);
  const people = {};
  for (const [part, name, role, display] of [['chief', 'zhou', 'supervisor', '周明'], ['caller', 'he', 'callback', '何静'], ['closer', 'fang', 'supervisor', '方芳']]) {
    people[part] = new Office(world.center.address, world.center.ca);
    await people[part].signIn(name, await world.center.account(name, '--role', role, '--display', display));
  }
  let cursor = '';
  do {
    const page = await people.chief.ask('GET', `/api/v1/tickets?sort=oldest&limit=100${cursor}`);
    for (const row of page.items) {
      const ago = Math.round((Date.now() - Date.parse(row.filed.date)) / 86_400_000);
      await work(people, row, random, ago);
    }
    cursor = page.next ? `&cursor=${page.next}` : '';
  } while (cursor);
  people.caller.close();
  people.closer.close();
  return people.chief;
}
