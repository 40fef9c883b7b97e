-- SPDX-License-Identifier: Apache-2.0
-- All that decides whose next step a ticket is, in one column (tickets/stand.h), derived from its
-- events like the others; and an index of open tickets from which every count of the day's first page
-- is read without reading one ticket.
ALTER TABLE ticket ADD COLUMN stand TEXT NOT NULL DEFAULT '';
CREATE INDEX ticket_by_stand ON ticket (stand, handled_by, unit, due_on) WHERE due_on <> '';
