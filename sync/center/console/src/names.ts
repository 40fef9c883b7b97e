// SPDX-License-Identifier: Apache-2.0
// Codes of the hall feed and dates in the words of the page's language.
import { ref } from 'vue';
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
/** Paper is read in any year. */
const paper = window.matchMedia('print');
export const onPaper = ref(paper.matches);
paper.addEventListener('change', () => { onPaper.value = paper.matches; });
const yearOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();

/**
 * Making a format costs a hundred times what using it does, and a list has hundreds of dates.
 * @param always with its year; else only a year that is not this one is told.
 */
function format(locale: string, shape: Shape, at: Date, always = false): string {
  const dated = always || onPaper.value || yearOf(at) !== yearOf(new Date());
  const key = `${locale} ${shape} ${dated}`;
  let maker = makers.get(key);
  if (!maker) {
    const { weekday, ...rest } = shapes[shape];
    const parts = dated ? { ...rest, year: 'numeric' as const } : { ...rest, ...(weekday ? { weekday } : {}) };
    maker = new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'Asia/Shanghai' });
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

/** A day of the month stays beside its month. */
const together = (date: string) => date.replace(/ (?=\d)/g, '\u00a0');

const people = new WeakMap<object, Map<string, { display: string }>>();
function person(account: string): { display: string } | undefined {
  const list = current.hall?.people;
  if (!list) return undefined;
  let all = people.get(list);
  if (!all) people.set(list, all = new Map(list.map((one) => [one.name, one])));
  return all.get(account);
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
    day: (iso: string | null | undefined) => (iso ? together(format(locale.value, 'day', midnight(iso))) : ''),
    /** Always with its year: of a term, a rule, the journal. */
    date: (iso: string | null | undefined) => (iso ? together(format(locale.value, 'filed', midnight(iso), true)) : ''),
    moment: (iso: string) => format(locale.value, 'time', new Date(iso), true),
    filed: (filed: { date: string; half: string }) =>
      `${format(locale.value, 'filed', midnight(filed.date))} ${t(`half.${filed.half}`)}`,
    time: (iso: string) => format(locale.value, 'time', new Date(iso)),
    count: (n: number) => new Intl.NumberFormat(locale.value).format(n),
    /** Who has an account of this name; the name itself where nobody is known by it. */
    person: (account: string) => person(account)?.display ?? account,
    profile: (id: string) => current.hall?.profiles.find((one) => one.id === id)?.name ?? id,
  };
}
