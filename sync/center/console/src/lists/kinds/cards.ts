// SPDX-License-Identifier: Apache-2.0
// Warnings and cards.
import type { CardRow } from '../../api';
import { clockCodes, useClockNames } from '../../clock-names';
import { useNames } from '../../names';
import { useRole } from '../../roles';
import { levelSign } from '../../signs';
import { useWords } from '../../words';
import { byAge, coded, lines, type Column, type ListKind } from '../kind';
import { caseAt } from './cases';

export const cardLevels = ['red', 'yellow', 'warning', 'notice'] as const;
export const cardStates = ['issued', 'answered', 'objected', 'upheld', 'removed', 'settled'] as const;

/** What a card is about has a page of its own, where it is a ticket or a case. */
export const behind = (row: Pick<CardRow, 'ticket' | 'subject' | 'ticket_no'>): { to?: string } => (row.ticket ? { to: `/tickets/${row.ticket}` } : row.subject === 'case' ? { to: caseAt(row.ticket_no) } : {});

export function useCards(): ListKind<CardRow> {
  const { t } = useWords();
  const names = useNames();
  const clockName = useClockNames();
  const role = useRole();
  const columns: Column<CardRow>[] = [
    { id: 'level', title: 'cards.level', keep: true, fields: [['level', 'cards.level']],
      cell: (row) => [{ text: t(`card_level.${row.level}`), chip: `level-${row.level}`, sign: levelSign(row.level) }] },
    { id: 'state', title: 'list.state', keep: true, fields: [['state', 'list.state']], cell: (row) => [{ text: t(`card_state.${row.state}`) }] },
    { id: 'number', title: 'cards.subject', names: true, shape: 'number', fields: [['ticket_no', 'cards.subject']],
      cell: (row) => [{ text: row.ticket_no, ...(role.tickets.value ? behind(row) : {}) }] },
    { id: 'unit', title: 'cards.unit', fields: [['unit', 'cards.unit'], ['clock', 'cards.clock']],
      cell: (row) => lines({ text: row.unit ? names.unit(row.unit) : t('cards.center') }, { text: clockName(row.clock), as: 'small' }) },
    { id: 'due', title: 'list.due', shape: 'day', fields: [['due_on', 'list.due']], cell: (row) => [{ text: names.day(row.due_on) }] },
    { id: 'issued', title: 'cards.issued', shape: 'day', sort: byAge, fields: [['issued_on', 'cards.issued']], cell: (row) => [{ text: names.day(row.issued_on) }] },
    { id: 'answer_by', title: 'cards.answer_by', shape: 'day', fields: [['answer_by', 'cards.answer_by']], cell: (row) => lines({ text: names.day(row.answer_by) }) },
  ];
  return {
    list: 'cards', columns, id: (row) => row.id, name: (row) => `${row.ticket_no} ${t(`card_level.${row.level}`)}`,
    get words() {
      return [...coded(t, 'level', 'card_level', cardLevels), ...coded(t, 'state', 'card_state', cardStates),
        ...clockCodes.map((code) => [`clock.${code}`, clockName(code)] as const)];
    },
  };
}
