-- SPDX-License-Identifier: Apache-2.0
-- More of a ticket's life, derived from its events like the other columns: a unit's answer that the
-- center has not passed, the ticket that it goes with, a rating that is left out of the figures; and
-- the day on which the next step is due, along which the lists of work run ('' at its end).
ALTER TABLE ticket ADD COLUMN pending TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN merged_into INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
CREATE INDEX ticket_by_due ON ticket (due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_handler_by_due ON ticket (handled_by, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_by_main ON ticket (merged_into, id) WHERE merged_into <> 0;

-- Which program derived the columns last; an older one's are made again when a center opens.
CREATE TABLE derivation (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO derivation (only, version) VALUES (1, 0);
