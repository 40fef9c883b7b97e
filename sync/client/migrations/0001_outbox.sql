-- SPDX-License-Identifier: Apache-2.0
-- Every record that this kiosk ever made. The payload goes when the center has it backed up; the
-- number and the digest stay, so the chain can be checked for ever.
CREATE TABLE record (
    seq        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind       INTEGER NOT NULL,
    day        INTEGER NOT NULL,                  -- since 1970-01-01, at the hall
    code       TEXT NOT NULL,                     -- receipt code, 12 characters
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    state      INTEGER NOT NULL CHECK (state IN (1, 2, 3)),  -- unsent, stored, parked
    reason     TEXT NOT NULL DEFAULT '',          -- why it is parked
    center_row INTEGER NOT NULL DEFAULT 0,        -- where the center stored it
    generation BLOB,                              -- of the center, when it stored it
    bytes      INTEGER NOT NULL,                  -- length of the payload as made
    payload    BLOB                               -- record/1, sealed and signed; NULL when erased
) STRICT;
CREATE INDEX record_held ON record (state, seq, bytes) WHERE payload IS NOT NULL;
CREATE INDEX record_code ON record (code);

-- What the kiosk knows of its center: key set, generation, hall feed, counters.
CREATE TABLE memory (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
