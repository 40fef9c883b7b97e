-- SPDX-License-Identifier: Apache-2.0
-- What each kiosk told of itself last. A row a kiosk, written over: no history of a hall's comings
-- and goings is kept.
CREATE TABLE kiosk_health (
    kiosk              TEXT PRIMARY KEY REFERENCES kiosk (name),
    at_ms              INTEGER NOT NULL,
    version            TEXT NOT NULL,
    slot               TEXT NOT NULL,
    screens            TEXT NOT NULL,
    printer            TEXT NOT NULL,
    sound              TEXT NOT NULL,
    temperature_c      INTEGER,
    disk_free_mb       INTEGER NOT NULL,
    memory_free_mb     INTEGER NOT NULL,
    up_minutes         INTEGER NOT NULL,
    starts             INTEGER NOT NULL,
    unsent             INTEGER NOT NULL,
    parked             INTEGER NOT NULL,
    oldest_unsent_days INTEGER,
    accepting          INTEGER NOT NULL CHECK (accepting IN (0, 1)),
    quarantined        INTEGER NOT NULL CHECK (quarantined IN (0, 1))
) STRICT, WITHOUT ROWID;
