// SPDX-License-Identifier: Apache-2.0
import { reactive, readonly } from 'vue';
import { api, onSessionEnd, useCsrf, type Hall, type Session } from './api';

interface State {
  session: Session | null;
  hall: Hall | null;
  ended: boolean;
}
const state = reactive<State>({ session: null, hall: null, ended: false });

/** Who is signed in, and the names of the hall's units, windows and topics. */
export const current = readonly(state);

async function take(session: Session): Promise<void> {
  state.session = session;
  state.ended = false;
  useCsrf(session.csrf);
  if (!session.must_change_password) state.hall = await api.hall();
}

export async function signIn(account: string, password: string): Promise<void> {
  await take(await api.signIn(account, password));
}

/** After the page was loaded anew: the cookie may still hold. */
export async function resume(): Promise<void> {
  if (state.session) return;
  try {
    await take(await api.session());
  } catch {
    state.session = null;
  }
}

export async function changePassword(old: string, fresh: string): Promise<void> {
  await api.changePassword(old, fresh);
  await take(await api.session());
}

export async function signOut(): Promise<void> {
  await api.signOut().catch(() => {});
  state.session = null;
}

onSessionEnd(() => {
  if (state.session) state.ended = true;
  state.session = null;
});

/** Words that somebody is typing, by ticket: they outlive a lost session. In memory only. */
export const drafts = reactive<Record<string, { note: string; reply: string; refusal: string; reason: string }>>({});
export function draftOf(id: string) {
  return (drafts[id] ??= { note: '', reply: '', refusal: '', reason: '' });
}
