// SPDX-License-Identifier: Apache-2.0
// Tickets, and those that wait for a call.
import type { TicketRow } from '../../api';
import { useNames } from '../../names';
import { stateSign } from '../../signs';
import { useWords } from '../../words';
import { byAge, byDue, coded, lines, type Column, type ListKind } from '../kind';
import { states } from '../query';

export function useTickets(list: 'tickets' | 'callbacks' = 'tickets'): ListKind<TicketRow> {
  const { t } = useWords();
  const names = useNames();
  const ofCalls = list === 'callbacks';
  const waits = (row: TicketRow) => (row.waits_days === null ? ''
    : row.waits_days === 0 ? t('list.waits_today') : t('list.waits', { n: row.waits_days }));
  const columns: Column<TicketRow>[] = [
    { id: 'number', title: 'list.number', names: true, shape: 'number', ...(ofCalls ? {} : { sort: byAge }), fields: [['ticket_no', 'list.number']],
      cell: (row) => [{ text: row.ticket_no, to: `/tickets/${row.id}` }] },
    { id: 'what', title: 'list.what', fields: [['kind', 'list.kind'], ['topic', 'list.what']],
      cell: (row) => [{ text: row.kind === 'rating' ? t('kind.rating') : names.topic(row.topic) }] },
    { id: 'where', title: 'list.where', fields: [['unit', 'list.unit'], ['window', 'ticket.window']],
      cell: (row) => lines({ text: names.unit(row.unit) || t('ticket.none') }, { text: names.window(row.window), as: 'small' }) },
    { id: 'filed', title: 'list.filed', shape: 'day', fields: [['filed_date', 'list.filed'], ['filed_half', 'list.half']],
      cell: (row) => [{ text: names.filed(row.filed) }] },
    { id: 'state', title: 'list.state', keep: true, fields: [['state', 'list.state']], ...(ofCalls ? { rare: true } : {}),
      cell: (row) => lines({ text: t(`state.${row.state}`), chip: row.state, sign: stateSign(row.state) },
        row.urges > 0 && { text: t('list.urges', { n: row.urges }), as: 'small' }) },
    { id: 'due', title: 'list.due', keep: true, shape: 'day', ...(ofCalls ? {} : { sort: byDue }), fields: [['due_on', 'list.due'], ['overdue', 'list.overdue']],
      cell: (row) => lines({ text: names.day(row.due_on), ...(row.overdue ? { as: 'late' } : {}) }, row.overdue && { text: t('list.overdue'), as: 'late' }) },
    { id: 'callbacks', title: 'list.callbacks', fields: [['callbacks', 'list.callbacks'], ['waits_days', 'list.waiting']],
      cell: (row) => lines({ text: String(row.callbacks), ...(row.has_contact ? { sign: '☎', says: t('list.contact') } : {}) }, { text: waits(row), as: 'small' }) },
    { id: 'unreached', title: 'list.unreached', ...(ofCalls ? {} : { rare: true }), fields: [['unreached', 'list.unreached']],
      cell: (row) => [{ text: String(row.unreached) }] },
    { id: 'handled', title: 'ticket.handled_by', rare: true, fields: [['handled_by', 'ticket.handled_by']],
      cell: (row) => [{ text: row.handled_by ? names.unit(row.handled_by) : t('ticket.not_dispatched') }] },
    { id: 'language', title: 'ticket.language', ...(ofCalls ? {} : { rare: true }), fields: [['language', 'ticket.language']],
      cell: (row) => [{ text: t(`language.${row.language}`) }] },
  ];
  return {
    list, file: 'tickets', columns, id: (row) => row.id, name: (row) => row.ticket_no, to: (row) => `/tickets/${row.id}`,
    get words() {
      return [...coded(t, 'state', 'state', states), ...coded(t, 'kind', 'kind', ['complaint', 'rating']), ...coded(t, 'filed_half', 'half', ['am', 'pm']),
        ...coded(t, 'language', 'language', ['zh-CN', 'en', 'ug']), ['overdue.true', t('list.overdue')] as const, ['overdue.false', ''] as const];
    },
  };
}
