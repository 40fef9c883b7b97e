// SPDX-License-Identifier: Apache-2.0
// Two people changed one entry, both from the same version of it. What one left alone is the other's;
// only where both wrote, and not the same, somebody must choose. Pure.

/** What of an entry can be changed. */
export interface Version { active: boolean; fields: Record<string, string> }
export interface Merged {
  version: Version;
  /** What the other one changed and this one left alone: it stands as the other wrote it. */
  taken: string[];
  /** What both changed, not alike: this one's stays, and both are to be shown. */
  clashes: string[];
}

/** @param names of the fields to look at; one that a version does not have is empty there. */
export function merge(names: readonly string[], base: Version, mine: Version, theirs: Version): Merged {
  const fields: Record<string, string> = {};
  const taken: string[] = [];
  const clashes: string[] = [];
  for (const name of names) {
    const [before, own, other] = [base, mine, theirs].map((one) => one.fields[name] ?? '') as [string, string, string];
    fields[name] = own === before ? other : own;
    if (other === before || other === own) continue;
    (own === before ? taken : clashes).push(name);
  }
  // Of two values there is no clash: who both changed it changed it alike.
  const active = mine.active === base.active ? theirs.active : mine.active;
  if (active !== mine.active) taken.push('active');
  return { version: { active, fields }, taken, clashes };
}
