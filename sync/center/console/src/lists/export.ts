// SPDX-License-Identifier: Apache-2.0
// Lists as files: the fields of each list's rows with their titles, and the words for their codes. The
// page lends its words, so that the file reads as the page does.
type Translate = (key: string) => string;
type Pairs = [string, string][];

const titled = (t: Translate, pairs: readonly (readonly [string, string])[]): Pairs => pairs.map(([field, key]) => [field, t(key)]);
const coded = (t: Translate, field: string, group: string, codes: readonly string[]): Pairs => codes.map((code) => [`${field}.${code}`, t(`${group}.${code}`)]);

export const accountColumns = (t: Translate): Pairs => titled(t, [['name', 'accounts.name'], ['display', 'accounts.display'], ['role', 'accounts.role'], ['unit', 'list.unit'], ['state', 'list.state']]);
export const accountWords = (t: Translate): Pairs => [
  ...coded(t, 'role', 'roles', ['intake', 'callback', 'handler', 'supervisor', 'auditor', 'administrator']), ...coded(t, 'state', 'account_state', ['active', 'one_time', 'locked', 'disabled'])];
export const journalColumns = (t: Translate): Pairs => titled(t, [['n', 'journal.n'], ['at', 'journal.at'], ['by', 'journal.by'], ['what', 'journal.what'], ['about', 'journal.about']]);

/** Gives the browser a file to save. */
export function download(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
