// SPDX-License-Identifier: Apache-2.0
// Papers with their numbers.
import { paperKinds, type PaperRow } from '../../documents-api';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { coded, lines, type Column, type ListKind } from '../kind';

export function usePapers(): ListKind<PaperRow> {
  const { t } = useWords();
  const names = useNames();
  const columns: Column<PaperRow>[] = [
    { id: 'number', title: 'linked.number', names: true, fields: [['number', 'linked.number']], cell: (row) => [{ text: row.number, to: `/papers/${row.id}`, lang: 'zh-CN' }] },
    { id: 'kind', title: 'papers.which', fields: [['kind', 'papers.which']], cell: (row) => [{ text: t(`paper_kind.${row.kind}`) }] },
    { id: 'to', title: 'papers.to', fields: [['addressee', 'papers.to']], cell: (row) => [{ text: row.addressee, lang: 'zh-CN' }] },
    { id: 'made', title: 'papers.made_on', shape: 'day', fields: [['made_on', 'papers.made_on']], cell: (row) => [{ text: names.day(row.made_on) }] },
    { id: 'by', title: 'papers.by', fields: [['by', 'papers.by']], cell: (row) => [{ text: names.person(row.by) }] },
    { id: 'due', title: 'list.due', rare: true, shape: 'day', fields: [['due_on', 'list.due']], cell: (row) => lines({ text: names.day(row.due_on) }) },
    { id: 'state', title: 'list.state', keep: true, fields: [['void', 'papers.voided']],
      cell: (row) => lines(row.void && { text: t('papers.voided'), chip: 'account-disabled', title: row.void_reason ?? '' }) },
  ];
  return {
    list: 'documents', low: true, columns, id: (row) => row.id, name: (row) => row.number, to: (row) => `/papers/${row.id}`,
    get words() { return [...coded(t, 'kind', 'paper_kind', paperKinds), ['void.true', t('papers.voided')] as const, ['void.false', ''] as const]; },
  };
}
