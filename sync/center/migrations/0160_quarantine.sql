-- SPDX-License-Identifier: Apache-2.0
-- Damaged queues that terminals set aside, sealed to the intake key, piece by piece.
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kiosk       TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,
  file        TEXT    NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  have        INTEGER NOT NULL DEFAULT 0 CHECK (have <= size),  -- bytes without a gap
  begun_at_ms INTEGER NOT NULL,
  whole_at_ms INTEGER,
  UNIQUE (kiosk, epoch, file, size)
) STRICT;

CREATE TABLE quarantine_piece (
  quarantine INTEGER NOT NULL REFERENCES quarantine (id),
  offset     INTEGER NOT NULL,
  sealed     BLOB    NOT NULL,
  PRIMARY KEY (quarantine, offset)
) STRICT, WITHOUT ROWID;
