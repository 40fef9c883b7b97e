// SPDX-License-Identifier: Apache-2.0
// What the center's people did besides tickets.
import type { JournalEntry } from '../../api';
import { useJournalWords } from '../../journal-words';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { byAge, coded, lines, type Column, type ListKind } from '../kind';

export const journalDeeds = ['account_made', 'account_change', 'account_reset_password', 'account_reset_second_factor', 'account_disable', 'account_enable',
  'account_relate', 'account_unrelate', 'second_factor_set', 'exported', 'registry_made', 'registry_changed', 'calendar_changed', 'calendar_withdrawn',
  'contact_revealed', 'rules_changed', 'due_dates_moved', 'cases_imported', 'case_assigned', 'case_linked', 'kiosk_assigned', 'kiosk_revoked', 'erased', 'quarantine_taken', 'quarantine_erased', 'parked_taken'] as const;

export function useJournal(): ListKind<JournalEntry> {
  const { t } = useWords();
  const names = useNames();
  const words = useJournalWords();
  const columns: Column<JournalEntry>[] = [
    { id: 'n', title: 'journal.n', names: true, shape: 'number', sort: byAge, fields: [['n', 'journal.n']], cell: (row) => [{ text: String(row.n) }] },
    { id: 'at', title: 'journal.at', shape: 'day', fields: [['at', 'journal.at']], cell: (row) => [{ text: names.moment(row.at) }] },
    { id: 'by', title: 'journal.by', fields: [['by', 'journal.by']], cell: (row) => lines({ text: words.by(row.by) }, words.by(row.by) !== row.by && !row.by.startsWith('(') && { text: row.by, as: 'small' }) },
    { id: 'what', title: 'journal.what', fields: [['what', 'journal.what']], cell: (row) => [{ text: words.what(row.what) }] },
    { id: 'about', title: 'journal.about', fields: [['about', 'journal.about']], cell: (row) => [{ text: words.about(row.about) }] },
    { id: 'fields', title: 'journal.fields', fields: [['fields', 'journal.fields']],
      cell: (row) => lines(...Object.entries(row.fields).map(([name, value]) => ({ text: `${words.label(name)} ${words.change(name, value)}`, as: 'small' as const }))) },
  ];
  return {
    list: 'journal', columns, low: true, id: (row) => String(row.n), name: (row) => String(row.n),
    get words() { return coded(t, 'what', 'journal_what', journalDeeds); },
  };
}
