-- SPDX-License-Identifier: Apache-2.0
-- Cards about cases of the approval system and about the center's own duties, beside those about
-- tickets. By its subject, what it is about, its clock and its level a card is issued once, whatever
-- is judged again.
DROP TRIGGER card_event_stays;
DROP TRIGGER card_event_remains;
DROP TRIGGER change_of_card;
DROP INDEX card_by_state;
DROP INDEX card_by_unit;
-- Events of a program that did not chain them: the next one that opens the center does.
CREATE TABLE card_event_unchained (
  card  INTEGER NOT NULL,
  n     INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  by    TEXT    NOT NULL,
  type  TEXT    NOT NULL,
  words TEXT    NOT NULL,
  PRIMARY KEY (card, n)
) STRICT, WITHOUT ROWID;
INSERT INTO card_event_unchained SELECT card, n, at_ms, by, type, words FROM card_event;
DROP TABLE card_event;
ALTER TABLE card RENAME TO card_before;
CREATE TABLE card (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  subject   TEXT    NOT NULL CHECK (subject IN ('ticket', 'case', 'duty')),
  ticket    INTEGER REFERENCES ticket (id),
  about     TEXT    NOT NULL,           -- the ticket's or case's number; "jc01 2026-11-02" of a duty
  clock     TEXT    NOT NULL,           -- rules/cards.h
  level     TEXT    NOT NULL,
  unit      TEXT    NOT NULL,           -- that it was issued to; empty: the center itself
  due_on    TEXT    NOT NULL,           -- of the clock, as it was then
  issued_on TEXT    NOT NULL,
  answer_by TEXT    NOT NULL,           -- empty where nobody has to answer
  state     TEXT    NOT NULL,           -- derived from the events
  version   INTEGER NOT NULL,           -- number of events
  UNIQUE (subject, about, clock, level)
) STRICT;
INSERT INTO card (id, subject, ticket, about, clock, level, unit, due_on, issued_on, answer_by,
                  state, version)
SELECT card_before.id, 'ticket', card_before.ticket, ticket.ticket_no, card_before.clock,
       card_before.level, card_before.unit, card_before.due_on, card_before.issued_on,
       card_before.answer_by, card_before.state, card_before.version
  FROM card_before JOIN ticket ON ticket.id = card_before.ticket ORDER BY card_before.id;
DROP TABLE card_before;
CREATE INDEX card_by_state ON card (state, id);
CREATE INDEX card_by_unit ON card (unit, id);
CREATE INDEX card_by_ticket ON card (ticket, id) WHERE ticket IS NOT NULL;
-- Notices and warnings that end by themselves.
CREATE INDEX card_unsettled ON card (subject, about) WHERE state = 'issued' AND level IN ('notice', 'warning');

-- Chained like the events of a ticket; the first one covers what the card says, too
-- (supervision/card_events.h).
CREATE TABLE card_event (
  card   INTEGER NOT NULL REFERENCES card (id),
  n      INTEGER NOT NULL,
  at_ms  INTEGER NOT NULL,
  by     TEXT    NOT NULL,              -- an account; "(rule)"
  type   TEXT    NOT NULL,              -- the state that it led to
  words  TEXT    NOT NULL,
  digest BLOB    NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (card, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER card_event_stays BEFORE UPDATE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never changed'); END;
CREATE TRIGGER card_event_remains BEFORE DELETE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never removed'); END;
CREATE TRIGGER change_of_card AFTER INSERT ON card_event
BEGIN INSERT INTO change (list, subject, by)
      VALUES ('cards', NEW.card, iif(NEW.by = '(rule)', '', NEW.by)); END;
CREATE TRIGGER card_is_kept BEFORE DELETE ON card
BEGIN SELECT raise(ABORT, 'cards are never deleted'); END;

-- Cases whose clock runs, along the day on which they are due.
CREATE INDEX case_running ON case_file (due_on) WHERE stage IN ('accepted', 'reviewing', 'decided');
