-- SPDX-License-Identifier: Apache-2.0
-- What kiosks sent. A submission is never changed; erasure empties sealed and words_key, and
-- number, id and digest stay for ever.
CREATE TABLE submission (
  row_no     INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id  BLOB    NOT NULL UNIQUE CHECK (length(record_id) = 16),
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),
  kiosk      TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  previous   BLOB    NOT NULL,
  kind       INTEGER NOT NULL,
  unit       TEXT    NOT NULL,
  window     TEXT    NOT NULL,
  topic      TEXT    NOT NULL,
  category   TEXT    NOT NULL,
  language   TEXT    NOT NULL,
  half_day   TEXT    NOT NULL,          -- "2026-11-26 am"
  filed_told_at_ms INTEGER NOT NULL,    -- by the kiosk's clock
  filed_at_ms INTEGER NOT NULL,         -- as corrected; deadlines run from it
  filed_doubt INTEGER NOT NULL,         -- 0 none, 1 as told, 2 unbelievable: the arrival stands in
  received_at_ms INTEGER NOT NULL,
  sealed     BLOB,                      -- record/1 as it came; null once erased
  words      BLOB    NOT NULL,          -- under the record's own key
  words_key  BLOB,                      -- that key, sealed to the intake key; null once erased
  countersignature BLOB NOT NULL,
  UNIQUE (kiosk, epoch, seq)
) STRICT;

CREATE TABLE rating (
  record_id BLOB    PRIMARY KEY REFERENCES submission (record_id),
  scale     TEXT    NOT NULL,
  level     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rating_tag (
  record_id BLOB NOT NULL REFERENCES rating (record_id),
  tag       TEXT NOT NULL,
  PRIMARY KEY (record_id, tag)
) STRICT, WITHOUT ROWID;

-- Records that could not be taken: the sealed bytes wait for an auditor.
CREATE TABLE parked (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  digest    BLOB    NOT NULL UNIQUE,
  record_id BLOB    NOT NULL,
  kiosk     TEXT    NOT NULL,
  epoch     INTEGER NOT NULL,
  seq       INTEGER NOT NULL,
  previous  BLOB    NOT NULL,
  verdict   TEXT    NOT NULL CHECK (verdict IN ('conflict', 'refused')),
  reason    TEXT    NOT NULL,
  in_chain  INTEGER NOT NULL,           -- 1: it took its place in the kiosk's chain
  parked_at_ms INTEGER NOT NULL,
  sealed    BLOB    NOT NULL
) STRICT;
CREATE INDEX parked_by_place ON parked (kiosk, epoch, seq);
