-- SPDX-License-Identifier: Apache-2.0
-- What is told to whom: one line for each recipient, written to the spool when it may go out.
CREATE TABLE notice (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  what       TEXT    NOT NULL CHECK (what IN ('card', 'moved')),
  card       INTEGER REFERENCES card (id),
  about      TEXT    NOT NULL,          -- as of the card; of moved dates the calendar's edition
  recipient  TEXT    NOT NULL,          -- rules/notices.h
  unit       TEXT    NOT NULL,          -- empty: the center itself
  level      TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  made_at_ms INTEGER NOT NULL,
  send_at_ms INTEGER NOT NULL,          -- not before: quiet hours
  held       INTEGER NOT NULL,          -- 1: waits for the digest
  sent_at_ms INTEGER,
  acked_at_ms INTEGER,
  acked_by   TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX notice_once ON notice (what, about, ifnull(card, 0), recipient, unit);
CREATE INDEX notice_unsent ON notice (send_at_ms) WHERE sent_at_ms IS NULL;
CREATE INDEX notice_by_unit ON notice (unit, id);
CREATE TRIGGER notice_is_kept BEFORE DELETE ON notice
BEGIN SELECT raise(ABORT, 'notices are never deleted'); END;
