// SPDX-License-Identifier: Apache-2.0
// Asking the server again and again, but only for somebody who is there: a request counts as
// activity, and a page left open must not keep its session alive for ever.
import { onMounted, onUnmounted, watch } from 'vue';
import { connection } from './api';
import { current } from './session';

const awayAfterMs = 5 * 60_000;  // A third of the session's idle limit.
let touchedAt = Date.now();
const returns: (() => void)[] = [];
const mayAsk = () => current.session !== null && !current.ended && !connection.offline
  && document.visibilityState === 'visible';
/** Whether somebody is there for whom the server may be asked. */
export const isPresent = () => mayAsk() && Date.now() - touchedAt < awayAfterMs;
/** Calls `then` at the first touch after some quiet, and when the page is looked at again. */
export function onReturn(then: () => void): void {
  returns.push(then);
}
const returned = () => { for (const then of returns) then(); };
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  window.addEventListener(sign, () => {
    const wasAway = Date.now() - touchedAt >= awayAfterMs;
    touchedAt = Date.now();
    if (wasAway) returned();
  }, { passive: true, capture: true });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') touchedAt = Date.now();  // Who comes back to a tab is there.
  returned();
});

/** Calls `ask` when the page opens, every `everyMs`, and when session or network come back. */
export function usePoll(ask: () => Promise<void>, everyMs: number): void {
  let timer = 0;
  const turn = () => {
    if (isPresent()) void ask();
  };
  const back = () => {
    if (mayAsk()) void ask();
  };
  onMounted(() => {
    void ask();
    timer = window.setInterval(turn, everyMs);
    document.addEventListener('visibilitychange', turn);
  });
  watch([() => connection.offline, () => current.ended], back);
  onUnmounted(() => {
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', turn);
  });
}
