// SPDX-License-Identifier: Apache-2.0
// An entry of the journal in the words of the page's language: who, what, about what, and each field.
import { useNames } from './names';
import { useWords } from './words';

export function useJournalWords() {
  const { t, te } = useWords();
  const names = useNames();
  const word = (group: string, code: string) => (te(`${group}.${code}`) ? t(`${group}.${code}`) : code);
  const ways: Record<string, (value: string) => string> = {
    role: (value) => word('roles', value), unit: (value) => names.unit(value), occasion: (value) => word('occasion', value),
    from: names.person, to: names.person,
  };
  const value = (field: string, text: string) => (text && ways[field]?.(text)) || text;
  return {
    by: (account: string) => (account === '(command)' ? t('journal.command') : names.person(account)),
    what: (what: string) => word('journal_what', what),
    about: (about: string) => (te(`journal_about.${about.replace('/', '_')}`) ? t(`journal_about.${about.replace('/', '_')}`) : names.person(about)),
    label: (field: string) => word('journal_field', field),
    value,
    /** "intake -> callback" with the words of both. */
    change: (field: string, text: string) => text.split(/ ?-> ?/).map((part) => value(field, part) || '—').join(' → '),
  };
}
