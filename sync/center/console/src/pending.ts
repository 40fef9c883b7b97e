// SPDX-License-Identifier: Apache-2.0
// Deeds with a ticket that were sent and are not answered yet: shown among its events, marked as what they are.
import { reactive } from 'vue';
import type { TicketEvent } from './api';
import { eventOf } from './deed-done';
import type { Fields } from './event-words';
import { current } from './session';

const sent = reactive(new Map<string, TicketEvent>());
window.addEventListener('beforeunload', (event) => { if (sent.size > 0) event.preventDefault(); });

export const pendingOf = (ticket: string): TicketEvent | undefined => sent.get(ticket);

/** @returns how it is taken away again, once there is an answer. */
export function showPending(ticket: string, action: string, fields: Fields): () => void {
  sent.set(ticket, { n: 0, type: eventOf[action] ?? action, at: new Date().toISOString(), by: current.session?.account ?? '', fields } as TicketEvent);
  return () => { sent.delete(ticket); };
}
