-- SPDX-License-Identifier: Apache-2.0
-- Tickets. Columns up to `division` are what was filed and never change; the rest is derived from
-- the events, in the transaction that adds one.
CREATE TABLE ticket (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_no    TEXT    NOT NULL UNIQUE,
  record_id    BLOB    NOT NULL UNIQUE CHECK (length(record_id) = 16),
  receipt_code TEXT    NOT NULL UNIQUE,
  kind         INTEGER NOT NULL,
  unit         TEXT    NOT NULL,
  window       TEXT    NOT NULL,
  topic        TEXT    NOT NULL,
  category     TEXT    NOT NULL,
  language     TEXT    NOT NULL,
  filed_on     TEXT    NOT NULL,          -- the day; "am" or "pm" beside it, nothing finer
  filed_half   TEXT    NOT NULL CHECK (filed_half IN ('am', 'pm')),
  has_contact  INTEGER NOT NULL,
  profile      TEXT    NOT NULL,          -- rule profile that was in force on the filing day
  state        TEXT    NOT NULL,
  version      INTEGER NOT NULL,          -- number of events
  callbacks    INTEGER NOT NULL DEFAULT 0,
  unreached    INTEGER NOT NULL DEFAULT 0,
  reply        TEXT    NOT NULL DEFAULT '',
  refusal      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_by_state ON ticket (state, id);
CREATE INDEX ticket_by_unit ON ticket (unit, id);

-- What happened, for ever. digest = BLAKE2b-256 over the digest before (zeros for the first) and
-- the canonical bytes of the event (tickets/events.cpp).
CREATE TABLE ticket_event (
  ticket INTEGER NOT NULL REFERENCES ticket (id),
  n      INTEGER NOT NULL CHECK (n >= 1),
  at_ms  INTEGER NOT NULL,
  type   TEXT    NOT NULL,
  by     TEXT    NOT NULL,                -- account; "kiosk" for the filing
  fields TEXT    NOT NULL,                -- JSON object of texts
  digest BLOB    NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (ticket, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ticket_event_stays BEFORE UPDATE ON ticket_event
BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER ticket_event_is_kept BEFORE DELETE ON ticket_event
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER ticket_is_kept BEFORE DELETE ON ticket
BEGIN SELECT raise(ABORT, 'tickets are never deleted'); END;

-- The last serial number given on a day.
CREATE TABLE ticket_serial (
  day  TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
