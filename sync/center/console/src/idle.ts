// SPDX-License-Identifier: Apache-2.0
// A session that nobody uses ends (reliability.md 5.4 #20). The page says so before, so that whoever reads a long
// text or waits for a call can stay; once it is over the page hides itself, also where no stream tells of it.
import { reactive, readonly } from 'vue';
import { api, connection, onAnswer } from './api';
import { onReturn } from './poll';
import { current, isReady, sessionEnded } from './session';

const idleMs = 15 * 60_000;  // As the center has it: accounts/sessions.h, kIdleMax.
const warnMs = 2 * 60_000;   // Before that; WCAG 2.2.1 asks for 20 s at least.
const lookMs = 5_000;
const key = 'sunbooth.answered';  // Of any tab: they share the session.
const state = reactive({ endsAt: 0 });
/** When the session is about to end, in ms; 0: not soon. */
export const idle = readonly(state);
let answeredAt = Date.now();
let toldAt = 0;

onAnswer(() => {
  answeredAt = Date.now();
  state.endsAt = 0;
  if (answeredAt - toldAt < lookMs) return;
  toldAt = answeredAt;
  localStorage.setItem(key, String(answeredAt));
});

function look(): void {
  const last = Math.max(answeredAt, Number(localStorage.getItem(key)));
  const quiet = Date.now() - last;
  const runs = isReady(current.session) && !current.ended && !connection.offline;
  state.endsAt = runs && quiet >= idleMs - warnMs && quiet < idleMs ? last + idleMs : 0;
  if (runs && quiet >= idleMs) sessionEnded();
}
window.setInterval(look, lookMs);

/** Somebody is there after all: a question, and the time begins anew. */
export async function stay(): Promise<void> {
  await api.session().catch(() => {});
}
onReturn(() => { if (state.endsAt) void stay(); });
