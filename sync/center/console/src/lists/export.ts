// SPDX-License-Identifier: Apache-2.0
// Lists as files: the fields of each list's rows with their titles, and the words for their codes. The
// page lends its words, so that the file reads as the page does.
import { paperKinds } from '../documents-api';
import type { Column } from './columns';
import { states } from './query';

type Translate = (key: string) => string;
type Pairs = [string, string][];

const ticketFields: Record<Column, readonly (readonly [string, string])[]> = {
  number: [['ticket_no', 'list.number']],
  what: [['kind', 'list.kind'], ['topic', 'list.what']],
  where: [['unit', 'list.unit'], ['window', 'ticket.window']],
  filed: [['filed_date', 'list.filed'], ['filed_half', 'list.half']],
  state: [['state', 'list.state']],
  due: [['due_on', 'list.due'], ['overdue', 'list.overdue']],
  callbacks: [['callbacks', 'list.callbacks'], ['waits_days', 'list.waiting']],
  language: [['language', 'ticket.language']],
};
const titled = (t: Translate, pairs: readonly (readonly [string, string])[]): Pairs => pairs.map(([field, key]) => [field, t(key)]);
const coded = (t: Translate, field: string, group: string, codes: readonly string[]): Pairs => codes.map((code) => [`${field}.${code}`, t(`${group}.${code}`)]);

export const ticketColumns = (t: Translate, columns: readonly Column[]): Pairs => columns.flatMap((one) => titled(t, ticketFields[one]));
export const ticketWords = (t: Translate): Pairs => [
  ...coded(t, 'state', 'state', states), ...coded(t, 'kind', 'kind', ['complaint', 'rating']), ...coded(t, 'filed_half', 'half', ['am', 'pm']),
  ...coded(t, 'language', 'language', ['zh-CN', 'en', 'ug']), ['overdue.true', t('list.overdue')], ['overdue.false', ''],
];
export const cardColumns = (t: Translate): Pairs => titled(t, [['ticket_no', 'list.number'], ['level', 'cards.level'], ['state', 'list.state'], ['unit', 'cards.unit'],
  ['clock', 'cards.clock'], ['due_on', 'list.due'], ['issued_on', 'cards.issued'], ['answer_by', 'cards.answer_by']]);
export const cardWords = (t: Translate): Pairs => [
  ...coded(t, 'level', 'card_level', ['notice', 'warning', 'yellow', 'red']), ...coded(t, 'state', 'card_state', ['issued', 'settled', 'answered', 'objected', 'upheld', 'removed']),
  ...coded(t, 'clock', 'clock', ['verify', 'reply', 'recheck', 'appeal'])];
export const issueColumns = (t: Translate): Pairs => titled(t, [['issue_no', 'issues.number'], ['state', 'list.state'], ['kind', 'list.kind'], ['aspect', 'issues.aspect'],
  ['severity', 'issues.severity'], ['unit', 'list.unit'], ['window', 'ticket.window'], ['monitor', 'issues.monitor'], ['filed_on', 'list.filed']]);
export const issueWords = (t: Translate): Pairs => [
  ...coded(t, 'state', 'issue_state', ['registered', 'verified', 'acted', 'closed']), ...coded(t, 'kind', 'issue_kind', ['problem', 'suggestion', 'praise', 'nil']),
  ...coded(t, 'aspect', 'aspect', ['duty', 'law', 'efficiency', 'manner', 'quality']), ...coded(t, 'severity', 'severity', ['ordinary', 'serious', 'urgent'])];
export const kioskColumns = (t: Translate): Pairs => titled(t, [['kiosk', 'kiosks.kiosk'], ['state', 'kiosks.state'], ['last_seen', 'kiosks.last_seen'], ['hall_version', 'kiosks.hall'],
  ['clock_ahead_min', 'kiosks.clock'], ['gaps', 'kiosks.gaps'], ['forks', 'kiosks.forks'], ['conflicts', 'kiosks.conflicts'], ['refused', 'kiosks.refused']]);
export const kioskWords = (t: Translate): Pairs => coded(t, 'state', 'kiosk_state', ['online', 'silent', 'unheard', 'revoked']);
export const accountColumns = (t: Translate): Pairs => titled(t, [['name', 'accounts.name'], ['display', 'accounts.display'], ['role', 'accounts.role'], ['unit', 'list.unit'], ['state', 'list.state']]);
export const accountWords = (t: Translate): Pairs => [
  ...coded(t, 'role', 'roles', ['intake', 'callback', 'handler', 'supervisor', 'auditor', 'administrator']), ...coded(t, 'state', 'account_state', ['active', 'one_time', 'locked', 'disabled'])];
export const journalColumns = (t: Translate): Pairs => titled(t, [['n', 'journal.n'], ['at', 'journal.at'], ['by', 'journal.by'], ['what', 'journal.what'], ['about', 'journal.about']]);

export const paperColumns = (t: Translate): Pairs => titled(t, [['number', 'linked.number'], ['kind', 'papers.which'], ['addressee', 'papers.to'], ['made_on', 'papers.made_on'],
  ['by', 'papers.by'], ['due_on', 'list.due'], ['void', 'papers.voided']]);
export const paperWords = (t: Translate): Pairs => [...coded(t, 'kind', 'paper_kind', paperKinds), ['void.true', t('papers.voided')], ['void.false', '']];

/** Gives the browser a file to save. */
export function download(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
