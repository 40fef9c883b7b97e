// SPDX-License-Identifier: Apache-2.0
// What the rules told whom, how it went, and who has read it.
import { useNames } from '../../names';
import type { Notice } from '../../notices-api';
import { useRole } from '../../roles';
import { levelSign } from '../../signs';
import { coded, lines, type Column, type ListKind } from '../kind';
import { cardLevels } from './cards';
import { useWords } from '../../words';

export const recipients = ['handler', 'window_head', 'unit_leader', 'center'] as const;

export function useNotices(): ListKind<Notice> {
  const { t, locale } = useWords();
  const names = useNames();
  const role = useRole();
  const way = (row: Notice) => t(`notices.${row.digest ? 'digest_' : ''}${row.sent ? 'sent' : 'waits'}`);
  /** A card's notice is about a ticket ("TS… and its day" for what the center owes it) or a case. */
  function behind({ what, about }: Notice): { to?: string } {
    const [number = '', day] = about.split(' ');
    if (what !== 'card' || !role.tickets.value || (day && !number.startsWith('TS'))) return {};
    return { to: `/${number.startsWith('TS') ? 'tickets' : 'cases'}?q=${encodeURIComponent(number)}` };
  }
  const columns: Column<Notice>[] = [
    { id: 'level', title: 'cards.level', keep: true, fields: [['level', 'cards.level']],
      cell: (row) => [{ text: t(`card_level.${row.level}`), chip: `level-${row.level}`, sign: levelSign(row.level) }] },
    { id: 'about', title: 'notices.about', names: true, shape: 'number', fields: [['about', 'notices.about'], ['what', 'list.what']],
      cell: (row) => lines({ text: row.about, ...behind(row) }, row.what !== 'card' && { text: t(`notice_what.${row.what}`), as: 'small' }) },
    { id: 'text', title: 'notices.what', rare: true, fields: [['text', 'notices.what']], cell: (row) => [locale.value === 'en' && row.text_en ? { text: row.text_en } : { text: row.text, lang: 'zh-CN' }] },
    { id: 'to', title: 'notices.to', fields: [['to', 'notices.to'], ['unit', 'list.unit']],
      cell: (row) => lines({ text: t(`notice_to.${row.to}`) }, row.to !== 'center' && { text: names.unit(row.unit), as: 'small' }) },
    { id: 'made', title: 'notices.made', fields: [['made_on', 'notices.made'], ['digest', 'notices.way']],
      cell: (row) => [{ text: names.day(row.made_on) }, { text: way(row), as: 'small' }] },
    { id: 'read', title: 'notices.read', fields: [['acknowledged_by', 'notices.read'], ['acknowledged_on', 'notices.made']],
      cell: (row) => (row.acknowledged_on ? lines({ text: names.person(row.acknowledged_by) }, { text: names.day(row.acknowledged_on), as: 'small' }) : [{ text: t('notices.unread') }]) },
  ];
  return {
    list: 'notices', columns, id: (row) => row.id, name: (row) => `${row.about} ${t(`card_level.${row.level}`)}`,
    get words() {
      return [...coded(t, 'level', 'card_level', cardLevels), ...coded(t, 'to', 'notice_to', recipients), ...coded(t, 'what', 'notice_what', ['card', 'moved']),
        ['digest.true', t('notices.digest_sent')] as const, ['digest.false', t('notices.sent')] as const];
    },
  };
}
