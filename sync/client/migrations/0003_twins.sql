-- SPDX-License-Identifier: Apache-2.0
-- A second copy of what no signature covers: integrity_check compares each index with its table, so
-- that a bit which changes in either is seen. One flipped bit in center_row would otherwise let a
-- payload be erased before its backup; one in a name, a feed be believed fetched that is not there.
-- A press writes an unsent row and none of these: its clear columns are the payload's, or nothing
-- yet, but for the day, which stands twice in the row.
ALTER TABLE record ADD COLUMN minus_day INTEGER NOT NULL DEFAULT 0;
UPDATE record SET minus_day = -day;
CREATE INDEX record_twin ON record
    (seq, id, kind, day, digest, state, reason, center_row, generation, bytes) WHERE state <> 1;
CREATE INDEX memory_twin ON memory (name, value);
