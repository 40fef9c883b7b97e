// SPDX-License-Identifier: Apache-2.0
// The papers that the office sends about a ticket (domain.md 3.6), and when each may be printed: only
// once what it says has happened.
import type { CardRow, Ticket } from './api';

export const papers = ['accepted', 'refused', 'dispatched', 'urge', 'supervise', 'reply', 'calls', 'warning', 'yellow', 'red'] as const;
export type Paper = (typeof papers)[number];

export interface OfferedPaper { paper: Paper; address: string }

export function papersOf(ticket: Ticket, cards: readonly CardRow[]): OfferedPaper[] {
  const has = (...types: string[]) => ticket.events.some((event) => types.includes(event.type));
  const at = (paper: Paper, card = '') => ({ paper, address: `/tickets/${ticket.id}/papers/${paper}${card ? `?card=${card}` : ''}` });
  return [
    ...(has('accepted') ? [at('accepted')] : []),
    ...(has('refused') ? [at('refused')] : []),
    ...(ticket.handled_by ? [at('dispatched')] : []),
    ...(ticket.handled_by && (ticket.overdue || ticket.urges > 0) && ticket.state === 'accepted' ? [at('urge')] : []),
    ...(ticket.handled_by && ticket.supervised > 0 ? [at('supervise')] : []),
    ...(has('replied', 'upheld', 'approved') ? [at('reply')] : []),
    ...(has('callback', 'closing_call') ? [at('calls')] : []),
    ...cards.filter((card) => card.unit && card.state !== 'removed' && card.level !== 'notice')
      .map((card) => at(card.level as Paper, card.id)),
  ];
}
