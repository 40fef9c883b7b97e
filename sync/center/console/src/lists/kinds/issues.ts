// SPDX-License-Identifier: Apache-2.0
// What monitors reported.
import type { IssueRow } from '../../monitoring-api';
import { useClockNames } from '../../clock-names';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { coded, lines, type Column, type ListKind } from '../kind';

export const issueStates = ['registered', 'verified', 'acted', 'rectifying', 'answered', 'closed'] as const;

export function useIssues(): ListKind<IssueRow> {
  const { t } = useWords();
  const names = useNames();
  const clockName = useClockNames();
  const columns: Column<IssueRow>[] = [
    { id: 'number', title: 'issues.number', names: true, shape: 'number', fields: [['issue_no', 'issues.number']], cell: (row) => [{ text: row.issue_no }] },
    { id: 'state', title: 'list.state', keep: true, fields: [['state', 'list.state']], cell: (row) => [{ text: t(`issue_state.${row.state}`), chip: row.state }] },
    { id: 'due', title: 'list.due', shape: 'day', fields: [['due_on', 'list.due'], ['clock', 'cards.clock']],
      cell: (row) => lines(!!row.due_on && { text: names.day(row.due_on), ...(row.overdue ? { as: 'late' as const } : {}) }, !!row.clock && { text: clockName(row.clock), as: 'small' }) },
    { id: 'kind', title: 'list.kind', fields: [['kind', 'list.kind'], ['aspect', 'issues.aspect']],
      cell: (row) => [{ text: t(`issue_kind.${row.kind}`) }, { text: t(`aspect.${row.aspect}`), as: 'small' }] },
    { id: 'severity', title: 'issues.severity', fields: [['severity', 'issues.severity']],
      cell: (row) => [{ text: t(`severity.${row.severity}`), chip: row.severity === 'urgent' ? 'late-chip' : '' }] },
    { id: 'where', title: 'list.where', fields: [['unit', 'list.unit'], ['window', 'ticket.window']],
      cell: (row) => lines({ text: row.unit ? names.unit(row.unit) : t('issues.hall') }, { text: names.window(row.window), as: 'small' },
        !!row.sent_to && { text: t('issues.sent_to', { unit: names.unit(row.sent_to) }), as: 'small' }) },
    { id: 'monitor', title: 'issues.monitor', fields: [['monitor', 'issues.monitor']],
      cell: (row) => lines({ text: row.monitor }, !row.in_term && { text: t('issues.out_of_term'), as: 'small' }) },
    { id: 'point', title: 'points.point', rare: true, fields: [['point', 'points.point']], cell: (row) => [{ text: row.point }] },
    { id: 'filed', title: 'list.filed', shape: 'day', fields: [['filed_on', 'list.filed']], cell: (row) => [{ text: names.filed({ date: row.filed_on, half: row.half }) }] },
  ];
  return {
    list: 'issues', columns, id: (row) => row.id, name: (row) => row.issue_no,
    get words() {
      return [...coded(t, 'state', 'issue_state', issueStates), ...coded(t, 'kind', 'issue_kind', ['problem', 'suggestion', 'praise', 'nil']),
        ...coded(t, 'aspect', 'aspect', ['duty', 'law', 'efficiency', 'manner', 'quality']), ...coded(t, 'clock', 'clock', ['issue_verify', 'issue_decide', 'issue_review', 'rectify']), ...coded(t, 'severity', 'severity', ['ordinary', 'serious', 'urgent'])];
    },
  };
}
