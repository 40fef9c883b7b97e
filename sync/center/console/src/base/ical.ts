// SPDX-License-Identifier: Apache-2.0
// Days that somebody chose, as the iCalendar file that the center takes (RFC 5545).
export interface ChosenDay { date: string; kind: 'off' | 'work' }

const escape = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');
const compact = (iso: string) => iso.replaceAll('-', '');

/** A line of at most 75 octets; what is longer goes on with a blank (RFC 5545 3.1). */
function fold(line: string): string {
  const out: string[] = [];
  let now = '';
  for (const sign of line) {
    if (new TextEncoder().encode(now + sign).length > 74) {
      out.push(now);
      now = ' ';
    }
    now += sign;
  }
  return [...out, now].join('\r\n');
}

export function icsOf(name: string, source: string, days: readonly ChosenDay[]): string {
  const events = days.flatMap(({ date, kind }) => [
    'BEGIN:VEVENT', `UID:${compact(date)}-${kind}@sunbooth`, `DTSTAMP:${compact(new Date().toISOString().slice(0, 10))}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date)}`, `SUMMARY:${escape(name)}`, `X-SUNBOOTH-DAY:${kind.toUpperCase()}`, 'TRANSP:TRANSPARENT', 'END:VEVENT']);
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sunbooth//console//ZH', `X-WR-CALNAME:${escape(name)}`,
    'X-SUNBOOTH-LAYER:HALL', `X-SUNBOOTH-SOURCE:${escape(source)}`, ...events, 'END:VCALENDAR', ''].map(fold).join('\r\n');
}
