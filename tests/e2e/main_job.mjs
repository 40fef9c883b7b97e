// SPDX-License-Identifier: Apache-2.0
// The main job of a visitor, pressed into the real kiosk: look up a case, complain, rate a window.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const words = '上午在3号窗口等了很久，没有人。';

/** Looks up a case of assets/demo/cases.csv and returns its state line. */
export async function lookUpCase(kiosk, shots) {
  await kiosk.tap('home.case');
  await kiosk.tap('case_start.number');
  await kiosk.type('420600-2026-1100-0001');
  await kiosk.tap('shell.continue');
  await kiosk.type('002X');
  await kiosk.tap('shell.continue');
  await kiosk.say('wait page=case_result 15');
  await kiosk.shot(join(shots, '1-case.png'));
  const title = await kiosk.node('case_result.progress.title');
  const state = await kiosk.node('case_result.progress.state');
  return `${title.name}: ${state.name}`;
}

/** Complains about window 3 and returns the receipt {code, qr}. */
export async function complain(kiosk, shots, { text = words, phone = '13800005678' } = {}) {
  await kiosk.tap('home.complaint');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_topic.topic.absent');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_window.window.3');
  await kiosk.tap('shell.continue');
  await kiosk.tap('complaint_day.day.today');
  await kiosk.tap('shell.continue');
  if (text) await kiosk.type(text);
  if (shots) await kiosk.shot(join(shots, '2-words.png'));
  await kiosk.tap('shell.continue');
  await kiosk.tap(phone ? 'complaint_reply.call' : 'complaint_reply.none');
  await kiosk.tap('shell.continue');
  if (phone) await kiosk.type(phone);
  if (phone) await kiosk.tap('shell.continue');
  if (shots) await kiosk.shot(join(shots, '3-check.png'));
  await kiosk.tap('complaint_check.submit');
  await kiosk.say('wait page=receipt 15');
  return receipt(kiosk);
}

export async function receipt(kiosk) {
  return (await kiosk.say('state')).state.receipt;
}

/** Rates window 3 as very good and returns the receipt. */
export async function rate(kiosk, shots) {
  await kiosk.tap('home.rating');
  await kiosk.tap('rating_window.window.3');
  await kiosk.tap('shell.continue');
  if (shots) await kiosk.shot(join(shots, '5-rating.png'));
  await kiosk.tap('rating_level.level.5');
  await kiosk.say('wait page=receipt 15');
  return receipt(kiosk);
}

/** Enters a receipt code and returns what the page shows. */
export async function lookUpReceipt(kiosk, code) {
  await kiosk.tap('home.receipt');
  await kiosk.type(code.replaceAll('-', ''));
  await kiosk.tap('shell.continue');
  await kiosk.say('wait page=receipt 15');
  return receipt(kiosk);
}

/** From any page back to home, the way a visitor ends one visit and begins the next. */
export async function goHome(kiosk) {
  const { page } = (await kiosk.say('state')).state;
  if (page === 'home') return;
  if (page === 'receipt') {
    const { nodes } = await kiosk.tree();
    await kiosk.tap(nodes.some((node) => node.id === 'receipt.done') ? 'receipt.done' : 'shell.exit');
  } else if (page !== 'attract') {
    await kiosk.tap('shell.exit');
  }
  const { nodes } = await kiosk.tree();
  if (nodes.some((node) => node.id === 'leave.end')) await kiosk.tap('leave.end');
  await kiosk.tap('shell.zh');
}

export async function mainJob(kiosk, shots) {
  mkdirSync(shots, { recursive: true });
  await kiosk.say('wait hall 20');
  await kiosk.say('wait online 20');
  await goHome(kiosk);
  const found = await lookUpCase(kiosk, shots);
  await goHome(kiosk);
  await complain(kiosk, shots);
  await kiosk.say('wait delivered 20');
  const complaint = await receipt(kiosk);  // As it is once delivered, not as it was when saved.
  const printer = (await kiosk.say('state')).state.paper === 'ready';
  if (printer) await kiosk.tap('paper.print');
  if (printer) await kiosk.say('wait printed 20');
  await kiosk.shot(join(shots, '4-receipt.png'));
  await goHome(kiosk);
  const rating = await rate(kiosk, shots);
  await kiosk.shot(join(shots, '6-rated.png'));
  await kiosk.say('wait delivered 20');
  return { found, complaint, rating };
}
