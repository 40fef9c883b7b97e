-- SPDX-License-Identifier: Apache-2.0
-- Monitoring points 监测点 and their monitors (domain.md 5). A badge is here as its hash only, a PIN as
-- an Argon2id hash.
CREATE TABLE monitoring_point (
  code     TEXT    PRIMARY KEY,
  name_zh  TEXT    NOT NULL,
  name_en  TEXT    NOT NULL,
  name_ug  TEXT    NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('enterprise', 'window', 'community', 'other')),
  unit     TEXT    NOT NULL DEFAULT '',
  active   INTEGER NOT NULL DEFAULT 1,
  since_on TEXT    NOT NULL               -- from this day on it is owed visits
) STRICT, WITHOUT ROWID;

CREATE TABLE monitor (
  code       TEXT    PRIMARY KEY,
  point      TEXT    NOT NULL REFERENCES monitoring_point (code),
  name       TEXT    NOT NULL,
  phone      TEXT    NOT NULL DEFAULT '',
  from_on    TEXT    NOT NULL,
  until_on   TEXT    NOT NULL,
  badge_hash TEXT    NOT NULL DEFAULT '',
  badge_on   TEXT    NOT NULL DEFAULT '', -- the day on which it was issued
  pin_hash   TEXT    NOT NULL DEFAULT '',
  pin_misses INTEGER NOT NULL DEFAULT 0,
  pin_missed_at_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX monitor_by_point ON monitor (point);

-- The center's file on a monitor's report. Columns up to `in_term` are what was filed and never
-- change; the rest is derived from the events, in the transaction that adds one.
CREATE TABLE issue (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_no     TEXT    NOT NULL UNIQUE,
  record_id    BLOB    NOT NULL UNIQUE CHECK (length(record_id) = 16),
  receipt_code TEXT    NOT NULL UNIQUE,
  monitor      TEXT    NOT NULL,
  point        TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  window       TEXT    NOT NULL,
  unit         TEXT    NOT NULL,
  aspect       TEXT    NOT NULL,
  severity     TEXT    NOT NULL,
  occurred_on  TEXT    NOT NULL,
  language     TEXT    NOT NULL,
  filed_on     TEXT    NOT NULL,
  filed_half   TEXT    NOT NULL CHECK (filed_half IN ('am', 'pm')),
  in_term      INTEGER NOT NULL,          -- 0: the monitor's term did not run on that day
  state        TEXT    NOT NULL,
  finding      TEXT    NOT NULL DEFAULT '',
  outcomes     TEXT    NOT NULL DEFAULT '',
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX issue_by_monitor ON issue (monitor, filed_on);
CREATE INDEX issue_by_state ON issue (state, id);
CREATE TRIGGER issue_is_kept BEFORE DELETE ON issue
BEGIN SELECT raise(ABORT, 'issues are never deleted'); END;

-- Chained as ticket_event is (tickets/events.h).
CREATE TABLE issue_event (
  issue  INTEGER NOT NULL REFERENCES issue (id),
  n      INTEGER NOT NULL CHECK (n >= 1),
  at_ms  INTEGER NOT NULL,
  type   TEXT    NOT NULL,
  by     TEXT    NOT NULL,
  fields TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (issue, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER issue_event_stays BEFORE UPDATE ON issue_event
BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER issue_event_is_kept BEFORE DELETE ON issue_event
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;

CREATE TABLE issue_serial (
  day  TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Telephone calls, visits and meetings with a point.
CREATE TABLE point_contact (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  point     TEXT    NOT NULL REFERENCES monitoring_point (code),
  monitor   TEXT    NOT NULL DEFAULT '',
  mode      TEXT    NOT NULL CHECK (mode IN ('phone', 'visit', 'meeting')),
  held_on   TEXT    NOT NULL,
  by        TEXT    NOT NULL,
  attendees TEXT    NOT NULL,
  minutes   TEXT    NOT NULL,
  at_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX point_contact_by_point ON point_contact (point, held_on);

-- What is owed and was not done, once for each subject and period: by monitors a report a week, by
-- the center a visit a month.
CREATE TABLE monitoring_duty (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT    NOT NULL CHECK (kind IN ('remind', 'call', 'visit')),
  subject   TEXT    NOT NULL,             -- a monitor's code, or a point's
  period    TEXT    NOT NULL,             -- Monday of the week, or the last visit's day
  raised_on TEXT    NOT NULL,
  done_on   TEXT    NOT NULL DEFAULT '',
  done_by   TEXT    NOT NULL DEFAULT '',  -- an account; "(rule)" when it was made up for
  UNIQUE (kind, subject, period)
) STRICT;
CREATE INDEX monitoring_duty_open ON monitoring_duty (done_on, id);
