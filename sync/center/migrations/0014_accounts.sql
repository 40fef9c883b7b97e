-- SPDX-License-Identifier: Apache-2.0
-- The center's staff. Sessions live in memory only: a restart signs everybody out.
CREATE TABLE account (
  name          TEXT    PRIMARY KEY,
  display       TEXT    NOT NULL,
  role          TEXT    NOT NULL,
  unit          TEXT    NOT NULL DEFAULT '',
  password_hash TEXT    NOT NULL,       -- Argon2id, libsodium's own format
  must_change   INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong passwords by the digest of the name that was typed, whether or not there is such an
-- account: who guesses must not learn from a lock that a name exists.
CREATE TABLE sign_in_miss (
  name_digest BLOB    PRIMARY KEY,
  misses      INTEGER NOT NULL,
  last_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_miss_by_time ON sign_in_miss (last_ms);
