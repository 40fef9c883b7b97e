// SPDX-License-Identifier: Apache-2.0
// Who works here.
import type { Account } from '../../api';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { coded, inOrder, lines, type Column, type ListKind } from '../kind';

export const roleNames = ['intake', 'callback', 'handler', 'supervisor', 'auditor', 'administrator'] as const;
export const accountStates = ['active', 'one_time', 'locked', 'disabled'] as const;
const signs = { active: '●', one_time: '○', locked: '▲', disabled: '✕' };

export function useAccounts(): ListKind<Account> {
  const { t } = useWords();
  const names = useNames();
  const columns: Column<Account>[] = [
    { id: 'name', title: 'sign_in.account', names: true, sort: inOrder(''), fields: [['name', 'sign_in.account']], cell: (row) => [{ text: row.name }] },
    { id: 'display', title: 'accounts.display', fields: [['display', 'accounts.display']], cell: (row) => [{ text: row.display }] },
    { id: 'role', title: 'accounts.role', sort: inOrder('role'), fields: [['role', 'accounts.role']], cell: (row) => [{ text: t(`roles.${row.role}`) }] },
    { id: 'unit', title: 'list.unit', sort: inOrder('unit'), fields: [['unit', 'list.unit']], cell: (row) => lines({ text: row.unit && names.unit(row.unit) }) },
    { id: 'state', title: 'list.state', keep: true, fields: [['state', 'list.state']],
      cell: (row) => [{ text: t(`account_state.${row.state}`), chip: `account-${row.state}`, sign: signs[row.state] }] },
    { id: 'factor', title: 'accounts.factor', fields: [['second_factor', 'accounts.factor']], cell: (row) => [{ text: t(row.second_factor ? 'accounts.yes' : 'accounts.no') }] },
    { id: 'relations', title: 'accounts.relations', fields: [], cell: (row) => lines({ text: row.relations.map((one) => names.unit(one.unit)).join(t('list.comma')) }) },
    { id: 'password_set', title: 'accounts.password_set', shape: 'day', rare: true, sort: inOrder('password_set'), fields: [['password_set', 'accounts.password_set']],
      cell: (row) => [{ text: names.moment(row.password_set) }] },
  ];
  return {
    list: 'accounts', columns, low: true, id: (row) => row.name, name: (row) => row.name,
    get words() {
      return [...coded(t, 'role', 'roles', roleNames), ...coded(t, 'state', 'account_state', accountStates),
        ['second_factor.true', t('accounts.yes')] as const, ['second_factor.false', t('accounts.no')] as const];
    },
  };
}
