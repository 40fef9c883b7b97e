-- SPDX-License-Identifier: Apache-2.0
-- The center's staff. Sessions live in memory only: a restart signs everybody out.
CREATE TABLE account (
  name          TEXT    PRIMARY KEY,
  display       TEXT    NOT NULL,
  role          TEXT    NOT NULL,
  unit          TEXT    NOT NULL DEFAULT '',
  password_hash TEXT    NOT NULL,       -- Argon2id, libsodium's own format
  must_change   INTEGER NOT NULL,
  wrong_tries   INTEGER NOT NULL DEFAULT 0,
  locked_until_ms INTEGER NOT NULL DEFAULT 0,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
