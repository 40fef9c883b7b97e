// SPDX-License-Identifier: Apache-2.0
// The papers that the office sends, each with a number of its kind and year that is never given again.
import { asked, call, type Card, type CardRow, type Ticket } from './api';
import type { components } from './api-types';
import type { Issue } from './monitoring-api';
import { current } from './session';

type Schemas = components['schemas'];
export type Paper = Schemas['Document'];
export type PaperRow = Schemas['DocumentRow'];
export type PaperKind = PaperRow['kind'];
export type PaperWish = Schemas['DocumentWish'];

const one = encodeURIComponent;

export const papers = {
  list: (query: Record<string, string>, signal?: AbortSignal) => call<Schemas['DocumentList']>('GET', asked('/api/v1/documents', query), undefined, signal),
  paper: (id: string) => call<Paper>('GET', `/api/v1/documents/${one(id)}`),
  /** As it would be made: no number is drawn. */
  draft: (wish: PaperWish) => call<Paper>('POST', '/api/v1/documents/draft', wish),
  make: (wish: PaperWish) => call<Paper>('POST', '/api/v1/documents', wish),
  makeVoid: (id: string, reason: string) => call<Paper>('POST', `/api/v1/documents/${one(id)}/void`, { reason }),
};
export const paperKinds: readonly PaperKind[] = ['acceptance', 'refusal', 'transfer_letter', 'urge', 'supervise', 'call_record', 'warning', 'yellow', 'red',
  'neglect', 'grave_neglect', 'self_criticism', 'rectify', 'advice', 'admonition', 'bulletin'];
/** Who makes which, and of what words, the center says with the names of the hall. */
const made = (kind: PaperKind) => current.hall?.papers.find((one) => one.kind === kind);
export const makes = (kind: PaperKind) => made(kind) !== undefined;
/** Without words these would say nothing. */
export const needsWords = (kind: PaperKind) => Boolean(made(kind)?.needs_words);

export interface Offer { kind: PaperKind; subject: string; of?: string }
const offers = (subject: string, all: readonly (readonly [PaperKind, boolean])[]): Offer[] =>
  all.filter(([kind, when]) => when && makes(kind)).map(([kind]) => ({ kind, subject }));

// What may be made now: only what says what has happened. The center decides.
/** @param card that a unit has: nobody writes to the center itself. */
export const offersOfCard = (card: CardRow | Card): Offer[] => (!card.unit || card.state === 'removed' || card.level === 'notice' ? []
  : offers(card.id, [[card.level as PaperKind, true], ['neglect', card.level === 'yellow' && card.state === 'upheld'],
    ['grave_neglect', card.level === 'red' && card.state === 'upheld'], ['self_criticism', card.level === 'red']]));
export const offersOfIssue = (issue: Issue): Offer[] => {
  const isTrue = issue.events.some((event) => event.finding && event.finding !== 'untrue');
  return offers(issue.id, [['rectify', isTrue], ['advice', isTrue], ['admonition', isTrue]]);
};
export const offersOfTicket = (ticket: Ticket, cards: readonly CardRow[]): Offer[] => {
  const has = (type: string) => ticket.events.some((event) => event.type === type);
  return [
    ...offers(ticket.id, [['acceptance', has('accepted')], ['refusal', has('refused')], ['transfer_letter', has('dispatched') || has('designated')],
      ['urge', ticket.handled_by !== ''], ['supervise', ticket.supervised > 0], ['call_record', has('callback')]]),
    ...cards.flatMap((card) => offersOfCard(card)),
  ];
};
const monthsBack = 12;
/** @param day of today: a month has its bulletin once it is over. */
export const offersOfMonths = (day: string): Offer[] => Array.from({ length: monthsBack }, (_, at) => {
  const month = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 2 - at, 1)).toISOString().slice(0, 7);
  return offers(month.replace('-', ''), [['bulletin', true]]).map((one) => ({ ...one, of: month }));
}).flat();
