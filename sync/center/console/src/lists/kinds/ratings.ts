// SPDX-License-Identifier: Apache-2.0
// Ratings behind a figure: by month only, and of fewer than ten without their level.
import type { RatingRow } from '../../api';
import { useNames } from '../../names';
import { useWords } from '../../words';
import { coded, lines, type Column, type ListKind } from '../kind';

const signs = { 5: '●', 4: '●', 3: '○', 2: '▲', 1: '▲' } as Record<number, string>;

/** A rating has no number that may be told: a row is called by its place. */
export type PlacedRating = RatingRow & { place: number };

export function useRatings(): ListKind<PlacedRating> {
  const { t } = useWords();
  const names = useNames();
  const columns: Column<PlacedRating>[] = [
    { id: 'place', title: 'ratings.place', names: true, shape: 'number', fields: [], cell: (row) => [{ text: String(row.place) }] },
    { id: 'month', title: 'pictures.month', fields: [['month', 'pictures.month']], cell: (row) => [{ text: row.month }] },
    { id: 'level', title: 'ratings.level', fields: [['level', 'ratings.level']],
      cell: (row) => [row.level === null ? { text: t('ratings.untold') } : { text: t(`level.${row.level}`), chip: `rating-${row.level}`, sign: signs[row.level] ?? '' }] },
    { id: 'where', title: 'list.where', fields: [['unit', 'list.unit'], ['window', 'ticket.window']],
      cell: (row) => lines({ text: names.unit(row.unit) || t('ticket.none') }, { text: names.window(row.window), as: 'small' }) },
    { id: 'tags', title: 'ratings.tags', fields: [], cell: (row) => lines(...row.tags.map((tag) => ({ text: names.tag(tag) }))) },
    { id: 'ticket', title: 'ratings.ticket', fields: [], cell: (row) => lines(row.ticket ? { text: t('ratings.to_ticket'), to: `/tickets/${row.ticket}` } : undefined) },
  ];
  return {
    list: 'ratings', columns, id: (row) => String(row.place), name: (row) => String(row.place),
    get words() { return coded(t, 'level', 'level', ['1', '2', '3', '4', '5']); },
  };
}
