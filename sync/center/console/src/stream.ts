// SPDX-License-Identifier: Apache-2.0
// What changes on the lists, told by the server as it happens (GET /api/v1/events). The stream says
// what changed, not how: pages load it anew, but only for somebody who is there, since a request
// counts as activity and a page left open must not keep its session alive. What came meanwhile is
// loaded at the first touch. Where there is no stream (a broken line, an older center) pages ask
// by the clock as before. A call from a terminal is passed on at once, whoever is there: it rings.
//
// While a stream of somebody who answers calls is open, the center promises citizens that they are heard
// (fleet/call_board.h). So it is open only while that is true: the page can sound, or somebody sits at it.
import { onUnmounted, reactive, readonly, watch } from 'vue';
import { connection } from './api';
import { isPresent, onReturn } from './poll';
import { sound } from './ring';
import { useRole } from './roles';
import { current, isReady, sessionEnded } from './session';

export interface Change { list: string; id: string | null; version: number | null; by: string | null }
type Listener = { lists: readonly string[]; heard: Change[]; all: boolean; tell: (changes: Change[], all: boolean) => void };

const gatherMs = 300;      // Several changes of one deed make one question.
const againMs = 20_000;    // After a refusal; the browser itself comes again after a broken network.
const lookMs = 10_000;     // A third of the time for which the center trusts that somebody is there.
const state = reactive({ live: false });
/** Whether the server is telling. */
export const stream = readonly(state);

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let gathering = 0;
let again = 0;
const callListeners = new Set<(ringing: number) => void>();
const role = useRole();
const isDeaf = () => role.helps.value && sound.blocked && !isPresent();

function pass(): void {
  gathering = 0;
  if (!isPresent()) return;  // onReturn() comes back here.
  for (const one of listeners) {
    if (one.heard.length === 0 && !one.all) continue;
    const { heard, all } = one;
    one.heard = [];
    one.all = false;
    one.tell(heard, all);
  }
}
const soon = () => { gathering ||= window.setTimeout(pass, gatherMs); };
onReturn(soon);

function hear(change: Change): void {
  for (const one of listeners) if (one.lists.includes(change.list)) one.heard.push(change);
  soon();
}
function hearAll(): void {
  for (const one of listeners) one.all = true;
  soon();
}

function close(): void {
  window.clearTimeout(again);
  again = 0;
  source?.close();
  source = null;
  state.live = false;
}
function open(): void {
  close();
  if (!isReady(current.session) || current.ended || connection.offline || isDeaf()) return;
  const fresh = source = new EventSource('/api/v1/events');
  let opened = false;
  fresh.onopen = () => {
    // Whatever happened while there was no stream was not told.
    if (opened) hearAll();
    opened = state.live = true;
  };
  fresh.addEventListener('change', (event) => hear(JSON.parse((event as MessageEvent<string>).data) as Change));
  fresh.addEventListener('calls', (event) => {
    const { ringing } = JSON.parse((event as MessageEvent<string>).data) as { ringing: number };
    for (const one of callListeners) one(ringing);
    hear({ list: 'calls', id: null, version: null, by: null });
  });
  fresh.addEventListener('resync', hearAll);
  fresh.addEventListener('bye', () => { close(); sessionEnded(); });
  fresh.onerror = () => {
    state.live = false;
    if (fresh.readyState === EventSource.CLOSED) again = window.setTimeout(open, againMs);
  };
}
watch([() => current.session?.account, () => current.ended, () => connection.offline], open, { immediate: true });

/** Lets go of the stream that nobody would hear, and comes back to it with all that was missed. */
function look(): void {
  if (isDeaf()) return close();
  if (source || again) return;
  open();
  if (source) hearAll();
}
window.setInterval(look, lookMs);
onReturn(look);
watch(() => sound.blocked, look);

/** Calls `hear` as soon as a call from a terminal comes or ends, also in a hidden tab. */
export function onCalls(hear: (ringing: number) => void): void {
  callListeners.add(hear);
  onUnmounted(() => callListeners.delete(hear));
}

/** Calls `tell` some moments after something on these lists changed; `all`: anything may have. */
export function useLive(lists: readonly string[], tell: (changes: Change[], all: boolean) => void): void {
  const one: Listener = { lists, heard: [], all: false, tell };
  listeners.add(one);
  onUnmounted(() => listeners.delete(one));
}
