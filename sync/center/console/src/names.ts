// SPDX-License-Identifier: Apache-2.0
// Codes of the hall feed and dates in the words of the page's language.
import { useI18n } from 'vue-i18n';
import { current } from './session';

interface Named { code: string; name: { zh: string; en?: string } }

export function useNames() {
  const { locale, t } = useI18n();
  const find = (list: readonly Named[] | undefined, code: string) => {
    const found = list?.find((item) => item.code === code);
    if (!found) return code;
    return (locale.value === 'en' && found.name.en) || found.name.zh;
  };
  return {
    unit: (code: string) => find(current.hall?.units as Named[] | undefined, code),
    window: (code: string) => code
      ? `${code} · ${find(current.hall?.windows as Named[] | undefined, code)}` : '',
    topic: (code: string) => find(current.hall?.topics as Named[] | undefined, code),
    day: (iso: string | null | undefined) => iso
      ? new Date(`${iso}T00:00:00+08:00`).toLocaleDateString(locale.value,
        { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'Asia/Shanghai' }) : '',
    filed: (filed: { date: string; half: string }) =>
      `${new Date(`${filed.date}T00:00:00+08:00`).toLocaleDateString(locale.value,
        { month: 'short', day: 'numeric', timeZone: 'Asia/Shanghai' })} ${t(`half.${filed.half}`)}`,
    time: (iso: string) => new Date(iso).toLocaleString(locale.value,
      { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }),
  };
}
