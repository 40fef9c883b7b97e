// SPDX-License-Identifier: Apache-2.0
import { markRaw, reactive, readonly } from 'vue';
import { api, forgetAttempts, onSessionEnd, useCsrf, type Hall, type Session } from './api';
import { forgetDrafts, useDraft } from './drafts';

interface State {
  session: Session | null;
  hall: Hall | null;
  /** The session is over, but whoever had it has not left: the page waits for the password. */
  ended: boolean;
}
const state = reactive<State>({ session: null, hall: null, ended: false });

/** Who is signed in, and the names of the hall's units, windows and topics. */
export const current = readonly(state);

/** How a call went, before it is recorded. */
const noCall = () => ({ outcome: '', agreed: '', recording: '', satisfaction: 0, solved: '', contacted: false, told: false, pressed: false });
/** Words that somebody is typing about a ticket. */
export const draftOf = (id: string) => useDraft(`ticket ${id}`,
  { note: '', reply: '', finding: '', refusal: '', reason: '', deeds: {} as Record<string, string>, call: noCall() });

/** Nothing stands before the work: no code to give, no password to choose, no second factor to set. */
export function isReady(session: Session | null): session is Session {
  return session !== null && !session.awaits_code && !session.must_change_password && !session.must_set_second_factor;
}

function forgetTyped(): void {
  forgetDrafts();
  forgetAttempts();
}

/** The call is on record: nothing of it stays for the next. */
export const forgetCall = (id: string) => Object.assign(draftOf(id), { note: '', call: noCall() });

/** The hall's names, asked for beside the session: who was signed in needs both, one after the other costs a round trip. */
let early: Promise<Hall | null> | null = null;
/** On this computer, whether the last session was ready for work: who was not would be refused the hall. */
const readyKey = 'sunbooth.ready';
const remember = (ready: boolean) => (ready ? localStorage.setItem(readyKey, '1') : localStorage.removeItem(readyKey));

async function take(session: Session): Promise<void> {
  // Whoever sits down now must not find what another left.
  if (state.session?.account !== session.account) forgetTyped();
  useCsrf(session.csrf);
  // Read a hundred times by every list, changed as a whole: not watched inside.
  if (isReady(session)) state.hall = markRaw((await early) ?? await api.hall());
  early = null;
  remember(isReady(session));
  // Until the code is given the page that waits behind stays hidden.
  if (session.awaits_code && state.ended) return;
  state.session = session;
  state.ended = false;
}

/** @return whether the code of the second factor is still to come. */
export async function signIn(account: string, password: string): Promise<boolean> {
  const session = await api.signIn(account, password);
  await take(session);
  return session.awaits_code;
}

export async function giveCode(code: string): Promise<void> {
  await take(await api.giveCode(code));
}

export async function setSecondFactor(code: string): Promise<void> {
  await take(await api.setSecondFactor(code));
}

/** After the page was loaded anew: the cookie may still hold. */
export async function resume(): Promise<void> {
  if (state.session) return;
  if (localStorage.getItem(readyKey)) early = api.hall().catch(() => null);
  try {
    await take(await api.session());
  } catch {
    state.session = null;
    remember(false);
  } finally {
    early = null;
  }
}

export async function changePassword(old: string, fresh: string): Promise<void> {
  await api.changePassword(old, fresh);
  await take(await api.session());
}

export async function signOut(): Promise<void> {
  if (!state.ended) await api.signOut().catch(() => {});
  forgetTyped();
  remember(false);
  state.session = null;
  state.ended = false;
}

/** The server says that the session is over. */
export function sessionEnded(): void {
  if (state.session) state.ended = true;
}
onSessionEnd(sessionEnded);
