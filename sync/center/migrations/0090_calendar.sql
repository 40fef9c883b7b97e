-- SPDX-License-Identifier: Apache-2.0
-- Calendars that lie upon the hall's own, and editions of rule profiles that an operator brought in:
-- every version with who brought it, never changed. Of a calendar the newest of a name is in force;
-- one without days takes it away again.
CREATE TABLE calendar_edition (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  name   TEXT    NOT NULL,
  ics    TEXT    NOT NULL,             -- empty: taken away
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,             -- account; "(command)" for the command line
  digest BLOB    NOT NULL CHECK (length(digest) = 32)  -- over the digest before, name and ics
) STRICT;
CREATE INDEX calendar_edition_by_name ON calendar_edition (name, id);
CREATE TRIGGER calendar_edition_stays BEFORE UPDATE ON calendar_edition
BEGIN SELECT raise(ABORT, 'an edition of a calendar is never changed'); END;
CREATE TRIGGER calendar_edition_is_kept BEFORE DELETE ON calendar_edition
BEGIN SELECT raise(ABORT, 'an edition of a calendar is never deleted'); END;

CREATE TABLE rule_edition (
  profile  TEXT    NOT NULL,
  from_day TEXT    NOT NULL,
  toml     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  by       TEXT    NOT NULL,
  PRIMARY KEY (profile, from_day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_edition_stays BEFORE UPDATE ON rule_edition
BEGIN SELECT raise(ABORT, 'an edition of a rule profile is never changed'); END;
CREATE TRIGGER rule_edition_is_kept BEFORE DELETE ON rule_edition
BEGIN SELECT raise(ABORT, 'an edition of a rule profile is never deleted'); END;

-- The due dates of open tickets were counted again by these calendars, the last one is the one by
-- which the column due_on stands now.
CREATE TABLE due_recount (
  edition INTEGER NOT NULL,            -- calendar_edition.id; 0: none yet
  hall    INTEGER NOT NULL,            -- hall.import
  at_ms   INTEGER NOT NULL,
  open    INTEGER NOT NULL,            -- tickets looked at
  moved   INTEGER NOT NULL,
  PRIMARY KEY (edition, hall)
) STRICT, WITHOUT ROWID;
-- Which of them moved, and whither.
CREATE TABLE due_move (
  edition INTEGER NOT NULL,
  hall    INTEGER NOT NULL,
  ticket  INTEGER NOT NULL REFERENCES ticket (id),
  before  TEXT    NOT NULL,
  after   TEXT    NOT NULL,
  PRIMARY KEY (edition, hall, ticket)
) STRICT, WITHOUT ROWID;
