// SPDX-License-Identifier: Apache-2.0
// Records that could not be filed: why, since when, and until when they are kept.
import { useNames } from '../../names';
import type { ParkedRecord } from '../../parked-api';
import { useWords } from '../../words';
import { lines, type Column, type ListKind } from '../kind';

/** Reasons that have words; another one is told by its code, for who asks its makers. */
const reasons = ['unknown_window', 'unknown_unit', 'unknown_topic', 'unknown_level', 'unknown_tag', 'unknown_monitor', 'bad_record', 'other_kiosk',
  'bad_signature', 'unknown_key', 'content_unreadable', 'content_invalid', 'contact_unreadable', 'id_reused', 'seq_reused'];

export function useParked(): ListKind<ParkedRecord> {
  const { t } = useWords();
  const names = useNames();
  const why = (row: ParkedRecord) => (reasons.includes(row.reason) ? t(`parked_reason.${row.reason}`) : t('parked.other', { code: row.reason }));
  const state = (row: ParkedRecord) => (row.erased_on ? { text: t('parked.erased'), chip: 'withdrawn', sign: '✕' }
    : row.waits ? { text: t('parked.waits'), chip: 'registered', sign: '○' } : { text: t('parked.aside'), chip: 'not_accepted', sign: '▲' });
  const columns: Column<ParkedRecord>[] = [
    { id: 'kiosk', title: 'parked.kiosk', names: true, fields: [['kiosk', 'parked.kiosk'], ['seq', 'parked.seq']],
      cell: (row) => lines({ text: row.kiosk }, { text: t('parked.seq_n', { n: row.seq }), as: 'small' }) },
    { id: 'why', title: 'parked.why', keep: true, fields: [['reason', 'parked.why']], cell: (row) => [{ text: why(row) }] },
    { id: 'state', title: 'parked.state', keep: true, fields: [['waits', 'parked.waits']], cell: (row) => [state(row)] },
    { id: 'since', title: 'parked.since', shape: 'day', fields: [['parked_on', 'parked.since'], ['days', 'parked.days']],
      cell: (row) => lines({ text: names.day(row.parked_on) }, !row.erased_on && { text: t('parked.days_n', { n: row.days }), as: 'small' }) },
    { id: 'until', title: 'parked.until', shape: 'day', fields: [['kept_until', 'parked.until'], ['erased_on', 'parked.erased_on']],
      cell: (row) => lines(row.erased_on ? { text: t('parked.erased_n', { day: names.day(row.erased_on) }) } : { text: row.kept_until ? names.day(row.kept_until) : '—' }) },
  ];
  return {
    list: 'parked', columns, id: (row) => row.id, name: (row) => `${row.kiosk} ${row.seq}`,
    get words() {
      return [...reasons.map((code) => [`reason.${code}`, t(`parked_reason.${code}`)] as const), ['waits.true', t('parked.waits')] as const, ['waits.false', t('parked.aside')] as const];
    },
  };
}
