// SPDX-License-Identifier: Apache-2.0
// Cases as the approval system told them.
import type { CaseRow } from '../../api';
import { useNames } from '../../names';
import { stageSign } from '../../signs';
import { useWords } from '../../words';
import { byAge, coded, lines, type Column, type ListKind } from '../kind';

export const stages = ['received', 'accepted', 'supplement', 'reviewing', 'decided', 'completed', 'returned'] as const;

export const caseAt = (caseNo: string) => `/cases/${encodeURIComponent(caseNo)}`;

export function useCases(): ListKind<CaseRow> {
  const { t } = useWords();
  const names = useNames();
  const columns: Column<CaseRow>[] = [
    { id: 'number', title: 'cases.number', names: true, shape: 'number', sort: byAge, fields: [['case_no', 'cases.number']], cell: (row) => [{ text: row.case_no, to: caseAt(row.case_no) }] },
    { id: 'service', title: 'cases.service', fields: [['service', 'cases.service']], cell: (row) => [{ text: row.service, lang: 'zh-CN' }] },
    { id: 'where', title: 'list.where', fields: [['unit', 'list.unit'], ['window', 'ticket.window']],
      cell: (row) => lines({ text: names.unit(row.unit) }, { text: names.window(row.window), as: 'small' }) },
    { id: 'applicant', title: 'cases.applicant', fields: [['applicant', 'cases.applicant']], cell: (row) => [{ text: row.applicant, lang: 'zh-CN' }] },
    { id: 'stage', title: 'cases.stage', keep: true, fields: [['stage', 'cases.stage'], ['watcher', 'cases.watcher']],
      cell: (row) => lines({ text: t(`case_stage.${row.stage}`), chip: `stage-${row.stage}`, sign: stageSign(row.stage) },
        row.watcher && { text: t('cases.watched', { who: names.person(row.watcher) }), as: 'small' }) },
    { id: 'accepted', title: 'cases.accepted_on', shape: 'day', fields: [['accepted_on', 'cases.accepted_on']], cell: (row) => lines({ text: names.day(row.accepted_on) }) },
    { id: 'due', title: 'list.due', keep: true, shape: 'day', fields: [['due_on', 'list.due'], ['overdue', 'list.overdue']],
      cell: (row) => lines({ text: names.day(row.due_on), ...(row.overdue ? { as: 'late' } : {}) }, row.overdue && { text: t('list.overdue'), as: 'late' }) },
    { id: 'promised', title: 'cases.promised', rare: true, fields: [['promised_days', 'cases.promised']], cell: (row) => [{ text: t('base.days', { n: row.promised_days }) }] },
    { id: 'updated', title: 'cases.updated_on', shape: 'day', rare: true, fields: [['updated_on', 'cases.updated_on']], cell: (row) => [{ text: names.day(row.updated_on) }] },
  ];
  return {
    list: 'cases', columns, id: (row) => row.case_no, name: (row) => row.case_no, to: (row) => caseAt(row.case_no),
    get words() { return [...coded(t, 'stage', 'case_stage', stages), ['overdue.true', t('list.overdue')] as const, ['overdue.false', ''] as const]; },
  };
}
