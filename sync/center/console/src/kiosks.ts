// SPDX-License-Identifier: Apache-2.0
import { api, type Kiosk } from './api';

/** A kiosk's clock that is this wrong is worth a visit. */
export const clockOffMin = 5;
/** Starts of the program within a day that need nobody: switched on in the morning, and an update at night. */
export const startsUsual = 2;

/** Every kiosk of the hall, however many pages they come in. */
export async function allKiosks(): Promise<Kiosk[]> {
  const all: Kiosk[] = [];
  let cursor = '';
  do {
    const page = await api.kiosks({ limit: '100', cursor });
    all.push(...page.items);
    cursor = page.next ?? '';
  } while (cursor);
  return all;
}
