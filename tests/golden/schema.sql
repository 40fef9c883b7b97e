-- SPDX-License-Identifier: Apache-2.0
-- Made by tests/golden/schema_test.cpp; not run by anything.

-- center.db, version 48
CREATE TABLE account (
  name          TEXT    PRIMARY KEY,
  display       TEXT    NOT NULL,
  role          TEXT    NOT NULL,
  unit          TEXT    NOT NULL DEFAULT '',
  password_hash TEXT    NOT NULL,       -- Argon2id, libsodium's own format
  must_change   INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
, disabled_at_ms INTEGER, totp_secret BLOB, totp_offered BLOB, totp_step INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_of_account AFTER UPDATE OF display, role, unit, disabled_at_ms ON account
BEGIN INSERT INTO change (list, subject, by) VALUES ('accounts', NEW.name, ''); END;
CREATE TRIGGER change_of_made_account AFTER INSERT ON account
BEGIN INSERT INTO change (list, subject, by) VALUES ('accounts', NEW.name, ''); END;
CREATE TABLE account_relation (
  account TEXT NOT NULL REFERENCES account (name),
  unit    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (account, unit)
) STRICT, WITHOUT ROWID;
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
CREATE TRIGGER change_of_alarm AFTER INSERT ON alarm
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', '', ''); END;
CREATE TABLE answered (
  kiosk   TEXT    NOT NULL,
  counter INTEGER NOT NULL,
  request BLOB    NOT NULL,             -- digest of the request
  body    BLOB    NOT NULL,
  PRIMARY KEY (kiosk, counter)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar_edition (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  name   TEXT    NOT NULL,
  ics    TEXT    NOT NULL,             -- empty: taken away
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,             -- account; "(command)" for the command line
  digest BLOB    NOT NULL CHECK (length(digest) = 32)  -- over the digest before, name and ics
) STRICT;
CREATE INDEX calendar_edition_by_name ON calendar_edition (name, id);
CREATE TRIGGER calendar_edition_is_kept BEFORE DELETE ON calendar_edition
BEGIN SELECT raise(ABORT, 'an edition of a calendar is never deleted'); END;
CREATE TRIGGER calendar_edition_stays BEFORE UPDATE ON calendar_edition
BEGIN SELECT raise(ABORT, 'an edition of a calendar is never changed'); END;
CREATE TABLE "card" (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  subject   TEXT    NOT NULL CHECK (subject IN ('ticket', 'case', 'duty', 'issue')),
  ticket    INTEGER REFERENCES ticket (id),
  about     TEXT    NOT NULL,           -- a number; "jc01 2026-11-02" of a duty
  clock     TEXT    NOT NULL,           -- rules/cards.h, rules/issue_clock.h
  level     TEXT    NOT NULL,
  unit      TEXT    NOT NULL,           -- that it was issued to; empty: the center itself
  due_on    TEXT    NOT NULL,           -- of the clock, as it was then
  issued_on TEXT    NOT NULL,
  answer_by TEXT    NOT NULL,           -- empty where nobody has to answer
  state     TEXT    NOT NULL,           -- derived from the events
  version   INTEGER NOT NULL,           -- number of events
  UNIQUE (subject, about, clock, level)
) STRICT;
CREATE INDEX card_by_level ON card (level, id);
CREATE INDEX card_by_state ON card (state, id);
CREATE INDEX card_by_subject ON card (subject, id);
CREATE INDEX card_by_ticket ON card (ticket, id) WHERE ticket IS NOT NULL;
CREATE INDEX card_by_unit ON card (unit, id);
CREATE INDEX card_standing ON card (id) WHERE state IN ('issued', 'answered', 'objected');
CREATE INDEX card_to_decide ON card (id) WHERE state IN ('answered', 'objected');
CREATE INDEX card_unsettled ON card (subject, about) WHERE state = 'issued' AND level IN ('notice', 'warning');
CREATE TRIGGER card_is_kept BEFORE DELETE ON card
BEGIN SELECT raise(ABORT, 'cards are never deleted'); END;
CREATE TABLE card_event (
  card   INTEGER NOT NULL REFERENCES card (id),
  n      INTEGER NOT NULL,
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,              -- an account; "(rule)"
  type   TEXT    NOT NULL,              -- the state that it led to
  words  TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 32), evidence TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (card, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER card_event_remains BEFORE DELETE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never removed'); END;
CREATE TRIGGER card_event_stays BEFORE UPDATE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never changed'); END;
CREATE TRIGGER change_of_card AFTER INSERT ON card_event
BEGIN INSERT INTO change (list, subject, by)
      VALUES ('cards', NEW.card, iif(NEW.by = '(rule)', '', NEW.by)); END;
CREATE TABLE card_event_unchained (
  card  INTEGER NOT NULL,
  n     INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  by    TEXT    NOT NULL,
  type  TEXT    NOT NULL,
  words TEXT    NOT NULL,
  PRIMARY KEY (card, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_file (
  case_no       TEXT    PRIMARY KEY,
  service       TEXT    NOT NULL,
  unit          TEXT    NOT NULL,
  window        TEXT    NOT NULL,
  masked_name   TEXT    NOT NULL,
  id_hash       BLOB    NOT NULL,
  phone_hash    BLOB    NOT NULL,
  query_hash    BLOB    NOT NULL,
  query_locked  BLOB    NOT NULL,
  stage         TEXT    NOT NULL,
  accepted_on   TEXT,
  promised_wd   INTEGER NOT NULL,
  statutory_wd  INTEGER NOT NULL,
  due_on        TEXT,
  updated_at_ms INTEGER NOT NULL
, person_hash BLOB, suspended_wd INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX case_file_by_person ON case_file (person_hash) WHERE person_hash IS NOT NULL;
CREATE INDEX case_file_by_stage ON case_file (stage, case_no);
CREATE INDEX case_file_by_unit ON case_file (unit, case_no);
CREATE INDEX case_running ON case_file (due_on) WHERE stage IN ('accepted', 'reviewing', 'decided');
CREATE INDEX case_undecided ON case_file (case_no) WHERE stage NOT IN ('decided', 'completed', 'returned');
CREATE TABLE case_miss (
  subject  TEXT    PRIMARY KEY,
  misses   INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE case_version (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE case_watch (
  case_no TEXT    PRIMARY KEY,
  account TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL              -- who arranged it
) STRICT, WITHOUT ROWID;
CREATE INDEX case_watch_by_account ON case_watch (account, case_no) WHERE account <> '';
CREATE TRIGGER change_of_case_watch AFTER UPDATE ON case_watch
BEGIN INSERT INTO change (list, subject, by) VALUES ('cases', NEW.case_no, NEW.by); END;
CREATE TRIGGER change_of_watched_case AFTER INSERT ON case_watch
BEGIN INSERT INTO change (list, subject, by) VALUES ('cases', NEW.case_no, NEW.by); END;
CREATE TABLE center (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  generation    BLOB    NOT NULL CHECK (length(generation) = 16),
  backed_up_row INTEGER NOT NULL DEFAULT 0,  -- rows up to this one are in a finished backup
  backed_up_at_ms INTEGER                    -- when that backup was finished; null: never
) STRICT;
CREATE TABLE change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  list    TEXT NOT NULL,
  subject TEXT NOT NULL,                -- id, code or name; '' for the list as a whole
  by      TEXT NOT NULL                 -- an account; '' where none did it
) STRICT;
CREATE TABLE change_half_day (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  told TEXT    NOT NULL
) STRICT;
CREATE TABLE derivation (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE document (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL,
  year         INTEGER NOT NULL,
  n            INTEGER NOT NULL CHECK (n >= 1),
  number       TEXT    NOT NULL UNIQUE,
  profile      TEXT    NOT NULL,
  subject_kind TEXT    NOT NULL CHECK (subject_kind IN ('ticket', 'issue', 'card', 'month')),
  subject      INTEGER NOT NULL,            -- 202610 of a month
  issuer       TEXT    NOT NULL,            -- empty: the center, by the profile of its day
  addressee    TEXT    NOT NULL,
  made_on      TEXT    NOT NULL,
  made_by      TEXT    NOT NULL,
  due_on       TEXT    NOT NULL,
  copies       TEXT    NOT NULL,            -- JSON list of texts
  basis        TEXT    NOT NULL,
  text_zh      TEXT    NOT NULL,
  text_en      TEXT    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('issued', 'void')),
  void_reason  TEXT    NOT NULL DEFAULT '',
  void_by      TEXT    NOT NULL DEFAULT '',
  void_on      TEXT    NOT NULL DEFAULT '',
  UNIQUE (kind, year, n)
) STRICT;
CREATE INDEX document_of_subject ON document (subject_kind, subject, id);
CREATE TRIGGER change_of_document AFTER UPDATE OF state ON document
BEGIN INSERT INTO change (list, subject, by) VALUES ('documents', NEW.id, NEW.void_by); END;
CREATE TRIGGER change_of_made_document AFTER INSERT ON document
BEGIN INSERT INTO change (list, subject, by) VALUES ('documents', NEW.id, NEW.made_by); END;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document
BEGIN SELECT raise(ABORT, 'a paper stays with its number'); END;
CREATE TRIGGER document_is_void_for_good BEFORE UPDATE OF state ON document WHEN OLD.state = 'void'
BEGIN SELECT raise(ABORT, 'a void paper stays void'); END;
CREATE TRIGGER document_stays BEFORE UPDATE OF id, kind, year, n, number, profile, subject_kind, subject,
  issuer, addressee, made_on, made_by, due_on, copies, basis, text_zh, text_en ON document
BEGIN SELECT raise(ABORT, 'a paper is never changed'); END;
CREATE TABLE document_serial (
  kind TEXT    NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (kind, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE "due_move" (
  edition INTEGER NOT NULL,
  hall    INTEGER NOT NULL,
  program INTEGER NOT NULL,
  ticket  INTEGER NOT NULL REFERENCES ticket (id),
  before  TEXT    NOT NULL,
  after   TEXT    NOT NULL,
  PRIMARY KEY (edition, hall, program, ticket)
) STRICT, WITHOUT ROWID;
CREATE TABLE "due_recount" (
  edition INTEGER NOT NULL,            -- calendar_edition.id; 0: none yet
  hall    INTEGER NOT NULL,            -- hall.import
  program INTEGER NOT NULL,            -- of its calendar: 63 bits of the digest; 0: older programs
  at_ms   INTEGER NOT NULL,
  open    INTEGER NOT NULL,            -- tickets looked at
  moved   INTEGER NOT NULL,
  PRIMARY KEY (edition, hall, program)
) STRICT, WITHOUT ROWID;
CREATE TABLE enrolment (
  kiosk         TEXT    PRIMARY KEY,
  code_hash     BLOB    NOT NULL CHECK (length(code_hash) = 32),
  expires_at_ms INTEGER NOT NULL,
  wrong_tries   INTEGER NOT NULL DEFAULT 0,
  used_by       BLOB             -- the public key that used it; null: not used
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure (
  record_id BLOB PRIMARY KEY,
  at_ms     INTEGER NOT NULL,
  mark      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE event_mark (
  place  INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  mark   BLOB NOT NULL,
  UNIQUE (ticket, n)
) STRICT;
CREATE TABLE hall (
  import        INTEGER PRIMARY KEY AUTOINCREMENT,
  hall_id       TEXT    NOT NULL,
  version       INTEGER NOT NULL,
  digest        BLOB    NOT NULL,
  hall_json     BLOB    NOT NULL,
  imported_at_ms INTEGER NOT NULL
, file BLOB) STRICT;
CREATE TRIGGER change_of_hall AFTER INSERT ON hall
BEGIN INSERT INTO change (list, subject, by) VALUES ('hall', '', ''); END;
CREATE TABLE hall_code (
  kind     TEXT NOT NULL CHECK (kind IN ('unit', 'window', 'topic', 'level', 'tag')),
  code     TEXT NOT NULL,  -- a level is written "<scale>/<level>"
  belongs  TEXT NOT NULL,  -- window: its unit; topic: its first category; else empty
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency (
  id      BLOB    PRIMARY KEY,          -- of account, route and key
  request BLOB    NOT NULL,             -- digest of query and body
  answer  BLOB    NOT NULL,
  at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (at_ms);
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
, sent_to TEXT NOT NULL DEFAULT '', profile TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX issue_by_monitor ON issue (monitor, filed_on);
CREATE INDEX issue_by_point ON issue (point, id);
CREATE INDEX issue_by_state ON issue (state, id);
CREATE INDEX issue_open ON issue (id) WHERE state <> 'closed';
CREATE TRIGGER issue_is_kept BEFORE DELETE ON issue
BEGIN SELECT raise(ABORT, 'issues are never deleted'); END;
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
CREATE TRIGGER change_of_issue AFTER INSERT ON issue_event
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('issues', NEW.issue, NEW.by); END;
CREATE TRIGGER issue_event_is_kept BEFORE DELETE ON issue_event
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER issue_event_stays BEFORE UPDATE ON issue_event
BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TABLE issue_serial (
  day  TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
  n      INTEGER PRIMARY KEY CHECK (n >= 1),
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,                -- account; "(command)" for the command line
  what   TEXT    NOT NULL,
  about  TEXT    NOT NULL,                -- account, list or hall that it was done to
  fields TEXT    NOT NULL,                -- JSON object of texts; "old -> new" where one was changed
  digest BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX journal_by_about ON journal (about, n);
CREATE INDEX journal_by_person ON journal (by, n);
CREATE INDEX journal_by_what ON journal (what, n);
CREATE TRIGGER change_of_journal AFTER INSERT ON journal
BEGIN INSERT INTO change (list, subject, by)
      VALUES ('journal', NEW.n, iif(NEW.by = '(command)', '', NEW.by)); END;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;
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
CREATE TRIGGER change_of_enrolled_kiosk AFTER INSERT ON kiosk
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.name, ''); END;
CREATE TRIGGER change_of_revoked_kiosk AFTER UPDATE OF revoked_at_ms, epoch ON kiosk
WHEN NEW.revoked_at_ms IS NOT OLD.revoked_at_ms OR NEW.epoch <> OLD.epoch
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.name, ''); END;
CREATE TABLE kiosk_care (
  kiosk   TEXT    PRIMARY KEY,
  point   TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_of_kiosk_care AFTER INSERT ON kiosk_care
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.kiosk, NEW.by); END;
CREATE TRIGGER change_of_kiosks_care AFTER UPDATE ON kiosk_care
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.kiosk, NEW.by); END;
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
CREATE TABLE kiosk_key (
  kiosk      TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  public_key BLOB    NOT NULL,
  from_ms    INTEGER NOT NULL,
  PRIMARY KEY (kiosk, epoch)
) STRICT, WITHOUT ROWID;
CREATE TABLE missed_look_up (
  kiosk    TEXT    PRIMARY KEY,
  since_ms INTEGER NOT NULL,
  misses   INTEGER NOT NULL
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
, language TEXT NOT NULL DEFAULT 'zh-CN'
  CHECK (language IN ('zh-CN', 'en', 'ug'))) STRICT, WITHOUT ROWID;
CREATE INDEX monitor_by_point ON monitor (point);
CREATE TRIGGER change_of_made_monitor AFTER INSERT ON monitor
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.point, ''); END;
CREATE TRIGGER change_of_monitor
AFTER UPDATE OF point, name, phone, from_on, until_on, badge_on, pin_hash ON monitor
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.point, ''); END;
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
CREATE TRIGGER change_of_done_duty AFTER UPDATE OF done_on ON monitoring_duty
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.done_by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('duties', NEW.id, NEW.done_by); END;
CREATE TRIGGER change_of_duty AFTER INSERT ON monitoring_duty
BEGIN INSERT INTO change (list, subject, by) VALUES ('duties', NEW.id, ''); END;
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
CREATE TRIGGER change_of_made_point AFTER INSERT ON monitoring_point
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.code, ''); END;
CREATE TRIGGER change_of_point AFTER UPDATE ON monitoring_point
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.code, ''); END;
CREATE TABLE notice (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  what       TEXT    NOT NULL CHECK (what IN ('card', 'moved')),
  card       INTEGER REFERENCES card (id),
  about      TEXT    NOT NULL,          -- as of the card; of moved dates the calendar's edition
  recipient  TEXT    NOT NULL,          -- rules/notices.h
  unit       TEXT    NOT NULL,          -- empty: the center itself
  level      TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  made_at_ms INTEGER NOT NULL,
  send_at_ms INTEGER NOT NULL,          -- not before: quiet hours
  held       INTEGER NOT NULL,          -- 1: waits for the digest
  sent_at_ms INTEGER,
  acked_at_ms INTEGER,
  acked_by   TEXT    NOT NULL DEFAULT ''
, text_en TEXT NOT NULL DEFAULT '', text_ug TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'zh-CN'
  CHECK (language IN ('zh-CN', 'en', 'ug'))) STRICT;
CREATE INDEX notice_by_level ON notice (level, id);
CREATE INDEX notice_by_recipient ON notice (recipient, id);
CREATE INDEX notice_by_unit ON notice (unit, id);
CREATE INDEX notice_by_what ON notice (what, id);
CREATE INDEX notice_held ON notice (id) WHERE held = 1;
CREATE UNIQUE INDEX notice_once ON notice (what, about, ifnull(card, 0), recipient, unit);
CREATE INDEX notice_open ON notice (id) WHERE acked_at_ms IS NULL;
CREATE INDEX notice_unsent ON notice (send_at_ms) WHERE sent_at_ms IS NULL;
CREATE TRIGGER change_of_notice AFTER INSERT ON notice
BEGIN INSERT INTO change (list, subject, by) VALUES ('notices', NEW.id, ''); END;
CREATE TRIGGER change_of_read_notice AFTER UPDATE OF acked_at_ms ON notice
WHEN OLD.acked_at_ms IS NULL AND NEW.acked_at_ms IS NOT NULL
BEGIN INSERT INTO change (list, subject, by) VALUES ('notices', NEW.id, NEW.acked_by); END;
CREATE TRIGGER notice_is_kept BEFORE DELETE ON notice
BEGIN SELECT raise(ABORT, 'notices are never deleted'); END;
CREATE TABLE "parked" (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kiosk     TEXT    NOT NULL,
  epoch     INTEGER NOT NULL,
  digest    BLOB    NOT NULL,
  record_id BLOB    NOT NULL,
  seq       INTEGER NOT NULL,
  previous  BLOB    NOT NULL,
  verdict   TEXT    NOT NULL CHECK (verdict IN ('conflict', 'refused')),
  reason    TEXT    NOT NULL,
  in_chain  INTEGER NOT NULL,           -- 1: it took its place in the kiosk's chain
  parked_at_ms INTEGER NOT NULL,
  kiosk_wall_ms      INTEGER,           -- null: an older program parked it
  kiosk_monotonic_ms INTEGER,
  kiosk_boot         TEXT,
  erased_on TEXT,
  sealed    BLOB,                       -- record/1 as it came; null once erased
  UNIQUE (kiosk, epoch, digest)
) STRICT;
CREATE INDEX parked_by_place ON parked (kiosk, epoch, seq);
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
CREATE TRIGGER change_of_contact AFTER INSERT ON point_contact
BEGIN INSERT INTO change (list, subject, by) VALUES ('contacts', NEW.id, NEW.by); END;
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kiosk       TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,
  file        TEXT    NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  have        INTEGER NOT NULL DEFAULT 0 CHECK (have <= size),  -- bytes without a gap
  begun_at_ms INTEGER NOT NULL,
  whole_at_ms INTEGER, erased_on TEXT,
  UNIQUE (kiosk, epoch, file, size)
) STRICT;
CREATE TABLE quarantine_piece (
  quarantine INTEGER NOT NULL REFERENCES quarantine (id),
  offset     INTEGER NOT NULL,
  sealed     BLOB    NOT NULL,
  PRIMARY KEY (quarantine, offset)
) STRICT, WITHOUT ROWID;
CREATE TABLE rating (
  record_id BLOB    PRIMARY KEY REFERENCES submission (record_id),
  scale     TEXT    NOT NULL,
  level     INTEGER NOT NULL
, has_contact INTEGER, filed_on TEXT NOT NULL DEFAULT '', month    TEXT NOT NULL DEFAULT '', unit     TEXT NOT NULL DEFAULT '', window   TEXT NOT NULL DEFAULT '', place    INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX rating_by_month ON rating (month, level, place, filed_on);
CREATE INDEX rating_of_unit ON rating (unit, month, level, place, filed_on, window);
CREATE INDEX rating_of_window ON rating (window, month, level, place, filed_on, unit);
CREATE TABLE rating_tag (
  record_id BLOB NOT NULL REFERENCES rating (record_id),
  tag       TEXT NOT NULL,
  PRIMARY KEY (record_id, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE registry_entry (
  kind    TEXT    NOT NULL CHECK (kind IN
            ('division', 'unit', 'window', 'service', 'kiosk', 'point', 'monitor')),
  code    TEXT    NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  active  INTEGER NOT NULL,
  fields  TEXT    NOT NULL,               -- JSON object of texts
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_of_entry AFTER UPDATE ON registry_entry
BEGIN INSERT INTO change (list, subject, by) VALUES ('registry', NEW.kind || '/' || NEW.code, ''); END;
CREATE TRIGGER change_of_made_entry AFTER INSERT ON registry_entry
BEGIN INSERT INTO change (list, subject, by) VALUES ('registry', NEW.kind || '/' || NEW.code, ''); END;
CREATE TRIGGER registry_entry_is_kept BEFORE DELETE ON registry_entry
BEGIN SELECT raise(ABORT, 'entries are taken out of use, never deleted'); END;
CREATE TABLE reminder (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  duty       INTEGER NOT NULL UNIQUE REFERENCES monitoring_duty (id),
  monitor    TEXT    NOT NULL,
  language   TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  made_at_ms INTEGER NOT NULL,
  send_at_ms INTEGER NOT NULL,          -- not before: quiet hours
  sent_at_ms INTEGER
) STRICT;
CREATE INDEX reminder_unsent ON reminder (send_at_ms) WHERE sent_at_ms IS NULL;
CREATE TABLE retention_erased (
  record_id BLOB NOT NULL,
  what      TEXT NOT NULL CHECK (what IN ('contact', 'words')),
  rule      TEXT NOT NULL,
  about     TEXT NOT NULL,                -- number of the ticket; '' for a rating
  since_on  TEXT NOT NULL,                -- the day from which it was counted
  erased_on TEXT NOT NULL,
  PRIMARY KEY (record_id, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_erased_by_day ON retention_erased (erased_on);
CREATE TRIGGER retention_erased_is_kept BEFORE DELETE ON retention_erased
BEGIN SELECT raise(ABORT, 'what was erased is told for ever'); END;
CREATE TABLE rule_edition (
  profile  TEXT    NOT NULL,
  from_day TEXT    NOT NULL,
  toml     TEXT    NOT NULL,
  at_ms    INTEGER NOT NULL,
  by       TEXT    NOT NULL, lent TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (profile, from_day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_edition_is_kept BEFORE DELETE ON rule_edition
BEGIN SELECT raise(ABORT, 'an edition of a rule profile is never deleted'); END;
CREATE TRIGGER rule_edition_stays BEFORE UPDATE ON rule_edition
BEGIN SELECT raise(ABORT, 'an edition of a rule profile is never changed'); END;
CREATE TABLE sample_call (
  record_id BLOB    NOT NULL CHECK (length(record_id) = 16),
  n         INTEGER NOT NULL CHECK (n >= 1),
  at_ms     INTEGER NOT NULL,
  by        TEXT    NOT NULL,
  outcome   TEXT    NOT NULL,          -- rules/life.h
  level     INTEGER NOT NULL,          -- as heard, 1 to 5; 0: not heard
  note      TEXT    NOT NULL,
  PRIMARY KEY (record_id, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_of_sample AFTER INSERT ON sample_call
BEGIN INSERT INTO change (list, subject, by) VALUES ('samples', '', NEW.by); END;
CREATE TRIGGER sample_call_is_kept BEFORE DELETE ON sample_call
BEGIN SELECT raise(ABORT, 'a call is never deleted'); END;
CREATE TRIGGER sample_call_stays BEFORE UPDATE ON sample_call
BEGIN SELECT raise(ABORT, 'a call is never changed'); END;
CREATE TABLE saved_view (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL REFERENCES account (name),
  list    TEXT NOT NULL,
  name    TEXT NOT NULL,
  query   TEXT NOT NULL,
  UNIQUE (account, list, name)
) STRICT;
CREATE TABLE sign_in_miss (
  name_digest BLOB    PRIMARY KEY,
  misses      INTEGER NOT NULL,
  last_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_miss_by_time ON sign_in_miss (last_ms);
CREATE TABLE submission (
  row_no     INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id  BLOB    NOT NULL UNIQUE CHECK (length(record_id) = 16),
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),
  kiosk      TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  previous   BLOB    NOT NULL,
  kind       INTEGER NOT NULL,
  unit       TEXT    NOT NULL,
  window     TEXT    NOT NULL,
  topic      TEXT    NOT NULL,
  category   TEXT    NOT NULL,
  language   TEXT    NOT NULL,
  half_day   TEXT    NOT NULL,          -- "2026-11-26 am"
  filed_told_at_ms INTEGER NOT NULL,    -- by the kiosk's clock
  filed_at_ms INTEGER NOT NULL,         -- as corrected; deadlines run from it
  filed_doubt INTEGER NOT NULL,         -- 0 none, 1 as told, 2 unbelievable: the arrival stands in
  received_at_ms INTEGER NOT NULL,
  sealed     BLOB,                      -- record/1 as it came; null once erased
  words      BLOB    NOT NULL,          -- under the record's own key
  words_key  BLOB,                      -- that key, sealed to the intake key; null once erased
  countersignature BLOB NOT NULL,
  UNIQUE (kiosk, epoch, seq)
) STRICT;
CREATE INDEX submission_by_day ON submission (kind, half_day);
CREATE TABLE submission_mark (
  row_no INTEGER PRIMARY KEY,
  mark   BLOB NOT NULL                  -- over every column that stays for ever, and the rating
) STRICT;
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
, course TEXT NOT NULL DEFAULT '', needed TEXT NOT NULL DEFAULT '', handled_by TEXT NOT NULL DEFAULT '', pending TEXT NOT NULL DEFAULT '', merged_into INTEGER NOT NULL DEFAULT 0, excluded INTEGER NOT NULL DEFAULT 0, due_on TEXT NOT NULL DEFAULT '', stand TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX ticket_by_day ON ticket (filed_on, unit, window);
CREATE INDEX ticket_by_due ON ticket (due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_by_handler ON ticket (handled_by, id);
CREATE INDEX ticket_by_kind ON ticket (kind, id);
CREATE INDEX ticket_by_main ON ticket (merged_into, id) WHERE merged_into <> 0;
CREATE INDEX ticket_by_stand ON ticket (stand, handled_by, unit, due_on) WHERE due_on <> '';
CREATE INDEX ticket_by_state ON ticket (state, id);
CREATE INDEX ticket_by_topic ON ticket (topic, id);
CREATE INDEX ticket_by_unit ON ticket (unit, id);
CREATE INDEX ticket_by_unit_and_state ON ticket (unit, state, id);
CREATE INDEX ticket_by_window ON ticket (window, id);
CREATE INDEX ticket_excluded ON ticket (filed_on, unit) WHERE excluded = 1;
CREATE INDEX ticket_in_vain ON ticket (course) WHERE state = 'registered' AND has_contact = 1 AND unreached > 0;
CREATE INDEX ticket_of_handler_by_due ON ticket (handled_by, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_state_by_due ON ticket (state, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_topic_by_due ON ticket (topic, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_unit_by_due ON ticket (unit, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_window_by_due ON ticket (window, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_to_ask ON ticket (id) WHERE state = 'replied' AND has_contact = 1;
CREATE INDEX ticket_to_call ON ticket (filed_on, filed_half, id) WHERE state = 'registered' AND has_contact = 1;
CREATE TRIGGER ticket_is_kept BEFORE DELETE ON ticket
BEGIN SELECT raise(ABORT, 'tickets are never deleted'); END;
CREATE TABLE ticket_case (
  ticket  INTEGER PRIMARY KEY REFERENCES ticket (id),
  case_no TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL              -- who said so last
) STRICT;
CREATE INDEX ticket_case_by_case ON ticket_case (case_no, ticket) WHERE case_no <> '';
CREATE TRIGGER change_of_linked_ticket AFTER INSERT ON ticket_case
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;
CREATE TRIGGER change_of_ticket_link AFTER UPDATE ON ticket_case
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;
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
CREATE TRIGGER change_of_ticket AFTER INSERT ON ticket_event
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;
CREATE TRIGGER ticket_event_is_kept BEFORE DELETE ON ticket_event
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER ticket_event_stays BEFORE UPDATE ON ticket_event
BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TABLE ticket_serial (
  day  TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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

-- vault.db, version 2
CREATE TABLE contact (
      record_id BLOB    PRIMARY KEY CHECK (length(record_id) = 16),
      has_phone INTEGER NOT NULL,
      box       BLOB    NOT NULL             -- sealed to the callback key; empty once erased
    ) STRICT, WITHOUT ROWID;
CREATE TABLE reveal (                    -- append-only: who looked, why, when
      id        INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms     INTEGER NOT NULL,
      record_id BLOB    NOT NULL,
      account   TEXT    NOT NULL,
      reason    TEXT    NOT NULL
    , occasion TEXT NOT NULL DEFAULT 'look_up') STRICT;
CREATE INDEX reveal_by_account ON reveal (account, occasion, at_ms);
CREATE TRIGGER reveal_is_final BEFORE UPDATE ON reveal
      BEGIN SELECT raise(ABORT, 'the audit of reveals is append-only'); END;
CREATE TRIGGER reveal_stays BEFORE DELETE ON reveal
      BEGIN SELECT raise(ABORT, 'the audit of reveals is append-only'); END;

-- outbox.db, version 3
CREATE TABLE memory (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_twin ON memory (name, value);
CREATE TABLE record (
    seq        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind       INTEGER NOT NULL,
    day        INTEGER NOT NULL,                  -- since 1970-01-01, at the hall
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    state      INTEGER NOT NULL CHECK (state IN (1, 2, 3)),  -- unsent, stored, parked
    reason     TEXT NOT NULL DEFAULT '',          -- why it is parked
    center_row INTEGER NOT NULL DEFAULT 0,        -- where the center stored it
    generation BLOB,                              -- of the center, when it stored it
    bytes      INTEGER NOT NULL,                  -- length of the payload as made
    payload    BLOB                               -- record/1, sealed and signed; NULL when erased
, minus_day INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX record_twin ON record
    (seq, id, kind, day, digest, state, reason, center_row, generation, bytes) WHERE state <> 1;

