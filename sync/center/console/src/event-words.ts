// SPDX-License-Identifier: Apache-2.0
// What a ticket's event says, in the words of the page's language.
import { useI18n } from 'vue-i18n';
import type { TicketEvent } from './api';
import { useNames } from './names';

export type Fields = Record<string, string>;
const clockOf = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

export function useEventWords() {
  const { t, te } = useI18n();
  const names = useNames();
  const fieldsOf = (event: TicketEvent) => (event.fields ?? {}) as Fields;
  const word = (group: string, code: string | undefined) =>
    code && te(`${group}.${code}`) ? t(`${group}.${code}`) : code ?? '';

  /** A yes or a no that was heard, in its sentence. */
  const heard = (name: string, value: string | undefined) => (value ? t(`event.${name}_${value}`) : '');
  /** What was asked of the citizen, answered, noted or said; how a call went. */
  function saidOf(fields: Fields): string {
    const { asks, note, text, words, reason_code: reason, agreed_at: agreed, duration_s: lasted, satisfaction, solved, contacted, told, pressed, why, off_hours: night, with: main, finding, recording } = fields;
    return [finding ? t('event.found', { finding: word('finding', finding) }) : '', word('refusal', reason), agreed ? t('event.agreed', { time: names.time(agreed) }) : '',
      night ? t('event.off_hours') : '', main ? t('event.with', { ticket_no: main }) : '',
      lasted ? t('event.lasted', { time: clockOf(Number(lasted)) }) : '', recording ? t('event.recording', { recording }) : '',
      satisfaction ? t('event.heard', { n: satisfaction }) : '', heard('solved', solved), heard('contacted', contacted), heard('told', told),
      pressed === 'yes' || why === 'pressed' ? t('event.pressed') : '', why === 'dissatisfied' ? t('event.dissatisfied') : '', asks, note, text, words].filter(Boolean).join(' · ');
  }

  return {
    title(event: TicketEvent): string {
      if (!te(`event.${event.type}`)) return event.type;
      const { outcome, result, unit, class: found, ticket_no } = fieldsOf(event);
      return t(`event.${event.type}`, { outcome: word('outcome', outcome), result: word('result', result),
        class: word('rating_class', found), ticket_no: ticket_no ?? '',
        unit: names.unit(unit ?? '') || unit || '' });
    },
    by: (event: TicketEvent) => (event.by === '(citizen)' ? t('ticket.citizen') : event.by === '(rule)' ? t('event.by_rule') : names.person(event.by)),
    when(event: TicketEvent): string {
      const at = event.at as unknown;
      if (typeof at === 'string') return /T/.test(at) ? names.time(at) : names.day(at);
      return at ? names.filed(at as { date: string; half: string }) : '';
    },
    said: (event: TicketEvent) => saidOf(fieldsOf(event)),
    /** The same of a deed that was not recorded: all that somebody chose and typed. */
    meant(fields: Fields): string {
      const { outcome, result, unit, class: found, into } = fields;
      return [word('outcome', outcome), word('result', result), unit ? names.unit(unit) : '', word('rating_class', found), into, saidOf(fields)].filter(Boolean).join(' · ');
    },
  };
}
