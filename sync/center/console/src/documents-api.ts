// SPDX-License-Identifier: Apache-2.0
// The papers that the office sends, each with a number of its kind and year that is never given again.
import { asked, call, type CardRow, type Ticket } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Paper = Schemas['Document'];
export type PaperRow = Schemas['DocumentRow'];
export type PaperKind = PaperRow['kind'];
export type PaperWish = Schemas['DocumentWish'];

const one = encodeURIComponent;

export const papers = {
  list: (query: Record<string, string>, signal?: AbortSignal) => call<Schemas['DocumentList']>('GET', asked('/api/v1/documents', query), undefined, signal),
  paper: (id: string) => call<Paper>('GET', `/api/v1/documents/${one(id)}`),
  make: (wish: PaperWish) => call<Paper>('POST', '/api/v1/documents', wish),
  makeVoid: (id: string, reason: string) => call<Paper>('POST', `/api/v1/documents/${one(id)}/void`, { reason }),
};
export const paperKinds: readonly PaperKind[] = ['acceptance', 'refusal', 'transfer_letter', 'urge', 'supervise', 'call_record', 'warning', 'yellow', 'red',
  'rectify', 'advice', 'admonition'];

export interface Offer { kind: PaperKind; subject: string }
/** What may be made about a ticket and its cards now: only what says what has happened. The center decides. */
export function offersOf(ticket: Ticket, cards: readonly CardRow[]): Offer[] {
  const has = (type: string) => ticket.events.some((event) => event.type === type);
  const about = (kind: PaperKind, when: boolean): Offer[] => (when ? [{ kind, subject: ticket.id }] : []);
  return [
    ...about('acceptance', has('accepted')), ...about('refusal', has('refused')), ...about('transfer_letter', has('dispatched') || has('designated')),
    ...about('urge', ticket.handled_by !== ''), ...about('supervise', ticket.supervised > 0), ...about('call_record', has('callback')),
    ...cards.filter((card) => card.unit && card.state !== 'removed' && card.level !== 'notice').map((card) => ({ kind: card.level as PaperKind, subject: card.id })),
  ];
}
