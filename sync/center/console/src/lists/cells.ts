// SPDX-License-Identifier: Apache-2.0
// What stands in a list about a ticket, as plain words.
import { useI18n } from 'vue-i18n';
import type { TicketRow } from '../api';
import { useNames } from '../names';

export function useCells() {
  const { t } = useI18n();
  const names = useNames();
  const what = (row: TicketRow) => (row.kind === 'rating' ? t('kind.rating') : names.topic(row.topic));
  const waits = (row: TicketRow) => (row.waits_days === null ? ''
    : row.waits_days === 0 ? t('list.waits_today') : t('list.waits', { n: row.waits_days }));
  return { what, waits };
}
