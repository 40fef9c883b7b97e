// SPDX-License-Identifier: Apache-2.0
// What kiosks sent and the center could not file.
import { asked, call } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type ParkedRecord = Schemas['ParkedRecord'];
export type ParkedPage = Schemas['ParkedList'];

export const parked = {
  list: (query: Record<string, string>, signal?: AbortSignal) => call<ParkedPage>('GET', asked('/api/v1/parked', query), undefined, signal),
  /** Judges those that wait once more, some at a time. */
  attempt: (after: string) => call<Schemas['ParkedAttempt']>('POST', '/api/v1/parked/attempts', after ? { after } : {}),
};
