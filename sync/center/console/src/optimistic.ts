// SPDX-License-Identifier: Apache-2.0
// What a deed will lead to is shown at once, and taken back when the center says no. Only where nobody is misled
// meanwhile: a note that one has read something, a filter of one's own. What is done with a ticket stands among its
// events at once, marked as sent (pending.ts); what follows from it is shown when the center has said yes.

/** @param show puts what will be before the eye. @returns how it is taken back. */
export async function optimistically<Answer>(show: () => () => void, ask: () => Promise<Answer>): Promise<Answer> {
  const takeBack = show();
  try {
    return await ask();
  } catch (problem) {
    takeBack();
    throw problem;
  }
}
