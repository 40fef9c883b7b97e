// SPDX-License-Identifier: Apache-2.0
// Whether an event is a deed that was sent and whose answer never came. Pure.
import type { TicketEvent } from './api';

/** Under which name a deed stands in the log; the others have their own. */
export const eventOf: Record<string, string> = {
  accept: 'accepted', refuse: 'refused', reply: 'replied', close: 'closed', need_info: 'asked', supplement: 'supplemented', extend: 'extended',
  rework: 'sent_back', withdraw: 'withdrawn', dispatch: 'dispatched', return: 'returned', classify: 'classified', sign: 'signed',
  ask_extension: 'extension_asked', deny_extension: 'extension_denied', approve: 'approved', send_back: 'answer_sent_back',
  designate: 'designated', merge: 'merged', separate: 'separated', transfer: 'transferred', appeal: 'appealed', dismiss: 'appeal_dismissed',
  overturn: 'overturned', recheck: 'recheck_began', uphold: 'upheld', reopen: 'reopened', supervise: 'supervised', archive: 'archived',
};
const chosen = ['outcome', 'unit', 'class', 'result', 'reason_code', 'satisfaction', 'solved'];
const typed = ['note', 'text', 'words', 'asks'];
/** The center keeps a text without the blanks around it. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** @param meant what was sent, by field, as texts */
export function isDone(action: string, meant: Record<string, string>, event: Pick<TicketEvent, 'type' | 'fields'>): boolean {
  const fields = (event.fields ?? {}) as Record<string, string>;
  if (event.type !== (eventOf[action] ?? action)) return false;
  if (chosen.some((name) => meant[name] !== undefined && meant[name] !== fields[name])) return false;
  const kept = typed.map((name) => plain(fields[name] ?? ''));
  return typed.every((name) => !meant[name]?.trim() || kept.includes(plain(meant[name])));
}
