// SPDX-License-Identifier: Apache-2.0
// Words that somebody is typing, by what they are about. They outlive a lost session, a list that is
// loaded anew and a row that was scrolled out of sight; in memory only, and for one account only, so the
// browser asks before the page goes with any of them.
import { reactive } from 'vue';

const drafts = new Map<string, object>();
/** As each began: what differs was typed. */
const blanks = new Map<object, string>();
window.addEventListener('beforeunload', (event) => {
  if ([...blanks].some(([draft, blank]) => JSON.stringify(draft) !== blank)) event.preventDefault();
});

/** The same object for the same thing, until forgetDrafts(). */
export function useDraft<Form extends object>(about: string, blank: Form): Form {
  let draft = drafts.get(about);
  if (!draft) {
    drafts.set(about, draft = reactive({ ...blank }));
    blanks.set(draft, JSON.stringify(blank));
  }
  return draft as Form;
}

export function forgetDraft(about: string): void {
  const draft = drafts.get(about);
  if (draft) blanks.delete(draft);
  drafts.delete(about);
}

/** Whoever sits down now must not find what another left. */
export function forgetDrafts(): void {
  drafts.clear();
  blanks.clear();
}
