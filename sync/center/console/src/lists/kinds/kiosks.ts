// SPDX-License-Identifier: Apache-2.0
// Kiosks: in touch or not, and whether their chains are whole.
import type { Kiosk } from '../../api';
import { clockOffMin, startsUsual } from '../../kiosks';
import { useNames } from '../../names';
import { kioskSigns } from '../../signs';
import { useWords } from '../../words';
import { coded, lines, type Cell, type Column, type ListKind } from '../kind';

export const kioskStates = ['online', 'silent', 'unheard', 'revoked'] as const;
const troubles = ['gaps', 'forks', 'conflicts', 'refused', 'set_aside'] as const;

/** @param nameOfPoint of monitoring points, by code */
export function useKiosks(nameOfPoint: ReadonlyMap<string, string>): ListKind<Kiosk> {
  const { t } = useWords();
  const names = useNames();
  function clock(kiosk: Kiosk): string {
    const ahead = kiosk.clock_ahead_min;
    if (ahead === null) return t('kiosks.unknown');
    return Math.abs(ahead) < clockOffMin ? t('kiosks.right') : t(ahead > 0 ? 'kiosks.fast' : 'kiosks.slow', { n: Math.abs(ahead) });
  }
  const isOff = (kiosk: Kiosk) => Math.abs(kiosk.clock_ahead_min ?? 0) >= clockOffMin;
  /** What its machine told of itself; what needs somebody stands out. */
  function machine(kiosk: Kiosk): Cell {
    const told = kiosk.health;
    if (!told) return [{ text: t('kiosks.unknown') }];
    const image = told.version ? t('kiosks.image', { version: told.version, slot: told.slot.toUpperCase() || '–' }) : t('kiosks.no_image');
    const heat = told.temperature_c === null ? '' : ` · ${told.temperature_c} °C`;
    return lines({ text: image },
      { text: t('kiosks.room', { gb: Math.floor(told.disk_free_mb / 1000) }) + heat, as: 'small' },
      told.unsent > 0 && { text: `⚠ ${t('kiosks.unsent', { n: told.unsent, days: told.oldest_unsent_days ?? 0 })}`, as: 'late' },
      told.parked > 0 && { text: `⚠ ${t('kiosks.parked', { n: told.parked })}`, as: 'late' },
      !told.accepting && { text: `⚠ ${t('kiosks.closed')}`, as: 'late' },
      told.quarantined && { text: `⚠ ${t('kiosks.quarantined')}`, as: 'late' },
      told.starts > startsUsual && { text: `⚠ ${t('kiosks.starts', { n: told.starts })}`, as: 'late' });
  }
  const columns: Column<Kiosk>[] = [
    { id: 'kiosk', title: 'kiosks.kiosk', names: true, fields: [['kiosk', 'kiosks.kiosk'], ['point', 'kiosks.point']],
      cell: (row) => lines({ text: row.kiosk }, row.point && { text: nameOfPoint.get(row.point) ?? row.point, as: 'small' }) },
    { id: 'state', title: 'kiosks.state', keep: true, fields: [['state', 'kiosks.state']],
      cell: (row) => [{ text: t(`kiosk_state.${row.state}`), chip: `kiosk-${row.state}`, sign: kioskSigns[row.state], title: t(`kiosk_hint.${row.state}`) }] },
    { id: 'last_seen', title: 'kiosks.last_seen', shape: 'day', fields: [['last_seen', 'kiosks.last_seen']],
      cell: (row) => [{ text: row.last_seen ? names.time(row.last_seen) : t('kiosks.never') }] },
    { id: 'hall', title: 'kiosks.hall', fields: [['hall_version', 'kiosks.hall']],
      cell: (row) => lines({ text: row.hall_version === null ? t('kiosks.none') : t('kiosks.version', { n: row.hall_version }) },
        row.hall_version !== null && !row.hall_current && { text: t('kiosks.old_hall'), as: 'small' }) },
    { id: 'clock', title: 'kiosks.clock', fields: [['clock_ahead_min', 'kiosks.clock']],
      cell: (row) => [{ text: clock(row), ...(isOff(row) ? { as: 'late' } : {}) }] },
    { id: 'machine', title: 'kiosks.machine', fields: [], cell: machine },
    { id: 'records', title: 'kiosks.records', fields: troubles.map((one) => [one, `kiosks.${one}`] as const),
      cell: (row) => {
        const wrong = troubles.filter((one) => row[one] > 0);
        return wrong.length === 0 ? [{ text: t('kiosks.whole') }] : wrong.map((one) => ({ text: `⚠ ${t(`trouble.${one}`, { n: row[one] })}`, as: 'late' as const }));
      } },
  ];
  return {
    list: 'kiosks', columns, id: (row) => row.kiosk, name: (row) => row.kiosk,
    get words() { return coded(t, 'state', 'kiosk_state', kioskStates); },
  };
}
