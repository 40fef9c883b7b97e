// SPDX-License-Identifier: Apache-2.0
// What was told to whom, and the sample of ratings that are called back.
import { api, asked, call } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Notice = Schemas['Notice'];
export type Sample = Schemas['Sample'];
export type SampleItem = Schemas['SampleItem'];
export type NewSampleCall = Schemas['NewSampleCall'];

const one = encodeURIComponent;
const ofSample = (month: string, record: string) => `/api/v1/samples/${one(month)}/${one(record)}`;

export const notices = {
  list: (query: Record<string, string>, signal?: AbortSignal) => call<Schemas['NoticeList']>('GET', asked('/api/v1/notices', query), undefined, signal),
  acknowledge: (id: string) => call<Notice>('POST', `/api/v1/notices/${one(id)}/acknowledgement`),
  /** Many in one request, each for itself: what is refused is told beside its id. They have no versions. */
  acknowledgeAll: (rows: readonly Notice[]) => api.actOnMany('notices', ({ id }) => id, rows.map(({ id }) => ({ id, version: 1 })), {}),
};

export const samples = {
  month: (month: string, open: boolean, signal?: AbortSignal) => call<Sample>('GET', asked('/api/v1/samples', { month, open: open ? 'true' : '' }), undefined, signal),
  reveal: (month: string, record: string, reason: string) => call<{ phone: string }>('POST', `${ofSample(month, record)}/contact`, { reason }),
  record: (month: string, record: string, made: NewSampleCall) => call<SampleItem>('POST', `${ofSample(month, record)}/calls`, made),
};
