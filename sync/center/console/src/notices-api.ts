// SPDX-License-Identifier: Apache-2.0
// What was told to whom, and the sample of ratings that are called back.
import { asked, call, type BulkAnswer } from './api';
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
  /** Many, each for itself: what is refused is told beside its id. */
  async acknowledgeAll(rows: readonly Notice[]): Promise<BulkAnswer> {
    const items: BulkAnswer['items'] = [];
    for (const { id } of rows) {
      try {
        await notices.acknowledge(id);
        items.push({ id, done: true, problem: null });
      } catch (problem) {
        const { status, type, message, zh } = problem as { status: number; type: string; message: string; zh: string };
        if (!status || status === 401) throw problem;  // The network or the session: nothing of the list itself.
        items.push({ id, done: false, problem: { type, status, detail: message, detail_zh: zh } as never });
      }
    }
    return { items, done: items.filter(({ done }) => done).length };
  },
};

export const samples = {
  month: (month: string, open: boolean, signal?: AbortSignal) => call<Sample>('GET', asked('/api/v1/samples', { month, open: open ? 'true' : '' }), undefined, signal),
  reveal: (month: string, record: string, reason: string) => call<{ phone: string }>('POST', `${ofSample(month, record)}/contact`, { reason }),
  record: (month: string, record: string, made: NewSampleCall) => call<SampleItem>('POST', `${ofSample(month, record)}/calls`, made),
};
