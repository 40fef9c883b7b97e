// SPDX-License-Identifier: Apache-2.0
// What the kiosk costs its terminal: start, idleness, memory. Offscreen, drawn by the software GL.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Kiosk } from '../e2e/kiosk.mjs';

const ticksPerSecond = 100;  // USER_HZ of every Linux that Debian ships.
const idleSeconds = 20;
const starts = 5;

function processorSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
  return (user + system) / ticksPerSecond;
}

function memory(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)[1]) / 1024;
  return { anonymous: megabytes('Anonymous'), resident: megabytes('Rss') };
}

const row = (what, value, unit, most, places = 0) =>
  ({ what: `kiosk: ${what}`, measured: `${value.toFixed(places)} ${unit}`, wanted: `<= ${most} ${unit}`, met: value <= most });

/** Milliseconds from the start of the program to the answer that says what is on the screen. */
async function timeStart(program, config) {
  const from = performance.now();
  const kiosk = new Kiosk(program, ['--config', config]);
  const { nodes } = await kiosk.tree();
  const taken = performance.now() - from;
  if (!nodes.some((node) => node.interactive)) throw new Error('the first frame has nothing to press');
  await kiosk.quit();
  return taken;
}

/** What a visitor would see, page by page, in one language. */
async function visit(kiosk, language) {
  await kiosk.tap(`shell.${language}`);
  for (const id of ['home.case', 'home.rating', 'home.receipt']) {
    await kiosk.tap(id);
    await kiosk.tap('shell.back');
  }
  for (const id of ['home.complaint', 'shell.continue', 'complaint_topic.topic.absent', 'shell.continue',
    'complaint_window.window.3', 'shell.continue', 'complaint_day.day.today', 'shell.continue', 'shell.continue', 'complaint_reply.none', 'shell.continue',
    'shell.exit']) {
    await kiosk.tap(id);
  }
  const { nodes } = await kiosk.tree();
  if (nodes.some((node) => node.id === 'leave.end')) await kiosk.tap('leave.end');
}

async function idle(kiosk, page) {
  const { pid } = kiosk.process;
  await pause(2000);  // What the last press began has ended.
  const frames = async () => (await kiosk.say('frames')).frames;
  const [framesBefore, processorBefore] = [await frames(), processorSeconds(pid)];
  await pause(idleSeconds * 1000);
  const processor = processorSeconds(pid) - processorBefore;
  return [
    row(`frames in ${idleSeconds} s of ${page}`, await frames() - framesBefore, 'frames', 0),
    row(`processor in ${idleSeconds} s of ${page}`, processor / idleSeconds * 100, '% of a core', 1, 2),
  ];
}

/** With pages that fade: a page that came is drawn until it stands, and then no more. */
async function movingIdle(kiosk) {
  await kiosk.say('motion on');
  await kiosk.tap('shell.zh');
  await kiosk.tap('home.case');
  await pause(1000);
  const frames = async () => (await kiosk.say('frames')).frames;
  const before = await frames();
  await pause(5000);
  const drawn = await frames() - before;
  await kiosk.say('motion off');
  await kiosk.tap('shell.exit');
  return [row('frames in 5 s of a page that has faded in', drawn, 'frames', 1)];  // The clock's minute.
}

export async function measureKiosk(program, config) {
  const times = [];
  for (let i = 0; i < starts; i += 1) times.push(await timeStart(program, config));
  times.sort((a, b) => a - b);
  const kiosk = new Kiosk(program, ['--config', config]);
  try {
    await kiosk.say('wait hall 30');
    await kiosk.say('wait online 30');
    const rows = [
      row(`start to the first frame that can be pressed (median of ${starts})`, times[starts >> 1], 'ms', 400),
      ...await idle(kiosk, 'the attract page'),
      ...await movingIdle(kiosk),
    ];
    for (const language of ['zh', 'en', 'ug']) await visit(kiosk, language);
    const { anonymous, resident } = memory(kiosk.process.pid);
    return [...rows,
      row('anonymous memory after all pages in three languages', anonymous, 'MB', 90),
      row('resident memory after the same', resident, 'MB', 160)];
  } finally {
    await kiosk.quit();
  }
}
