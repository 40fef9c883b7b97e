// SPDX-License-Identifier: Apache-2.0
// Codes of the hall feed and dates in the words of the page's language.
import { current } from './session';
import { useWords } from './words';

interface Named { code: string; name: { zh: string; en?: string } }

type Shape = 'day' | 'filed' | 'time';
const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  day: { month: 'short', day: 'numeric', weekday: 'short' },
  filed: { month: 'short', day: 'numeric' },
  time: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};
const makers = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does, and a list has hundreds of dates. */
function format(locale: string, shape: Shape, at: Date): string {
  const key = `${locale} ${shape}`;
  let maker = makers.get(key);
  if (!maker) {
    maker = new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone: 'Asia/Shanghai' });
    makers.set(key, maker);
  }
  return maker.format(at);
}
const midnight = (iso: string) => new Date(`${iso}T00:00:00+08:00`);

/** By code; made once for each list of the hall, since a page asks hundreds of times. */
const byCode = new WeakMap<readonly Named[], Map<string, Named>>();
function named(list: readonly Named[] | undefined, code: string): Named | undefined {
  if (!list) return undefined;
  let all = byCode.get(list);
  if (!all) byCode.set(list, all = new Map(list.map((one) => [one.code, one])));
  return all.get(code);
}

export function useNames() {
  const { locale, t } = useWords();
  const find = (list: readonly Named[] | undefined, code: string) => {
    const found = named(list, code);
    if (!found) return code;
    return (locale.value === 'en' && found.name.en) || found.name.zh;
  };
  return {
    unit: (code: string) => find(current.hall?.units as Named[] | undefined, code),
    window: (code: string) => code
      ? `${code} · ${find(current.hall?.windows as Named[] | undefined, code)}` : '',
    tag: (code: string) => find(current.hall?.tags as Named[] | undefined, code),
    topic: (code: string) => find(current.hall?.topics as Named[] | undefined, code),
    // A day of the month stays beside its month.
    day: (iso: string | null | undefined) => (iso ? format(locale.value, 'day', midnight(iso)).replace(/ (?=\d)/g, '\u00a0') : ''),
    filed: (filed: { date: string; half: string }) =>
      `${format(locale.value, 'filed', midnight(filed.date))} ${t(`half.${filed.half}`)}`,
    time: (iso: string) => format(locale.value, 'time', new Date(iso)),
  };
}
