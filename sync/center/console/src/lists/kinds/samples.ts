// SPDX-License-Identifier: Apache-2.0
// Ratings that were drawn to be called back.
import { useNames } from '../../names';
import type { SampleItem } from '../../notices-api';
import { useWords } from '../../words';
import { coded, lines, type Column, type ListKind } from '../kind';

const shown = 8;  // Characters of a record's id: enough to tell those of a month apart.

export function useSamples(): ListKind<SampleItem> {
  const { t } = useWords();
  const names = useNames();
  /** "2026-10-26 am" */
  const when = (row: SampleItem) => { const [date = '', half = 'am'] = row.half_day.split(' '); return names.filed({ date, half }); };
  /** Done, or why nobody is called any more. */
  const done = (row: SampleItem) => t(['in_vain', 'no_contact', 'erased'].includes(row.end) ? `samples.end_${row.end}` : 'samples.done');
  const state = (row: SampleItem) => (row.done ? { text: done(row), chip: 'replied', sign: '✓' }
    : row.ticket ? { text: t('samples.by_ticket'), chip: 'withdrawn', sign: '→' } : { text: t('samples.waits'), chip: 'registered', sign: '○' });
  const columns: Column<SampleItem>[] = [
    { id: 'record', title: 'samples.record', names: true, shape: 'number', fields: [['record', 'samples.record']], cell: (row) => [{ text: row.record.slice(0, shown), title: row.record }] },
    { id: 'level', title: 'samples.level', keep: true, fields: [['level', 'samples.level']],
      cell: (row) => [{ text: t(`level.${row.level}`), ...(row.bad ? { as: 'late' as const } : {}) }] },
    { id: 'where', title: 'list.where', fields: [['unit', 'list.unit'], ['window', 'ticket.window']],
      cell: (row) => lines({ text: names.unit(row.unit) || t('ticket.none') }, { text: names.window(row.window), as: 'small' }) },
    { id: 'when', title: 'samples.when', shape: 'day', fields: [['half_day', 'samples.when']], cell: (row) => [{ text: when(row) }] },
    { id: 'calls', title: 'samples.calls', fields: [],
      cell: (row) => {
        const last = row.calls.at(-1);
        return lines({ text: last ? t(`outcome.${last.outcome}`) : t('samples.none_yet') }, last && { text: `${names.person(last.by)} · ${names.day(last.on)}`, as: 'small' });
      } },
    { id: 'heard', title: 'samples.heard', fields: [],
      cell: (row) => {
        const heard = row.calls.filter(({ level }) => level > 0).at(-1);
        return lines(heard && { text: t(`level.${heard.level}`) });
      } },
    { id: 'state', title: 'samples.state', keep: true, fields: [['done', 'samples.state'], ['ticket', 'list.number']],
      cell: (row) => [{ ...state(row), ...(row.ticket && !row.done ? { title: t('samples.to_ticket') } : {}) }] },
  ];
  return {
    list: 'samples', columns, id: (row) => row.record, name: (row) => row.record.slice(0, shown),
    get words() { return [...coded(t, 'level', 'level', ['1', '2', '3', '4', '5']), ['done.true', t('samples.done')] as const, ['done.false', t('samples.waits')] as const]; },
  };
}
