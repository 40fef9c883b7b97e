-- SPDX-License-Identifier: Apache-2.0
-- Cases as the approval system told them. What a citizen proves themselves with is here as keyed
-- hashes only; the query code also locked, because the snapshot for kiosks is made from it.
CREATE TABLE case_file (
  case_no       TEXT    PRIMARY KEY,
  service       TEXT    NOT NULL,
  unit          TEXT    NOT NULL,
  window        TEXT    NOT NULL,
  masked_name   TEXT    NOT NULL,
  id_hash       BLOB    NOT NULL,
  phone_hash    BLOB    NOT NULL,
  query_hash    BLOB    NOT NULL,
  query_locked  BLOB    NOT NULL,
  stage         TEXT    NOT NULL,
  accepted_on   TEXT,
  promised_wd   INTEGER NOT NULL,
  statutory_wd  INTEGER NOT NULL,
  due_on        TEXT,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong answers, by case number and by kiosk: five, then a pause of a minute.
CREATE TABLE case_miss (
  subject  TEXT    PRIMARY KEY,
  misses   INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: counts imports, so that kiosks see when their snapshot is old.
CREATE TABLE case_version (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO case_version (id, version) VALUES (1, 0);
