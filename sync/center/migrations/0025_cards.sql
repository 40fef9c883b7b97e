-- SPDX-License-Identifier: Apache-2.0
-- Warnings and cards: what a clock earned by rule, each level once, however often it is judged.
CREATE TABLE card (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket    INTEGER NOT NULL REFERENCES ticket (id),
  clock     TEXT    NOT NULL,           -- rules/cards.h: running_clock()
  level     TEXT    NOT NULL,
  unit      TEXT    NOT NULL,           -- that it was issued to; empty: the center itself
  due_on    TEXT    NOT NULL,           -- of the clock, as it was then
  issued_on TEXT    NOT NULL,
  answer_by TEXT    NOT NULL,           -- empty where nobody has to answer
  state     TEXT    NOT NULL,           -- derived from the events
  version   INTEGER NOT NULL,           -- number of events
  UNIQUE (ticket, clock, level)
) STRICT;
CREATE INDEX card_by_state ON card (state, id);
CREATE INDEX card_by_unit ON card (unit, id);

CREATE TABLE card_event (
  card  INTEGER NOT NULL REFERENCES card (id),
  n     INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  by    TEXT    NOT NULL,               -- an account; "(rule)"
  type  TEXT    NOT NULL,               -- the state that it led to
  words TEXT    NOT NULL,
  PRIMARY KEY (card, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER card_event_stays BEFORE UPDATE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never changed'); END;
CREATE TRIGGER card_event_remains BEFORE DELETE ON card_event
BEGIN SELECT raise(ABORT, 'an event of a card is never removed'); END;
