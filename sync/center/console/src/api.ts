// SPDX-License-Identifier: Apache-2.0
// The one way to the server: typed requests, problem documents as errors.
import { reactive, readonly } from 'vue';
import type { components } from './api-types';

type Schemas = components['schemas'];
export type Session = Schemas['Session'];
export type TicketRow = Schemas['TicketRow'];
export type Ticket = Schemas['Ticket'];
export type Hall = Schemas['Hall'];
export type Kiosk = Schemas['Kiosk'];
export type CaseRow = Schemas['CaseFileRow'];
export type CaseFile = Schemas['CaseFile'];
export type RatingRow = Schemas['RatingRow'];
export type KioskCounts = Schemas['KioskCounts'];
export type Today = Schemas['Today'];
export type CallTurn = Schemas['CallTurn'];
export type CardRow = Schemas['CardRow'];
export type Card = Schemas['Card'];
export type Board = Schemas['Board'];
export type UnitBoard = Schemas['UnitBoard'];
export type Account = Schemas['Account'];
export type NewAccount = Schemas['NewAccount'];
export type AccountAction = Schemas['AccountAction'];
export type SessionStanding = Schemas['SessionStanding'];
export type SavedView = Schemas['SavedView'];
export type ExportRequest = Schemas['ExportRequest'];
export type BulkAnswer = Schemas['BulkAnswer'];
export type JournalEntry = Schemas['JournalEntry'];
export type EditPreview = Schemas['EditPreview'];
export type Verification = Schemas['Verification'];
export type Statistics = Schemas['Statistics'];
export type Rate = Schemas['Rate'];
export type Explanation = Schemas['Explanation'];
export type TicketEvent = Ticket['events'][number];

/** A refusal of the server (RFC 9457), or no answer at all (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    detail: string,
    readonly field = '',
    readonly retryAfter = 0,
    /** The ticket as it is, when somebody else was quicker (409). */
    readonly current: Ticket | null = null,
    /** The detail in Chinese. */
    readonly zh = '',
  ) {
    super(detail);
  }
}

let csrf = '';
/** Of what was sent and not yet answered: under the same key the center does it once, however often it is asked. */
const pending = new Map<string, string>();
let ended: () => void = () => {};
let answered: () => void = () => {};

export function useCsrf(token: string): void {
  csrf = token;
}

/** Called when an answer says that the session is over. */
export function onSessionEnd(then: () => void): void {
  ended = then;
}

/** Called with each answer: the session's idle time begins anew. */
export function onAnswer(then: () => void): void {
  answered = then;
}

const probeMs = 3_000;
const state = reactive({ offline: false });
/** Whether the last word of the server is missing. While it is, the server is asked for life. */
export const connection = readonly(state);

async function probe(): Promise<void> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    if (answer.ok) {
      state.offline = false;
      return;
    }
  } catch {
    // Still away.
  }
  window.setTimeout(() => void probe(), probeMs);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    if (init.signal?.aborted) throw new Problem(0, 'aborted', 'aborted');
    if (!state.offline) window.setTimeout(() => void probe(), probeMs);
    state.offline = true;
    throw new Problem(0, 'network', 'network');
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body.type ?? '', body.detail ?? '', body.field ?? '',
    Number(body.retry_after_s ?? answer.headers.get('retry-after') ?? 0), body.current ?? null, body.detail_zh ?? '');
}

/** Passwords are not kept here, and a file may be made twice. */
const isKeyed = (method: string, path: string) => (method === 'POST' || method === 'PUT') && !/^\/api\/v1\/(session|exports)/.test(path);
/** Whoever sits down now sends words of their own. */
export const forgetAttempts = () => pending.clear();
/** A gateway's word is no answer of the center: what was sent may have been done. */
const isAnswered = (status: number) => ![502, 503, 504].includes(status);

async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {};
  const text = body === undefined ? undefined : JSON.stringify(body);
  const attempt = isKeyed(method, path) ? `${method} ${path}\n${text ?? ''}` : '';
  if (text !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrf) headers['x-sunbooth-csrf'] = csrf;
  if (attempt) {
    const key = pending.get(attempt) ?? crypto.randomUUID();
    pending.set(attempt, key);
    headers['idempotency-key'] = key;
  }
  const answer = await send(path, { method, headers, ...(text === undefined ? {} : { body: text }), ...(signal ? { signal } : {}) });
  if (isAnswered(answer.status)) pending.delete(attempt);
  if (answer.ok) {
    answered();
    return answer;
  }
  const problem = await problemOf(answer);
  if (problem.status === 401 && !path.startsWith('/api/v1/session')) ended();
  throw problem;
}

export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await ask(method, path, body, signal);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

/** A file that the center made. */
export interface TakenFile { name: string; rows: number; more: boolean; bytes: Blob }
async function take(path: string, body: unknown): Promise<TakenFile> {
  const answer = await ask('POST', path, body);
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'file';
  return { name, rows: Number(answer.headers.get('x-sunbooth-rows') ?? 0), more: answer.headers.has('x-sunbooth-more'), bytes: await answer.blob() };
}

export interface TicketQuery {
  view?: string;
  state?: string;
  waiting?: string;
  kind?: string;
  topic?: string;
  unit?: string;
  handled_by?: string;
  window?: string;
  from?: string;
  to?: string;
  reached?: string;
  closed_in?: string;
  late?: string;
  rate?: string;
  met?: string;
  closed_from?: string;
  closed_to?: string;
  q?: string;
  sort?: string;
  cursor?: string;
  limit?: string;
  total?: string;
}
export interface TicketPageOfList {
  items: TicketRow[];
  next?: string | null;
  total?: { n: number; more: boolean };
}

/** A path with what was asked for; what is empty is left away. */
export function asked(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]));
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}
interface Versioned { version: number }

export const api = {
  session: () => call<Session>('GET', '/api/v1/session'),
  signIn: (account: string, password: string) =>
    call<Session>('POST', '/api/v1/session', { account, password }),
  signOut: () => call<void>('DELETE', '/api/v1/session'),
  changePassword: (old: string, fresh: string) =>
    call<Session | undefined>('POST', '/api/v1/session/password', { old, new: fresh }),
  hall: () => call<Hall>('GET', '/api/v1/hall'),
  today: () => call<Today>('GET', '/api/v1/today'),
  nextCall: (putOff = '') =>
    call<CallTurn>('POST', '/api/v1/callbacks/next', putOff ? { put_off: putOff } : {}),
  tickets: (query: TicketQuery, signal?: AbortSignal) =>
    call<TicketPageOfList>('GET', asked('/api/v1/tickets', { ...query }), undefined, signal),
  cases: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['CaseFileList']>('GET', asked('/api/v1/cases', query), undefined, signal),
  /** To whom work can be given. */
  colleagues: () => call<Schemas['Colleagues']>('GET', '/api/v1/colleagues'),
  ticket: (id: string) => call<Ticket>('GET', `/api/v1/tickets/${encodeURIComponent(id)}`),
  explain: (id: string) => call<Explanation>('GET', `/api/v1/tickets/${encodeURIComponent(id)}/explain`),
  act: (id: string, action: Record<string, unknown>) =>
    call<Ticket>('POST', `/api/v1/tickets/${encodeURIComponent(id)}/actions`, action),
  reveal: (id: string, reason: string) =>
    call<{ phone: string }>('POST', `/api/v1/tickets/${encodeURIComponent(id)}/contact`, { reason }),
  cards: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['CardList']>('GET', asked('/api/v1/cards', query), undefined, signal),
  board: () => call<Board>('GET', '/api/v1/supervision'),
  card: (id: string) => call<Card>('GET', `/api/v1/cards/${encodeURIComponent(id)}`),
  actOnCard: (id: string, action: Schemas['CardAction']) =>
    call<Card>('POST', `/api/v1/cards/${encodeURIComponent(id)}/actions`, action),
  issueCard: (ticket: string, card: Schemas['CardByHand']) =>
    call<Card>('POST', `/api/v1/tickets/${encodeURIComponent(ticket)}/cards`, card),
  /** What a card may name. */
  triggers: () => call<Schemas['CardRuleList']>('GET', '/api/v1/triggers'),
  issueCardForRule: (about: 'cases' | 'issues', id: string, card: Schemas['CardByHand']) =>
    call<Card>('POST', `/api/v1/${about}/${encodeURIComponent(id)}/cards`, card),
  kiosks: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['KioskList']>('GET', asked('/api/v1/kiosks', query), undefined, signal),
  giveCode: (code: string) => call<Session>('POST', '/api/v1/session/code', { code }),
  drawSecondFactor: (password: string) =>
    call<Schemas['SecondFactor']>('POST', '/api/v1/session/second-factor', { password }),
  setSecondFactor: (code: string) => call<Session>('PUT', '/api/v1/session/second-factor', { code }),
  sessions: () => call<Schemas['SessionList']>('GET', '/api/v1/sessions'),
  endSession: (id: string) => call<void>('DELETE', `/api/v1/sessions/${encodeURIComponent(id)}`),
  accounts: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['AccountList']>('GET', asked('/api/v1/accounts', query), undefined, signal),
  makeAccount: (account: NewAccount) => call<Schemas['AccountMade']>('POST', '/api/v1/accounts', account),
  actOnAccount: (name: string, action: AccountAction) =>
    call<Schemas['AccountMade']>('POST', `/api/v1/accounts/${encodeURIComponent(name)}/actions`, action),
  previewAccount: (name: string, action: AccountAction) =>
    call<EditPreview>('POST', `/api/v1/accounts/${encodeURIComponent(name)}/preview`, action),
  accountHistory: (name: string) => call<Schemas['Journal']>('GET', `/api/v1/accounts/${encodeURIComponent(name)}/history`),
  views: () => call<Schemas['SavedViewList']>('GET', '/api/v1/views'),
  saveView: (view: Schemas['NewView']) => call<SavedView>('POST', '/api/v1/views', view),
  forgetView: (id: string) => call<void>('DELETE', `/api/v1/views/${encodeURIComponent(id)}`),
  /** The same for many tickets, at the versions that the page shows. */
  actOnTickets: (rows: readonly TicketRow[], deed: Record<string, unknown>) => call<BulkAnswer>('POST', '/api/v1/tickets/actions',
    { deed, tickets: rows.map((row) => ({ id: row.id, expected_version: row.version })) }),
  /** The same for many rows of another list. */
  actOnMany: <Row extends Versioned>(list: Schemas['ManyActions']['list'], idOf: (row: Row) => string, rows: readonly Row[], deed: Record<string, unknown>, kind?: string) =>
    call<BulkAnswer>('POST', '/api/v1/actions', { list, ...(kind ? { kind } : {}), deed, items: rows.map((row) => ({ id: idOf(row), expected_version: row.version })) }),
  exportList: (request: ExportRequest) => take('/api/v1/exports', request),
  journal: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['Journal']>('GET', asked('/api/v1/journal', query), undefined, signal),
  ratings: (query: Record<string, string>, signal?: AbortSignal) =>
    call<Schemas['RatingList']>('GET', asked('/api/v1/ratings', query), undefined, signal),
  caseFile: (caseNo: string) => call<CaseFile>('GET', `/api/v1/cases/${encodeURIComponent(caseNo)}`),
  linkCase: (ticket: string, wish: Schemas['TicketCaseWish']) =>
    call<Schemas['TicketCase']>('POST', `/api/v1/tickets/${encodeURIComponent(ticket)}/case`, wish),
  statistics: (query: Record<string, string>) => call<Statistics>('GET', asked('/api/v1/statistics', query)),
  verifyChains: () => call<Verification>('POST', '/api/v1/journal/verification', {}),
};
