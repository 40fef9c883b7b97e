-- SPDX-License-Identifier: Apache-2.0
-- The center's signatures on what it wrote itself. Digests and chains show damage; only a key shows
-- a hand that can recompute them. The key is in no table.
CREATE TABLE submission_mark (
  row_no INTEGER PRIMARY KEY,
  mark   BLOB NOT NULL                  -- over every column that stays for ever, and the rating
) STRICT;

-- Words that were erased on purpose: any other record without its sealed original was tampered with.
CREATE TABLE erasure (
  record_id BLOB PRIMARY KEY,
  at_ms     INTEGER NOT NULL,
  mark      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One place for each event of any ticket, in the order in which they were written.
CREATE TABLE event_mark (
  place  INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  mark   BLOB NOT NULL,
  UNIQUE (ticket, n)
) STRICT;
