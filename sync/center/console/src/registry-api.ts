// SPDX-License-Identifier: Apache-2.0
// The registry: divisions, units, windows, services, kiosks, points and monitors behind one door.
import { asked, call, type JournalEntry } from './api';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type RegistryEntry = Schemas['RegistryEntry'];
export type RegistryKind = RegistryEntry['kind'];

const one = encodeURIComponent;
const path = (kind: RegistryKind, code = '') => `/api/v1/registry/${kind}${code ? `/${one(code)}` : ''}`;

export const registry = {
  list: (kind: RegistryKind, query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['RegistryList']>('GET', asked(path(kind), query), undefined, signal),
  entry: (kind: RegistryKind, code: string) => call<RegistryEntry>('GET', path(kind, code)),
  history: (kind: RegistryKind, code: string) => call<{ items: JournalEntry[]; next?: string | null }>('GET', `${path(kind, code)}/history`),
  preview: (kind: RegistryKind, code: string, edit: Schemas['RegistryEdit']) => call<Schemas['EditPreview']>('POST', `${path(kind, code)}/preview`, edit),
  save: (kind: RegistryKind, code: string, edit: Schemas['RegistryEdit']) => call<RegistryEntry>('PUT', path(kind, code), edit),
};

export type Form = 'text' | 'rtl' | 'tel' | 'date' | 'days' | 'unit' | 'window' | 'kind' | 'language';
export interface Field { name: string; form: Form; required?: boolean }
const names: Field[] = [{ name: 'name.zh', form: 'text', required: true }, { name: 'name.en', form: 'text' }, { name: 'name.ug', form: 'rtl' }];
/** In the order in which a form shows them; the center checks each and says what is wrong. */
export const fieldsOf: Record<RegistryKind, readonly Field[]> = {
  division: names,
  unit: [...names, { name: 'phone', form: 'tel' }, { name: 'division', form: 'text' }, { name: 'superior', form: 'unit' }, { name: 'language', form: 'language' }],
  window: [...names, { name: 'unit', form: 'unit', required: true }],
  service: [...names, { name: 'unit', form: 'unit', required: true }, { name: 'window', form: 'window' }, { name: 'promised_days', form: 'days' },
    { name: 'statutory_days', form: 'days' }, { name: 'basis', form: 'text' }],
  kiosk: [...names, { name: 'division', form: 'text' }, { name: 'note', form: 'text' }],
  point: [...names, { name: 'kind', form: 'kind', required: true }, { name: 'unit', form: 'unit' }, { name: 'division', form: 'text' }, { name: 'since', form: 'date', required: true }],
  monitor: [{ name: 'name', form: 'text', required: true }, { name: 'point', form: 'text', required: true }, { name: 'phone', form: 'tel' },
    { name: 'from', form: 'date', required: true }, { name: 'until', form: 'date', required: true }, { name: 'language', form: 'language' }],
};
export const registryKinds: readonly RegistryKind[] = ['unit', 'window', 'service', 'division', 'kiosk', 'point', 'monitor'];
