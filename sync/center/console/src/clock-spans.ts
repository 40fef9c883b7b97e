// SPDX-License-Identifier: Apache-2.0
// The clock of a ticket as spans of days: up to today, or up to the day on which the ticket ended. Pure.
import type { Ticket } from './api';

export type SpanKind = 'counted' | 'paused' | 'waiting' | 'left' | 'left-paused' | 'late';
export interface Span { kind: SpanKind; days: number }

const endStates: readonly string[] = ['closed', 'archived', 'withdrawn', 'not_accepted', 'merged', 'transferred'];
const endEvents: readonly string[] = ['closed', 'withdrawn', 'refused', 'merged', 'transferred'];
const dayMs = 86_400_000;
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The day on which a ticket ended; empty while it is in hand. What a recheck or the archive adds is no later end. */
export function endOf(ticket: Pick<Ticket, 'state' | 'events'>): string {
  if (!endStates.includes(ticket.state)) return '';
  const at: unknown = ticket.events.filter(({ type }) => endEvents.includes(type)).at(-1)?.at ?? ticket.events.at(-1)?.at;
  if (typeof at === 'string') return at.slice(0, 10);
  return (at as { date?: string } | undefined)?.date ?? '';  // Told by the half-day: done at a kiosk.
}

/** @param end of a ticket that ended: days after it are no part of its clock. */
export function spansOf(clock: Ticket['clock'], today: string, end: string): Span[] {
  const all: Span[] = [];
  const add = (kind: SpanKind, days: number) => {
    const last = all.at(-1);
    if (last?.kind === kind) last.days += days;
    else all.push({ kind, days });
  };
  for (const { date, counted, why } of clock) {
    if (end && date > end) break;
    if (end || date <= today) add(counted ? 'counted' : why === 'paused' ? 'waiting' : 'paused', 1);
    else add(counted ? 'left' : 'left-paused', 1);
  }
  const due = clock.at(-1)?.date;
  if (end && due && end > due) add('late', daysBetween(due, end));  // Of what comes after the limit no day is counted: all are too many.
  return all;
}

export const daysOf = (spans: readonly Span[], kind: SpanKind) => spans.reduce((sum, one) => sum + (one.kind === kind ? one.days : 0), 0);
