-- SPDX-License-Identifier: Apache-2.0
-- Calls to citizens whose rating was drawn for the month's sample and has no ticket. Which those are
-- is nowhere stored: it is drawn again from the seed whenever it is asked for.
CREATE TABLE sample_call (
  record_id BLOB    NOT NULL CHECK (length(record_id) = 16),
  n         INTEGER NOT NULL CHECK (n >= 1),
  at_ms     INTEGER NOT NULL,
  by        TEXT    NOT NULL,
  outcome   TEXT    NOT NULL,          -- rules/life.h
  level     INTEGER NOT NULL,          -- as heard, 1 to 5; 0: not heard
  note      TEXT    NOT NULL,
  PRIMARY KEY (record_id, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sample_call_stays BEFORE UPDATE ON sample_call
BEGIN SELECT raise(ABORT, 'a call is never changed'); END;
CREATE TRIGGER sample_call_is_kept BEFORE DELETE ON sample_call
BEGIN SELECT raise(ABORT, 'a call is never deleted'); END;
