-- SPDX-License-Identifier: Apache-2.0
-- The national calendar comes along with the program, and another program may bring another year: due
-- dates are counted again for that, too, and whose moved are told.
CREATE TABLE due_recount_by (
  edition INTEGER NOT NULL,            -- calendar_edition.id; 0: none yet
  hall    INTEGER NOT NULL,            -- hall.import
  program INTEGER NOT NULL,            -- of its calendar: 63 bits of the digest; 0: older programs
  at_ms   INTEGER NOT NULL,
  open    INTEGER NOT NULL,            -- tickets looked at
  moved   INTEGER NOT NULL,
  PRIMARY KEY (edition, hall, program)
) STRICT, WITHOUT ROWID;
INSERT INTO due_recount_by SELECT edition, hall, 0, at_ms, open, moved FROM due_recount;
DROP TABLE due_recount;
ALTER TABLE due_recount_by RENAME TO due_recount;
CREATE TABLE due_move_by (
  edition INTEGER NOT NULL,
  hall    INTEGER NOT NULL,
  program INTEGER NOT NULL,
  ticket  INTEGER NOT NULL REFERENCES ticket (id),
  before  TEXT    NOT NULL,
  after   TEXT    NOT NULL,
  PRIMARY KEY (edition, hall, program, ticket)
) STRICT, WITHOUT ROWID;
INSERT INTO due_move_by SELECT edition, hall, 0, ticket, before, after FROM due_move;
DROP TABLE due_move;
ALTER TABLE due_move_by RENAME TO due_move;
