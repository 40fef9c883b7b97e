-- SPDX-License-Identifier: Apache-2.0
-- A report on which a unit was given a 整改建议书 is with that unit; its clocks run by the rules of its
-- filing day. An empty profile: from before it was kept, that of the hall.
ALTER TABLE issue ADD COLUMN sent_to TEXT NOT NULL DEFAULT '';
ALTER TABLE issue ADD COLUMN profile TEXT NOT NULL DEFAULT '';
-- Those whose clocks are judged.
CREATE INDEX issue_open ON issue (id) WHERE state <> 'closed';

-- Cards about monitors' reports. A list of allowed words in a CHECK cannot be changed in place.
CREATE TABLE card_next (
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
INSERT INTO card_next (id, subject, ticket, about, clock, level, unit, due_on, issued_on, answer_by,
                       state, version)
SELECT id, subject, ticket, about, clock, level, unit, due_on, issued_on, answer_by, state, version
  FROM card ORDER BY id;
DROP TABLE card;
ALTER TABLE card_next RENAME TO card;
CREATE INDEX card_by_state ON card (state, id);
CREATE INDEX card_by_unit ON card (unit, id);
CREATE INDEX card_by_ticket ON card (ticket, id) WHERE ticket IS NOT NULL;
CREATE INDEX card_unsettled ON card (subject, about) WHERE state = 'issued' AND level IN ('notice', 'warning');
CREATE INDEX card_by_level ON card (level, id);
CREATE INDEX card_by_subject ON card (subject, id);
CREATE INDEX card_standing ON card (id) WHERE state IN ('issued', 'answered', 'objected');
CREATE INDEX card_to_decide ON card (id) WHERE state IN ('answered', 'objected');
CREATE TRIGGER card_is_kept BEFORE DELETE ON card
BEGIN SELECT raise(ABORT, 'cards are never deleted'); END;
