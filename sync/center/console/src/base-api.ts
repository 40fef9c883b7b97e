// SPDX-License-Identifier: Apache-2.0
// What everything else stands on: the working calendar and the rule profiles.
import { call } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Calendar = Schemas['Calendar'];
export type Moves = Schemas['Moves'];
export type DueMove = Schemas['DueMove'];
export type Rules = Schemas['Rules'];
export type RuleEdition = Schemas['RuleEdition'];
export type CalendarWish = Schemas['CalendarWish'];

export const base = {
  calendar: (year: number) => call<Calendar>('GET', `/api/v1/calendar?year=${year}`),
  previewCalendar: (wish: CalendarWish) => call<Moves>('POST', '/api/v1/calendar/preview', wish),
  changeCalendar: (wish: CalendarWish) => call<Schemas['CalendarChanged']>('POST', '/api/v1/calendar', wish),
  movedBy: (edition: string) => call<Schemas['CalendarMoves']>('GET', `/api/v1/calendar/changes/${encodeURIComponent(edition)}`),
  icsOf: (name: string) => `/api/v1/calendar/ics${name ? `?name=${encodeURIComponent(name)}` : ''}`,
  rules: () => call<Rules>('GET', '/api/v1/rules'),
  previewRules: (toml: string) => call<Schemas['RuleChange']>('POST', '/api/v1/rules/preview', { toml }),
  changeRules: (toml: string) => call<Schemas['RuleChange']>('POST', '/api/v1/rules', { toml }),
};
