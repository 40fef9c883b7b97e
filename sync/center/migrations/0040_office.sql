-- SPDX-License-Identifier: Apache-2.0
-- What the center's people did besides tickets: accounts, exports, the hall. Chained like the events
-- of a ticket: digest = BLAKE2b-256 over the digest before (zeros for the first) and the row
-- (registry/journal.cpp).
CREATE TABLE journal (
  n      INTEGER PRIMARY KEY CHECK (n >= 1),
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,                -- account; "(command)" for the command line
  what   TEXT    NOT NULL,
  about  TEXT    NOT NULL,                -- account, list or hall that it was done to
  fields TEXT    NOT NULL,                -- JSON object of texts; "old -> new" where one was changed
  digest BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;

ALTER TABLE account ADD COLUMN disabled_at_ms INTEGER;
-- The second factor's secret, locked under a key that is in no table (accounts/second_factor.cpp).
ALTER TABLE account ADD COLUMN totp_secret BLOB;
ALTER TABLE account ADD COLUMN totp_offered BLOB;                -- drawn, but no code was shown yet
ALTER TABLE account ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;  -- of the last code: never twice

-- Units that somebody is related to, and so sees no ticket about (domain.md 2.3: 回避).
CREATE TABLE account_relation (
  account TEXT NOT NULL REFERENCES account (name),
  unit    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (account, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL REFERENCES account (name),
  list    TEXT NOT NULL,
  name    TEXT NOT NULL,
  query   TEXT NOT NULL,
  UNIQUE (account, list, name)
) STRICT;

-- What statistics of a span of days run along.
CREATE INDEX ticket_by_day ON ticket (filed_on, unit);
