-- SPDX-License-Identifier: Apache-2.0
-- Updates of the terminals' image: how far each version may go, and what became of it where. The
-- bundles themselves are files beside the database.
CREATE TABLE update_rollout (
    version       TEXT PRIMARY KEY,
    digest        BLOB NOT NULL CHECK (length(digest) = 32),
    bytes         INTEGER NOT NULL CHECK (bytes > 0),
    waves         TEXT NOT NULL,     -- "hall-1,hall-2;10%;100%"
    stop_at       INTEGER NOT NULL CHECK (stop_at > 0),  -- so many failures stop it
    soak_minutes  INTEGER NOT NULL CHECK (soak_minutes >= 0),
    state         TEXT NOT NULL CHECK (state IN ('rolling', 'stopped', 'aborted')),
    why           TEXT NOT NULL,     -- of a stop
    wave          INTEGER NOT NULL,  -- that is reached, from 1 on
    wave_since_ms INTEGER NOT NULL,
    forgiven_ms   INTEGER NOT NULL,  -- failures until then count no longer: it was resumed
    added_at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row for each terminal that asked since the version is there. Written over: no history.
CREATE TABLE update_kiosk (
    version  TEXT NOT NULL REFERENCES update_rollout (version),
    kiosk    TEXT NOT NULL REFERENCES kiosk (name),
    runs     TEXT NOT NULL,          -- the version that runs there
    slot     TEXT NOT NULL,
    state    TEXT NOT NULL,
    why      TEXT NOT NULL,
    since_ms INTEGER NOT NULL,       -- in this state
    heard_ms INTEGER NOT NULL,
    PRIMARY KEY (version, kiosk)
) STRICT, WITHOUT ROWID;
