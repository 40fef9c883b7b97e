// SPDX-License-Identifier: Apache-2.0
// What changes on the lists, told by the server as it happens (GET /api/v1/events). The stream says
// what changed, not how: pages load it anew, but only for somebody who is there, since a request
// counts as activity and a page left open must not keep its session alive. What came meanwhile is
// loaded at the first touch. Where there is no stream (a unit's people, an older center) pages ask
// by the clock as before.
import { onUnmounted, reactive, readonly, watch } from 'vue';
import { connection } from './api';
import { isPresent, onReturn } from './poll';
import { current, isReady, sessionEnded } from './session';

export interface Change { list: string; id: string | null; version: number | null; by: string | null }
type Listener = { lists: readonly string[]; heard: Change[]; all: boolean; tell: (changes: Change[], all: boolean) => void };

const gatherMs = 300;      // Several changes of one deed make one question.
const againMs = 20_000;    // After a refusal; the browser itself comes again after a broken network.
const state = reactive({ live: false });
/** Whether the server is telling. */
export const stream = readonly(state);

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let gathering = 0;
let again = 0;

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
  source?.close();
  source = null;
  state.live = false;
}
function open(): void {
  close();
  if (!isReady(current.session) || current.ended || current.session.role === 'handler' || connection.offline) return;
  const fresh = source = new EventSource('/api/v1/events');
  let opened = false;
  fresh.onopen = () => {
    // Whatever happened while there was no stream was not told.
    if (opened) hearAll();
    opened = state.live = true;
  };
  fresh.addEventListener('change', (event) => hear(JSON.parse((event as MessageEvent<string>).data) as Change));
  fresh.addEventListener('calls', () => hear({ list: 'calls', id: null, version: null, by: null }));
  fresh.addEventListener('resync', hearAll);
  fresh.addEventListener('bye', () => { close(); sessionEnded(); });
  fresh.onerror = () => {
    state.live = false;
    if (fresh.readyState === EventSource.CLOSED) again = window.setTimeout(open, againMs);
  };
}
watch([() => current.session?.account, () => current.ended, () => connection.offline], open, { immediate: true });

/** Calls `tell` some moments after something on these lists changed; `all`: anything may have. */
export function useLive(lists: readonly string[], tell: (changes: Change[], all: boolean) => void): void {
  const one: Listener = { lists, heard: [], all: false, tell };
  listeners.add(one);
  onUnmounted(() => listeners.delete(one));
}
