// SPDX-License-Identifier: Apache-2.0
// What stands in a list about a ticket, as plain words: for the file, and for the page's cells.
import { useI18n } from 'vue-i18n';
import type { TicketRow } from '../api';
import { useNames } from '../names';
import type { Column } from './columns';

export function useCells() {
  const { t } = useI18n();
  const names = useNames();
  const what = (row: TicketRow) => (row.kind === 'rating' ? t('kind.rating') : names.topic(row.topic));
  const waits = (row: TicketRow) => (row.waits_days === null ? ''
    : row.waits_days === 0 ? t('list.waits_today') : t('list.waits', { n: row.waits_days }));
  const plain: Record<Column, (row: TicketRow) => string[]> = {
    number: (row) => [row.ticket_no],
    what: (row) => [what(row)],
    where: (row) => [names.unit(row.unit), names.window(row.window)],
    filed: (row) => [row.filed.date, t(`half.${row.filed.half}`)],
    state: (row) => [t(`state.${row.state}`)],
    due: (row) => [row.due_on ?? '', row.overdue ? t('list.overdue') : ''],
    callbacks: (row) => [String(row.callbacks), waits(row)],
    language: (row) => [t(`language.${row.language}`)],
  };
  const heads: Record<Column, () => string[]> = {
    number: () => [t('list.number')],
    what: () => [t('list.what')],
    where: () => [t('list.unit'), t('ticket.window')],
    filed: () => [t('list.filed'), t('list.half')],
    state: () => [t('list.state')],
    due: () => [t('list.due'), t('list.overdue')],
    callbacks: () => [t('list.callbacks'), t('list.waiting')],
    language: () => [t('ticket.language')],
  };
  return {
    what,
    waits,
    head: (columns: readonly Column[]) => columns.flatMap((one) => heads[one]()),
    row: (row: TicketRow, columns: readonly Column[]) => columns.flatMap((one) => plain[one](row)),
  };
}
