// SPDX-License-Identifier: Apache-2.0
// Words that somebody is typing, by what they are about. They outlive a lost session, a list that is
// loaded anew and a row that was scrolled out of sight; in memory only, and for one account only.
import { reactive } from 'vue';

const drafts = new Map<string, object>();

/** The same object for the same thing, until forgetDrafts(). */
export function useDraft<Form extends object>(about: string, blank: Form): Form {
  let draft = drafts.get(about);
  if (!draft) drafts.set(about, draft = reactive({ ...blank }));
  return draft as Form;
}

export function forgetDraft(about: string): void {
  drafts.delete(about);
}

/** Whoever sits down now must not find what another left. */
export function forgetDrafts(): void {
  drafts.clear();
}
