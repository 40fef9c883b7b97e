-- SPDX-License-Identifier: Apache-2.0
-- Who of the center's people keeps an eye on a case; an empty account: nobody any more. An import
-- writes cases anew and leaves this alone.
CREATE TABLE case_watch (
  case_no TEXT    PRIMARY KEY,
  account TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL              -- who arranged it
) STRICT, WITHOUT ROWID;
-- "Mine", by number without reading all the others.
CREATE INDEX case_watch_by_account ON case_watch (account, case_no) WHERE account <> '';

-- Which monitoring point looks after a kiosk, and how often staff did something with it.
CREATE TABLE kiosk_care (
  kiosk   TEXT    PRIMARY KEY,
  point   TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER change_of_watched_case AFTER INSERT ON case_watch
BEGIN INSERT INTO change (list, subject, by) VALUES ('cases', NEW.case_no, NEW.by); END;
CREATE TRIGGER change_of_case_watch AFTER UPDATE ON case_watch
BEGIN INSERT INTO change (list, subject, by) VALUES ('cases', NEW.case_no, NEW.by); END;
CREATE TRIGGER change_of_kiosk_care AFTER INSERT ON kiosk_care
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.kiosk, NEW.by); END;
CREATE TRIGGER change_of_kiosks_care AFTER UPDATE ON kiosk_care
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.kiosk, NEW.by); END;

-- What lists run along that show one level, recipient, deed or person only, or calls in their turn: what
-- such a list leaves out is not even read, however many rows there are.
CREATE INDEX notice_by_recipient ON notice (recipient, id);
CREATE INDEX notice_by_level ON notice (level, id);
CREATE INDEX notice_by_what ON notice (what, id);
CREATE INDEX notice_held ON notice (id) WHERE held = 1;
CREATE INDEX card_by_level ON card (level, id);
CREATE INDEX card_by_subject ON card (subject, id);
CREATE INDEX card_standing ON card (id) WHERE state IN ('issued', 'answered', 'objected');
CREATE INDEX card_to_decide ON card (id) WHERE state IN ('answered', 'objected');
CREATE INDEX journal_by_what ON journal (what, n);
CREATE INDEX journal_by_person ON journal (by, n);
CREATE INDEX issue_by_point ON issue (point, id);
CREATE INDEX document_by_kind ON document (kind, id);
CREATE INDEX case_undecided ON case_file (case_no) WHERE stage NOT IN ('decided', 'completed', 'returned');
CREATE INDEX ticket_to_call ON ticket (filed_on, filed_half, id) WHERE state = 'registered' AND has_contact = 1;
CREATE INDEX ticket_to_ask ON ticket (id) WHERE state = 'replied' AND has_contact = 1;
