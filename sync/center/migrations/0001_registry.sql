-- SPDX-License-Identifier: Apache-2.0
-- Which center this is, and the hall that it serves.
CREATE TABLE center (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  generation    BLOB    NOT NULL CHECK (length(generation) = 16),
  backed_up_row INTEGER NOT NULL DEFAULT 0,  -- rows up to this one are in a finished backup
  backed_up_at_ms INTEGER                    -- when that backup was finished; null: never
) STRICT;

-- Every hall/1 that was ever imported; the one with the highest number is in force.
CREATE TABLE hall (
  import        INTEGER PRIMARY KEY AUTOINCREMENT,
  hall_id       TEXT    NOT NULL,
  version       INTEGER NOT NULL,
  digest        BLOB    NOT NULL,
  hall_json     BLOB    NOT NULL,
  imported_at_ms INTEGER NOT NULL
) STRICT;

-- Every code that any imported hall has named. A kiosk may hold records for days, so a topic that
-- has left the feed since must still be understood.
CREATE TABLE hall_code (
  kind     TEXT NOT NULL CHECK (kind IN ('unit', 'window', 'topic', 'level', 'tag')),
  code     TEXT NOT NULL,  -- a level is written "<scale>/<level>"
  belongs  TEXT NOT NULL,  -- window: its unit; topic: its first category; else empty
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
