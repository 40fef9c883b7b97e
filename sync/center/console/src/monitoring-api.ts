// SPDX-License-Identifier: Apache-2.0
// Monitoring points, monitors' reports, and calls from terminals.
import { asked, call } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Point = Schemas['Point'];
export type Monitor = Schemas['Monitor'];
export type Duty = Schemas['Duty'];
export type ContactNote = Schemas['ContactNote'];
export type IssueRow = Schemas['IssueRow'];
export type Issue = Schemas['Issue'];
export type StaffCall = Schemas['StaffCallRow'];

export const findings = ['true', 'partly', 'untrue'] as const;
export const outcomes = ['bulletin', 'rectify', 'supervise', 'investigate', 'expose'] as const;

const one = encodeURIComponent;

export const monitoring = {
  points: (query: Record<string, string>, signal?: AbortSignal) => call<Schemas['PointList']>('GET', asked('/api/v1/points', query), undefined, signal),
  badge: (code: string) => call<Schemas['Badge']>('POST', `/api/v1/monitors/${one(code)}/badge`),
  takeBadge: (code: string) => call<void>('DELETE', `/api/v1/monitors/${one(code)}/badge`),
  pin: (code: string) => call<Schemas['Pin']>('POST', `/api/v1/monitors/${one(code)}/pin`),
  duties: () => call<Schemas['DutyList']>('GET', '/api/v1/duties?open=true'),
  contacts: (point: string) => call<Schemas['ContactNoteList']>('GET', `/api/v1/contacts?point=${one(point)}`),
  logContact: (note: Schemas['ContactNoteInput']) => call<void>('POST', '/api/v1/contacts', note),
  issues: (query: Record<string, string>, signal?: AbortSignal) => call<Schemas['IssueList']>('GET', asked('/api/v1/issues', query), undefined, signal),
  issue: (id: string) => call<Issue>('GET', `/api/v1/issues/${one(id)}`),
  act: (id: string, deed: Schemas['IssueActionRequest']) =>
    call<Issue>('POST', `/api/v1/issues/${one(id)}/actions`, deed),
  calls: () => call<Schemas['StaffCallList']>('GET', '/api/v1/calls'),
  acknowledge: (kiosk: string) => call<void>('POST', `/api/v1/calls/${one(kiosk)}/acknowledgement`),
};
