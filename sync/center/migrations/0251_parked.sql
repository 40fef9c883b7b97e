-- SPDX-License-Identifier: Apache-2.0
-- A parked record is its own kiosk's: the same bytes from another one say nothing about it. The
-- kiosk's clocks as they were when it came are kept, so that a record which is taken in later is
-- filed when it was filed; and what waits too long is erased by the schedule, the row stays.
CREATE TABLE parked_of_kiosk (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kiosk     TEXT    NOT NULL,
  epoch     INTEGER NOT NULL,
  digest    BLOB    NOT NULL,
  record_id BLOB    NOT NULL,
  seq       INTEGER NOT NULL,
  previous  BLOB    NOT NULL,
  verdict   TEXT    NOT NULL CHECK (verdict IN ('conflict', 'refused')),
  reason    TEXT    NOT NULL,
  in_chain  INTEGER NOT NULL,           -- 1: it took its place in the kiosk's chain
  parked_at_ms INTEGER NOT NULL,
  kiosk_wall_ms      INTEGER,           -- null: an older program parked it
  kiosk_monotonic_ms INTEGER,
  kiosk_boot         TEXT,
  erased_on TEXT,
  sealed    BLOB,                       -- record/1 as it came; null once erased
  UNIQUE (kiosk, epoch, digest)
) STRICT;
INSERT INTO parked_of_kiosk (id, kiosk, epoch, digest, record_id, seq, previous, verdict, reason,
                             in_chain, parked_at_ms, sealed)
SELECT id, kiosk, epoch, digest, record_id, seq, previous, verdict, reason, in_chain, parked_at_ms,
       sealed
  FROM parked;
DROP TABLE parked;
ALTER TABLE parked_of_kiosk RENAME TO parked;
CREATE INDEX parked_by_place ON parked (kiosk, epoch, seq);
