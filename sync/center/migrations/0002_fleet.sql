-- SPDX-License-Identifier: Apache-2.0
-- Kiosks: who they are, how they came, where their chains stand.
CREATE TABLE enrolment (
  kiosk         TEXT    PRIMARY KEY,
  code_hash     BLOB    NOT NULL CHECK (length(code_hash) = 32),
  expires_at_ms INTEGER NOT NULL,
  wrong_tries   INTEGER NOT NULL DEFAULT 0,
  used_by       BLOB             -- the public key that used it; null: not used
) STRICT, WITHOUT ROWID;

-- An epoch begins with each enrolment under another key: its chain starts at 1 again.
CREATE TABLE kiosk (
  name          TEXT    PRIMARY KEY,
  epoch         INTEGER NOT NULL,
  public_key    BLOB    NOT NULL CHECK (length(public_key) = 32),
  enrolled_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER,
  last_seen_at_ms INTEGER,
  counter_max   INTEGER NOT NULL,       -- highest request counter seen
  counters_seen INTEGER NOT NULL,       -- bit n: counter_max - n was seen
  head_seq      INTEGER NOT NULL DEFAULT 0,
  head_digest   BLOB    NOT NULL DEFAULT (zeroblob(32)),
  hall_version  INTEGER,                -- the hall that it was last given
  clock_off_ms  INTEGER                 -- kiosk's wall clock minus the center's, at the last batch
) STRICT, WITHOUT ROWID;

-- Old keys stay: a receipt printed before a re-enrolment must still be verified.
CREATE TABLE kiosk_key (
  kiosk      TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  public_key BLOB    NOT NULL,
  from_ms    INTEGER NOT NULL,
  PRIMARY KEY (kiosk, epoch)
) STRICT, WITHOUT ROWID;

-- First answers to batches, for a kiosk that asks the same again.
CREATE TABLE answered (
  kiosk   TEXT    NOT NULL,
  counter INTEGER NOT NULL,
  request BLOB    NOT NULL,             -- digest of the request
  body    BLOB    NOT NULL,
  PRIMARY KEY (kiosk, counter)
) STRICT, WITHOUT ROWID;

-- What an operator and an auditor must see: gaps, forks, rollbacks, conflicts, refusals.
CREATE TABLE alarm (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms   INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  kiosk   TEXT    NOT NULL,
  epoch   INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  detail  TEXT    NOT NULL,
  UNIQUE (kind, kiosk, epoch, seq, detail)
) STRICT;

-- Look-ups that found nothing, by kiosk: guessing is slowed down.
CREATE TABLE missed_look_up (
  kiosk    TEXT    PRIMARY KEY,
  since_ms INTEGER NOT NULL,
  misses   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
