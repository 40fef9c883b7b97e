// SPDX-License-Identifier: Apache-2.0
// Monitoring points, and how many monitors each has.
import type { Point } from '../../monitoring-api';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { coded, inOrder, lines, type Column, type ListKind } from '../kind';

export const pointKinds = ['enterprise', 'window', 'community', 'other'] as const;

export function usePoints(): ListKind<Point> {
  const { t, locale } = useWords();
  const names = useNames();
  const name = (point: Point) => (locale.value === 'en' && point.name.en) || point.name.zh;
  const columns: Column<Point>[] = [
    { id: 'name', title: 'points.title_one', names: true, sort: inOrder(''), fields: [['name.zh', 'points.name_zh'], ['name.en', 'points.name_en']],
      cell: (row) => lines({ text: name(row) }, { text: row.code, as: 'small' }) },
    { id: 'code', title: 'points.point_code', rare: true, shape: 'number', fields: [['code', 'points.point_code']], cell: (row) => [{ text: row.code }] },
    { id: 'kind', title: 'points.kind', fields: [['kind', 'points.kind']], cell: (row) => [{ text: t(`point_kind.${row.kind}`) }] },
    { id: 'unit', title: 'points.unit', sort: inOrder('unit'), fields: [['unit', 'points.unit']], cell: (row) => lines({ text: row.unit && names.unit(row.unit) }) },
    { id: 'monitors', title: 'points.monitors', fields: [],
      cell: (row) => {
        const serving = row.monitors.filter((one) => one.in_term).length;
        return lines({ text: t('points.serving', { n: serving }), ...(serving === 0 && row.active ? { as: 'late' } : {}) },
          serving < row.monitors.length && { text: t('points.ended', { n: row.monitors.length - serving }), as: 'small' });
      } },
    { id: 'since', title: 'points.since', shape: 'day', sort: inOrder('since'), fields: [['since', 'points.since']], cell: (row) => [{ text: names.date(row.since) }] },
    { id: 'active', title: 'list.state', fields: [['active', 'list.state']],
      cell: (row) => [{ text: t(row.active ? 'registry.active' : 'registry.resting'), chip: row.active ? 'replied' : 'withdrawn' }] },
  ];
  return {
    list: 'points', columns, id: (row) => row.code, name,
    get words() { return [...coded(t, 'kind', 'point_kind', pointKinds), ['active.true', t('registry.active')] as const, ['active.false', t('registry.resting')] as const]; },
  };
}
